import CanonicalJSON
import Reports
import Specs
import Testing
import Verification

/// What `assay show`, and `--show` of other commands, print.
struct StackStatusReportTests {
  /// A stack as `assay show` sees it: one lock is missing.
  static let shown = StackStatus(
    spec: "/stack/venvstacks.toml",
    branches: [
      .init(.runtime, base, dependencies: []), .init(.framework, net, dependencies: [base]),
      .init(.framework, plot, dependencies: [net, base]),
    ])

  static let base = StackStatus.Entry(name: "base", installTarget: "base@2", hasValidLock: true)
  static let net = StackStatus.Entry(name: "framework-net", installTarget: "framework-net", hasValidLock: true)
  static let plot = StackStatus.Entry(
    name: "framework-plot", installTarget: "framework-plot@???", hasValidLock: false)

  @Test func theTreeHasAllCategoriesAndWhatEachLayerBuildsOn() {
    #expect(
      StackStatusReport(Self.shown).tree == """
        /stack/venvstacks.toml
        ├── Runtimes
        │   └── base -> base@2
        ├── Frameworks
        │   ├── framework-net
        │   │   └── base -> base@2
        │   └── *framework-plot -> framework-plot@???
        │       ├── framework-net
        │       └── base -> base@2
        └── Applications

        """)
  }

  @Test func theObjectNamesDependenciesOfAllButRuntimes() {
    #expect(
      StackStatusReport(Self.shown).json.text == """
        {
          "applications": [],
          "frameworks": [
            {
              "dependencies": [
                {
                  "has_valid_lock": true,
                  "install_target": "base@2",
                  "name": "base",
                  "selected_operations": null
                }
              ],
              "has_valid_lock": true,
              "install_target": "framework-net",
              "name": "framework-net",
              "selected_operations": null
            },
            {
              "dependencies": [
                {
                  "has_valid_lock": true,
                  "install_target": "framework-net",
                  "name": "framework-net",
                  "selected_operations": null
                },
                {
                  "has_valid_lock": true,
                  "install_target": "base@2",
                  "name": "base",
                  "selected_operations": null
                }
              ],
              "has_valid_lock": false,
              "install_target": "framework-plot@???",
              "name": "framework-plot",
              "selected_operations": null
            }
          ],
          "runtimes": [
            {
              "has_valid_lock": true,
              "install_target": "base@2",
              "name": "base",
              "selected_operations": null
            }
          ],
          "spec_name": "/stack/venvstacks.toml"
        }

        """)
  }

  /// The same layers as another command sees them.
  static let planned = StackStatus(
    spec: "/stack/venvstacks.toml",
    branches: [
      .init(.runtime, with(base, ["lock-if-needed", "build-if-needed"])),
      .init(
        .application, with(.init(name: "app-x", installTarget: "app-x", hasValidLock: false), ["lock", "publish"])),
    ])

  private static func with(_ entry: StackStatus.Entry, _ operations: [String]) -> StackStatus.Entry {
    var entry = entry
    entry.operations = operations
    return entry
  }

  @Test func operationsStandInTheTreeInPlaceOfDependencies() {
    #expect(
      StackStatusReport(Self.planned).tree == """
        /stack/venvstacks.toml
        ├── Runtimes
        │   └── base -> base@2 (lock-if-needed, build-if-needed)
        ├── Frameworks
        └── Applications
            └── *app-x (lock, publish)

        """)
  }

  @Test func operationsStandInTheObjectInPlaceOfDependencies() {
    #expect(
      StackStatusReport(Self.planned).json["applications"] == [
        [
          "has_valid_lock": .bool(false), "install_target": .string("app-x"), "name": .string("app-x"),
          "selected_operations": [.string("lock"), .string("publish")],
        ]
      ])
  }
}
