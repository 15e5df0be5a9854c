import TestSupport
import Testing

/// What somebody is told whose conditions can't be met, or hold up a build.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needs("ldd"))
struct ConditionMessagesTests {
  // 1. A condition that nothing provides.
  @Test func asksWhetherANearNameWasMeant() async throws {
    let project = try await ElementProject()
    try project.replace("- tested", with: "- teseted", in: "elements/app-pkg.bst")
    let shown = try await project.assay("show", "conditions", "app-pkg.bst")
    #expect(
      messages(of: shown) == """
        app-pkg.bst:9:3: warning: nothing that app-pkg.bst depends on provides 'teseted' [element.condition-unprovided]
        hint: did you mean 'tested'?

        """)
    #expect(shown.exitCode == 0)
  }

  // 2. A provider that demands something itself.
  @Test func tellsWhoIsBlockedDownToTheRoot() async throws {
    let project = try await ElementProject()
    try project.write(
      "kind: manual\nbuild-depends: [base.bst]\nconfig: {build-commands: ['false']}\n", to: "elements/base-lic.bst")
    try project.replace(
      "kind: import\n", with: "kind: import\ncondition-providers: {licensed: [base-lic.bst]}\n", in: "elements/base.bst"
    )
    try project.replace(
      "kind: manual\n", with: "kind: manual\ncondition-requirements: [licensed]\n", in: "elements/lib-test.bst")
    let outcome = try await project.build("app-pkg.bst", options: ["--on-error", "continue"])
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.lines.filter { $0.hasPrefix("blocked") || $0.hasPrefix("failed") } == [
        "blocked app-pkg.bst: tested(lib.bst) by lib-test.bst, itself blocked: licensed(base.bst) by base-lic.bst",
        "failed base-lic.bst: command 1 of 1 ended with 1: false",
        "blocked lib-test.bst: licensed(base.bst) by base-lic.bst",
      ])
  }

  // 3. A provider that depends on who demands it.
  @Test func namesEveryEdgeOfACycle() async throws {
    let project = try await ElementProject()
    try project.write("kind: manual\nbuild-depends: [app-pkg.bst]\n", to: "elements/pkg-smoke.bst")
    try project.replace("- app-test.bst", with: "- pkg-smoke.bst", in: "elements/app.bst")
    let outcome = try await project.assay("build", "conditions")
    #expect(
      messages(of: outcome) == """
        app-pkg.bst:9:3: error: elements wait for each other: app-pkg.bst requires 'tested' of app.bst \
        (app-pkg.bst:9:3) -> provider pkg-smoke.bst (app.bst:10:5) -> build-depends on app-pkg.bst \
        (pkg-smoke.bst:2:17) [element.condition-cycle]
        hint: declare pkg-smoke.bst as a provider of app-pkg.bst instead of app.bst, and require 'tested' one level \
        up, in an element that depends on app-pkg.bst

        """)
    #expect(outcome.standardOutput == "")
    #expect(outcome.exitCode == 2)
  }

  // 4. One test that two demand.
  @Test func oneFailureHoldsUpAllThatDemandIt() async throws {
    let project = try await ElementProject()
    try project.write(
      "kind: manual\nbuild-depends: [app.bst]\ncondition-requirements: [tested]\n", to: "elements/app-image.bst")
    try project.replace("is I to_roman 1\n", with: "is II to_roman 1\n", in: "files/lib-test/test-roman.sh")
    let outcome = try await project.build("app-pkg.bst", "app-image.bst", options: ["--on-error", "continue"])
    #expect(
      outcome.lines.filter { $0.hasPrefix("blocked") } == [
        "blocked app-image.bst: tested(lib.bst) by lib-test.bst",
        "blocked app-pkg.bst: tested(lib.bst) by lib-test.bst",
      ])
    let other = try await project.build("app-image.bst")
    #expect(other.lines.filter { $0.contains("app-pkg") } == [])
  }

  // 5. Several tests of one element.
  @Test func namesEveryProviderThatFailed() async throws {
    let project = try await ElementProject()
    let failing = "kind: manual\nbuild-depends: [lib.bst]\nconfig: {build-commands: ['false']}\n"
    try project.write(failing, to: "elements/lib-fuzz.bst")
    try project.write(failing, to: "elements/lib-style.bst")
    try project.replace(
      "- lib-test.bst", with: "- lib-style.bst\n  - lib-test.bst\n  - lib-fuzz.bst\n  - lib-fuzz.bst",
      in: "elements/lib.bst")
    let outcome = try await project.assay("build", "conditions", "app-pkg.bst", "--on-error", "continue")
    #expect(
      messages(of: outcome) == """
        lib.bst:12:5: warning: lib.bst names the provider lib-fuzz.bst of 'tested' twice [element.condition-duplicate]
        hint: drop one of the two

        """)
    #expect(
      outcome.standardOutput.contains(
        "blocked    app-pkg.bst: tested(lib.bst) by lib-fuzz.bst; tested(lib.bst) by lib-style.bst\n"),
      "\(outcome.standardOutput)")
    #expect(outcome.exitCode == 1)
  }

  /// What went to standard error, with elements' names for their files.
  private func messages(of outcome: Program.Outcome) -> String {
    outcome.standardError.replacing("\(ElementProject.folder)/elements/", with: "")
  }
}
