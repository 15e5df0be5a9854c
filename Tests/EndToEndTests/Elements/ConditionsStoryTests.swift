import TestSupport
import Testing

/// A library, a program, a test of each, and a package that demands that both have passed: what runs after each change.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needs("ldd"))
struct ConditionsStoryTests {
  typealias Outcome = ElementBuildOutcome

  @Test func testsGateExactlyWhatDemandsThem() async throws {
    let story = try await ElementProject()
    let test = "files/lib-test/test-roman.sh"

    // 1. Nobody demands a test.
    #expect(try await story.build("lib.bst") == Outcome("built base.bst", "built lib.bst", ran: 1))

    // 2. The program does not wait for the library's test.
    #expect(try await story.build("app.bst") == Outcome("built app.bst", ran: 1))

    // 3. The package waits for both tests, and is made without them.
    #expect(
      try await story.build("app-pkg.bst")
        == Outcome("built app-pkg.bst", "built app-test.bst", "built lib-test.bst", ran: 3))
    let package = try await tree(of: "app-pkg.bst", story)

    // 4. What is there is not looked at.
    #expect(try await story.build("app-pkg.bst") == Outcome("cached app-pkg.bst", ran: 0))

    // 5. A changed test is run again; the package is named anew.
    try story.replace("is I to_roman 1\n", with: "is I to_roman 1\nis III to_roman 3\n", in: test)
    #expect(try await story.build("app-pkg.bst") == Outcome("aliased app-pkg.bst", "built lib-test.bst", ran: 1))
    #expect(try await tree(of: "app-pkg.bst", story) == package)
    #expect(try await keys(story) == 2)

    // 6. A failed test holds up what demands it, and nothing else.
    try story.replace("is III to_roman 3", with: "is IIII to_roman 3", in: test)
    #expect(
      try await story.build("app-pkg.bst", "app.bst", options: ["--on-error", "continue"])
        == Outcome(
          "blocked app-pkg.bst: tested(lib.bst) by lib-test.bst", "cached app.bst",
          "failed lib-test.bst: command 1 of 3 ended with 1: "
            + "sh test-roman.sh /usr/lib/numeral >roman.tap || { cat roman.tap; exit 1; }", ran: 0, exitCode: 1))
    #expect(try await story.build("lib.bst", "app.bst").exitCode == 0)
    #expect(try await keys(story) == 2)

    // 7. Changing it back runs nothing.
    try story.replace("is IIII to_roman 3", with: "is III to_roman 3", in: test)
    #expect(try await story.build("app-pkg.bst") == Outcome("cached app-pkg.bst", ran: 0))

    // 8. The library itself: everything above it.
    try story.replace("# Roman numerals", with: "# The Roman numerals", in: "files/lib/roman.sh")
    let all = ["app-pkg", "app-test", "app", "lib-test", "lib"].map { "built \($0).bst" }
    #expect(Set(try await story.build("app-pkg.bst").lines) == Set(all))
    #expect(try await story.build("app-pkg.bst") == Outcome("cached app-pkg.bst", ran: 0))

    // 9. One test fewer is demanded: a new name at once.
    try story.replace(
      "condition-providers:\n  tested:\n  - lib-test.bst\n", with: "", in: "elements/lib.bst")
    #expect(try await story.build("app-pkg.bst") == Outcome("aliased app-pkg.bst", ran: 0))

    // 10. The base is declared in another way and has the same files: everything has been run before.
    try story.replace(
      "sources:\n", with: "sources:\n- kind: local\n  path: root\n", in: "elements/base.bst")
    let again = try await story.build("app-pkg.bst")
    #expect(again.ran == 0)
    #expect(Set(again.lines) == Set(["app-pkg", "app-test", "app", "base", "lib"].map { "built \($0).bst" }))
  }

  private func tree(of element: String, _ story: ElementProject) async throws -> String {
    let format = "%{name} %{artifact-cas-digest}"
    let shown = try await story.assay("show", "conditions", element, "--deps", "none", "--format", format)
    #expect(shown.exitCode == 0, "\(shown.standardError)")
    return shown.standardOutput
  }

  /// How many artifacts of the package there are.
  private func keys(_ story: ElementProject) async throws -> Int {
    try await story.assay("artifact", "list", "conditions", "app-pkg.bst").standardOutput
      .split(separator: "\n").count
  }
}
