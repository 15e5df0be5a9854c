import Building
import Graph
import Specs
import TestSupport
import Testing

/// By whom elements are held up, and what is said of it.
struct BlockageTests {
  // Case 2.
  @Test func explanationsLeadDownToTheRoot() throws {
    var store = FakeStore()
    let project = sampleProject(
      .manual("base").providing("licensed", by: "base-lic"), .manual("base-lic").builtWith("base"),
      .manual("lib").builtWith("base").providing("tested", by: "lib-test"),
      .manual("lib-test").builtWith("lib").requiring("licensed"),
      .manual("app-pkg").builtWith("lib").requiring("tested"))
    let report = try store.build(project, "app-pkg", outcomes: ["base-lic": .failed]).report
    #expect(
      report.explanation(of: "app-pkg")
        == "app-pkg.bst blocked: tested(lib.bst) by lib-test.bst, itself blocked: licensed(base.bst) by base-lic.bst")
    #expect(report.explanation(of: "lib-test") == "lib-test.bst blocked: licensed(base.bst) by base-lic.bst")
    #expect(report.explanation(of: "lib") == nil)
    let package = try #require(report.graph["app-pkg.bst"])
    #expect(report.blockage.roots(of: package.id).map { report.graph.elements[$0].name } == ["base-lic.bst"])
  }

  // Case 4.
  @Test func oneFailureBlocksAllWhoRequireIt() throws {
    var store = FakeStore()
    let project = sampleProject(
      .manual("lib").providing("tested", by: "t"), .manual("t").builtWith("lib"), .manual("app").builtWith("lib"),
      .manual("pkg").builtWith("app").requiring("tested"), .manual("image").builtWith("app").requiring("tested"))
    let record = try store.build(project, "pkg", "image", "app", outcomes: ["t": .failed])
    #expect(record.ran == ["lib", "app", "t"])
    #expect(
      record.report.elements { $0 == .blocked }.map { record.report.graph.elements[$0].name } == [
        "image.bst", "pkg.bst",
      ])
    #expect(record.report["app"] == .built)
  }

  // Case 5.
  @Test func everyFailedProviderIsNamed() throws {
    var store = FakeStore()
    let project = sampleProject(
      .manual("lib").providing("tested", by: "t3", "t1", "t2").providing("signed", by: "t1"),
      .manual("t1").builtWith("lib"), .manual("t2").builtWith("lib"), .manual("t3").builtWith("lib"),
      .manual("pkg").builtWith("lib").requiring("tested", "signed"))
    let report = try store.build(project, "pkg", outcomes: ["t1": .failed, "t3": .failed]).report
    #expect(
      report.explanation(of: "pkg")
        == "pkg.bst blocked: signed(lib.bst), tested(lib.bst) by t1.bst; tested(lib.bst) by t3.bst")
  }

  @Test func failuresBehindRuntimeDependenciesAreNamed() throws {
    var store = FakeStore()
    let project = sampleProject(
      .manual("libc"), .manual("shell").runningWith("libc"), SampleElement("tools").needing("shell"),
      .manual("app").builtWith("tools"))
    let report = try store.build(project, "app", outcomes: ["libc": .failed]).report
    #expect(
      report.explanation(of: "app")
        == "app.bst blocked: dependency tools.bst, itself blocked: dependency libc.bst failed")
    #expect(report["shell"] == .built)
  }

  @Test func theMiddleOfALongRowIsLeftOut() throws {
    var elements = [SampleElement.manual("e00")]
    for number in 1..<20 { elements.append(.manual(name(number)).builtWith(name(number - 1))) }
    var store = FakeStore()
    let report = try store.build(sampleProject(elements), "e19", outcomes: ["e00": .failed]).report
    let row =
      [18, 17, 16, 15, 14].map { "dependency e\($0).bst" } + ["10 more"]
      + [3, 2, 1].map { "dependency e0\($0).bst" } + ["dependency e00.bst failed"]
    #expect(report.explanation(of: "e19") == "e19.bst blocked: " + row.joined(separator: ", itself blocked: "))
  }

  @Test func manyBlockersAreCounted() throws {
    let tests = (10..<25).map { "t\($0)" }
    let lib = tests.reduce(SampleElement.manual("lib")) { $0.providing("tested", by: $1) }
    let elements =
      [lib, .manual("pkg").builtWith("lib").requiring("tested")] + tests.map { .manual($0).builtWith("lib") }
    var store = FakeStore()
    let outcomes = Dictionary(uniqueKeysWithValues: tests.map { ($0, BuildOutcome.failed) })
    let text = try store.build(sampleProject(elements), "pkg", outcomes: outcomes).report.explanation(of: "pkg")
    #expect(text?.hasSuffix("; tested(lib.bst) by t19.bst; and 5 more") == true)
  }

  private func name(_ number: Int) -> String { number < 10 ? "e0\(number)" : "e\(number)" }
}
