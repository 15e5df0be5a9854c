package import CanonicalJSON
import Specs
package import Verification

/// What `assay show` and the `--show` of other commands print.
package struct StackStatusReport: Sendable {
  private let status: StackStatus

  package init(_ status: StackStatus) { self.status = status }

  /// venvstacks' status object.
  package var json: JSONValue {
    var json: JSONValue = ["spec_name": .string(status.spec)]
    // What many layers stand on is listed with each of them, and made once.
    var made: [String: JSONValue] = [:]
    for category in LayerCategory.published {
      json[category.key] = .array(branches(category).map { object($0, dependencies: &made) })
    }
    return json
  }

  /// The spec, and below it the layers by category, each with what it builds on.
  package var tree: String {
    var lines = [status.spec]
    let categories = LayerCategory.published
    for category in categories {
      let (joint, indent) = Self.drawing(isLast: category == categories.last)
      lines.append(joint + category.key.prefix(1).uppercased() + category.key.dropFirst())
      lines += Self.lines(branches(category), indent: indent)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func branches(_ category: LayerCategory) -> [StackStatus.Branch] {
    status.branches.filter { $0.category == category }
  }

  private static func lines(_ branches: [StackStatus.Branch], indent: String) -> [String] {
    branches.enumerated().flatMap { index, branch in
      let (joint, below) = drawing(isLast: index == branches.count - 1)
      let dependencies = branch.dependencies ?? []
      return [indent + joint + label(branch.entry)]
        + dependencies.enumerated().map { index, entry in
          indent + below + drawing(isLast: index == dependencies.count - 1).joint + label(entry)
        }
    }
  }

  private static func drawing(isLast: Bool) -> (joint: String, indent: String) {
    isLast ? ("└── ", "    ") : ("├── ", "│   ")
  }

  private static func label(_ entry: StackStatus.Entry) -> String {
    (entry.hasValidLock ? "" : "*") + entry.name
      + (entry.installTarget == entry.name ? "" : " -> \(entry.installTarget)")
      + (entry.operations.map { " (\($0.joined(separator: ", ")))" } ?? "")
  }

  private func object(_ branch: StackStatus.Branch, dependencies made: inout [String: JSONValue]) -> JSONValue {
    var json = object(branch.entry)
    guard branch.category != .runtime, let dependencies = branch.dependencies else { return json }
    var objects: [JSONValue] = []
    for entry in dependencies {
      let object = made[entry.name] ?? object(entry)
      made[entry.name] = object
      objects.append(object)
    }
    json["dependencies"] = .array(objects)
    return json
  }

  private func object(_ entry: StackStatus.Entry) -> JSONValue {
    [
      "name": .string(entry.name), "install_target": .string(entry.installTarget),
      "has_valid_lock": .bool(entry.hasValidLock),
      "selected_operations": entry.operations.map { .array($0.map { .string($0) }) } ?? .null,
    ]
  }
}
