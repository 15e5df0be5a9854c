import Building
import Graph
import Specs
import TestSupport
import Testing

/// What a build would do to each element, told without building.
struct ElementStatusTests {
  @Test func beforeAnythingIsBuiltElementsWait() throws {
    #expect(
      try statuses(FakeStore()) == [
        "base": .buildable, "lib": .waiting, "app": .waiting, "lib-test": .waiting, "app-test": .waiting,
        "app-pkg": .waiting,
      ])
  }

  @Test func whatIsThereIsCachedAndWhatHasAllItNeedsIsBuildable() throws {
    var store = FakeStore()
    _ = try store.build(conditionsProject(), "lib")
    #expect(
      try statuses(store) == [
        "base": .cached, "lib": .cached, "app": .buildable, "lib-test": .buildable, "app-test": .waiting,
        "app-pkg": .waiting,
      ])
  }

  @Test func whatAFailureGatesIsBlocked() throws {
    var store = FakeStore()
    _ = try store.build(conditionsProject(), "app-pkg", outcomes: ["lib-test": .failed])
    let found = try ElementStatusTests.all(conditionsProject(), store)
    #expect(try statuses(store)["lib-test"] == .failed)
    #expect(try statuses(store)["app"] == .cached)
    #expect(try statuses(store)["app-pkg"] == .blocked)
    let package = try #require(found.graph["app-pkg.bst"])
    #expect(
      found.statuses.blockage.explanation(of: package.id)
        == "app-pkg.bst blocked: tested(lib.bst) by lib-test.bst")
  }

  @Test func aFailedPayloadIsFailedOnceItsGatesAreOpen() throws {
    var store = FakeStore()
    _ = try store.build(conditionsProject(), "app-pkg", outcomes: ["app-pkg": .failed])
    let changed = project("lib-test") { $0.installing("other") }
    #expect(try statuses(store, changed)["app-pkg"] == .waiting)
    _ = try store.build(changed, "lib-test")
    #expect(try statuses(store, changed)["app-pkg"] == .failed)
  }

  @Test func whatIsMissingAtRunTimeHoldsUpTheBuildAbove() throws {
    var store = FakeStore()
    let project = sampleProject(
      .manual("libc"), .manual("shell").runningWith("libc"), .manual("app").builtWith("shell"))
    _ = try store.build(project, "shell")
    #expect(try statuses(store, project) == ["libc": .buildable, "shell": .cached, "app": .waiting])
  }

  private func statuses(
    _ store: FakeStore, _ project: ElementProject = conditionsProject()
  ) throws -> [String: ElementStatus] {
    let (graph, statuses) = try Self.all(project, store)
    return Dictionary(uniqueKeysWithValues: graph.elements.map { (String($0.name.dropLast(4)), statuses[$0.id]) })
  }

  private static func all(
    _ project: ElementProject, _ store: FakeStore
  ) throws -> (graph: ElementGraph, statuses: ElementStatuses) {
    let graph = try ElementGraph(project)
    let keys = try ElementKeys(graph)
    return (graph, ElementStatuses(graph, stored: graph.elements.map { store.stored(keys[$0.id]) }))
  }
}
