import Building
import Diagnostics
import Graph
import Specs
import Store
import TestSupport
import Testing

/// The ten steps of the proposal's example, as one story over one store.
struct ConditionsStoryTests {
  @Test func tenSteps() throws {
    var store = FakeStore()
    let original = conditionsProject()

    let library = try store.build(original, "lib")
    #expect(library.ran == ["base", "lib"], "1: no test runs, since nobody requires it")

    store = FakeStore()
    let program = try store.build(original, "app")
    #expect(program.ran == ["base", "lib", "app"], "2: app does not wait for lib-test")

    store = FakeStore()
    let package = try store.build(original, "app-pkg")
    #expect(package.ran == ["base", "lib", "app", "lib-test", "app-test", "app-pkg"], "3")
    #expect(package.width == 2, "3: lib-test runs beside app")
    let first = try packageArtifact(of: original, in: store)

    let again = try store.build(original, "app-pkg")
    #expect(again.lookedUp == ["app-pkg"] && again.ran == [] && again.aliased == [], "4: nothing else is looked at")

    let changedTest = project("lib-test") { $0.installing("test lib harder") }
    let retested = try store.build(changedTest, "app-pkg")
    #expect(retested.ran == ["lib-test"] && retested.aliased == ["app-pkg"], "5: re-tested, nothing packed again")
    let second = try packageArtifact(of: changedTest, in: store)
    #expect(second.key != first.key && second.artifact.files == first.artifact.files, "5: another name, the same files")
    #expect(second.artifact.aliasedFrom == first.key)

    let brokenTest = project("lib-test") { $0.installing("test lib in vain") }
    let failed = try store.build(brokenTest, "app-pkg", "app-test", outcomes: ["lib-test": .failed])
    #expect(failed.ran == ["lib-test"], "6")
    #expect(failed.report["app-pkg"] == .blocked)
    #expect(failed.report["app-test"] == .cached)
    #expect(try packageArtifact(of: original, in: store).artifact == first.artifact, "6: the old artifact stays")

    let changedBack = try store.build(original, "app-pkg")
    #expect(changedBack.ran == [] && changedBack.aliased == [], "7: all is cached")

    let changedSource = project("lib") { $0.installing("make lib better") }
    let rebuilt = try store.build(changedSource, "app-pkg")
    #expect(rebuilt.ran == ["lib", "app", "lib-test", "app-test", "app-pkg"], "8: everything above is rebuilt")

    let droppedProvider = project("lib") { $0.with { $0.conditionProviders = [] } }
    let dropped = try store.build(droppedProvider, "app-pkg")
    #expect(dropped.ran == [] && dropped.aliased == ["app-pkg"], "9: aliased at once")

    let sameBytes = project("base") { $0.installing("# a remark", "make base") }
    let cutOff = try store.build(sameBytes, "app-pkg")
    #expect(cutOff.ran == ["base"], "10: the action cache answers for the rest")
    #expect(cutOff.recalled == ["lib", "app", "lib-test", "app-test", "app-pkg"])
  }

  // Traps, number 5: changing a test back runs nothing.
  @Test func changingATestBackRunsNothing() throws {
    var store = FakeStore()
    _ = try store.build(conditionsProject(), "app-pkg")
    _ = try store.build(project("lib-test") { $0.installing("other") }, "app-pkg")
    let back = try store.build(conditionsProject(), "app-pkg")
    #expect(back.ran == [] && back.aliased == [] && back.lookedUp == ["app-pkg"])
  }

  @Test func aProjectThatTestsFirstBuildsTheSameWay() throws {
    var store = FakeStore()
    let tested = try ElementGraph(conditionsProject(), targets: ["app-pkg.bst"], goal: .test(condition: "tested"))
    #expect(tested.targets.map { tested.elements[$0].name } == ["lib-test.bst", "app-test.bst"])
    _ = try store.build(conditionsProject(), "lib-test", "app-test")
    #expect(try store.build(conditionsProject(), "app-pkg").ran == ["app-pkg"])
  }

  private func packageArtifact(
    of project: ElementProject, in store: FakeStore
  ) throws -> (key: ContentDigest, artifact: FakeStore.Artifact) {
    let graph = try ElementGraph(project, targets: ["app-pkg.bst"])
    let key = try ElementKeys(graph)[#require(graph["app-pkg.bst"]).id].artifact
    return (key, try #require(store.artifacts[key]))
  }
}
