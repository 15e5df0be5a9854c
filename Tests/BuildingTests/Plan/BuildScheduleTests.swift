import Building
import Graph
import Specs
import TestSupport
import Testing

/// What is started when, and what becomes of failures.
struct BuildScheduleTests {
  @Test func whatTheLongestWayLeadsOverStartsFirst() throws {
    var store = FakeStore()
    let record = try store.build(
      sampleProject(
        .manual("short"), .manual("long1"), .manual("long2").builtWith("long1"), .manual("long3").builtWith("long2"),
        .manual("top").builtWith("short", "long3")), "top", jobs: 1)
    #expect(record.ran == ["long1", "long2", "short", "long3", "top"])
  }

  @Test func noMoreCommandsRunAtOnceThanThereIsRoomFor() throws {
    let leaves = (1...5).map { SampleElement.manual("leaf\($0)") }
    let top = leaves.reduce(SampleElement("top")) { $0.builtWith(String($1.declaration.name.dropLast(4))) }
    for jobs in 1...3 {
      var store = FakeStore()
      let record = try store.build(sampleProject(leaves + [top]), "top", jobs: jobs)
      #expect(record.width == jobs)
      #expect(record.ran.count == 6)
    }
  }

  @Test func whateverEndsFirstTheSameElementsAreBuilt() throws {
    for jobs in [1, 2, 8] {
      for newestFirst in [false, true] {
        var store = FakeStore()
        let record = try store.build(conditionsProject(), "app-pkg", jobs: jobs, newestFirst: newestFirst)
        #expect(record.ran.sorted() == ["app", "app-pkg", "app-test", "base", "lib", "lib-test"])
        #expect(record.ran.last == "app-pkg")
        #expect(record.report.succeeded)
      }
    }
  }

  @Test func nothingBelowAnArtifactThatIsThereIsNeeded() throws {
    var store = FakeStore()
    let project = conditionsProject()
    _ = try store.build(project, "app-pkg")
    let graph = try ElementGraph(project, targets: ["app-pkg.bst"])
    let keys = try ElementKeys(graph)
    for name in ["base", "lib", "app", "lib-test"] {
      store.remove(keys[try #require(graph[name + ".bst"]).id].artifact)
    }
    let record = try store.build(project, "app-pkg")
    #expect(record.ran == [])
    #expect(record.report["app-pkg"] == .cached)
    #expect(record.report["lib-test"] == .untouched)
  }

  @Test func runtimeDependenciesOfWhatIsStagedAreBuiltButNotThoseOfTargets() throws {
    var store = FakeStore()
    let record = try store.build(
      sampleProject(
        .manual("libc"), .manual("shell").runningWith("libc"), .manual("late"),
        .manual("app").builtWith("shell").runningWith("late")), "app", jobs: 1)
    #expect(record.ran == ["libc", "shell", "app"])
  }

  // Case 6 and traps, number 7.
  @Test func siblingsOfAFailureAreStillBuilt() throws {
    var store = FakeStore()
    let record = try store.build(
      sampleProject(
        .manual("bad"), .manual("good"), .manual("above").builtWith("bad"), .manual("beside").builtWith("good"),
        .manual("further").builtWith("above")), "further", "beside", outcomes: ["bad": .failed], jobs: 1)
    #expect(record.ran == ["bad", "good", "beside"])
    #expect(record.report["bad"] == .failed(isReplayed: false))
    #expect(record.report["above"] == .blocked)
    #expect(record.report["further"] == .blocked)
    #expect(!record.report.succeeded)
    #expect(
      record.report.explanation(of: "further")
        == "further.bst blocked: dependency above.bst, itself blocked: dependency bad.bst failed")
  }

  @Test func quittingFinishesWhatRunsAndStartsNothing() throws {
    var store = FakeStore()
    let record = try store.build(
      sampleProject(.manual("a"), .manual("b"), .manual("c"), .manual("top").builtWith("a", "b", "c")), "top",
      outcomes: ["a": .failed], onError: .quit)
    #expect(record.ran == ["a", "b"])
    #expect(record.report["b"] == .built)
    #expect(record.report["c"] == .ready)
    #expect(record.report["top"] == .blocked)
  }

  // Traps, number 7.
  @Test func aFailureIsToldAgainUntilItIsRetried() throws {
    var store = FakeStore()
    let first = try store.build(conditionsProject(), "app-pkg", outcomes: ["lib-test": .failed])
    #expect(first.report["lib-test"] == .failed(isReplayed: false))
    let second = try store.build(conditionsProject(), "app-pkg")
    #expect(second.ran == [])
    #expect(second.report["lib-test"] == .failed(isReplayed: true))
    #expect(second.report["app-pkg"] == .blocked)
    let retried = try store.build(conditionsProject(), "app-pkg", retriesFailed: true)
    #expect(retried.ran == ["lib-test", "app-pkg"])
    #expect(retried.report.succeeded)
  }

  @Test func aFailedPayloadFailsUnderItsNewNameTooUntilItIsRetried() throws {
    var store = FakeStore()
    let first = try store.build(conditionsProject(), "app-pkg", outcomes: ["app-pkg": .failed])
    #expect(first.report["app-pkg"] == .failed(isReplayed: false))
    let changed = project("lib-test") { $0.installing("other") }
    let second = try store.build(changed, "app-pkg")
    #expect(second.ran == ["lib-test"] && second.aliased == ["app-pkg"])
    #expect(second.report["app-pkg"] == .failed(isReplayed: true))
    let third = try store.build(changed, "app-pkg")
    #expect(third.lookedUp == ["app-pkg"], "the failure is there under the new name")
    let retried = try store.build(project("lib-test") { $0.installing("third") }, "app-pkg", retriesFailed: true)
    #expect(retried.ran == ["lib-test", "app-pkg"])
    #expect(retried.report.succeeded)
  }

  @Test func whatCouldNotBeDecidedIsNoFailureAndIsNotKept() throws {
    var store = FakeStore()
    let first = try store.build(conditionsProject(), "app-pkg", outcomes: ["lib-test": .undecided])
    #expect(first.report["lib-test"] == .undecided)
    #expect(
      first.report.explanation(of: "app-pkg")
        == "app-pkg.bst blocked: tested(lib.bst) by lib-test.bst, which could not be decided")
    #expect(try store.build(conditionsProject(), "app-pkg").ran == ["lib-test", "app-pkg"])
  }

  @Test func cancellingStartsNothingAndBlocksNothing() throws {
    var store = FakeStore()
    let record = try store.build(conditionsProject(), "app-pkg", outcomes: ["lib": .cancelled])
    #expect(record.ran == ["base", "lib"])
    #expect(record.report["lib"] == .cancelled)
    #expect(record.report["app-pkg"] == .waiting)
    #expect(!record.report.succeeded)
  }

  @Test func outcomesOfStepsThatWereNotGivenAreIgnored() throws {
    let graph = try ElementGraph(sampleProject(.manual("a")))
    var schedule = BuildSchedule(graph, try ElementKeys(graph), targets: graph.targets)
    schedule.finished(0, .succeeded)
    #expect(schedule.report[0] == .lookedUp)
    #expect(schedule.next() == [.lookUp(0)])
    #expect(schedule.next() == [])
    schedule.finished(0, .found(StoredElement()))
    #expect(schedule.next() == [.run(0)])
    #expect(!schedule.isDone)
    schedule.finished(0, .succeeded)
    #expect(schedule.isDone)
  }

  @Test(.tags(.slow), .slowTestsEnabled) func longChainsNeedNoStack() throws {
    let count = 20_000
    var elements = [SampleElement.manual("e0")]
    for number in 1..<count { elements.append(.manual("e\(number)").needing("e\(number - 1)")) }
    let graph = try ElementGraph(sampleProject(elements), targets: ["e\(count - 1).bst"])
    var schedule = BuildSchedule(graph, try ElementKeys(graph), targets: graph.targets, onError: .continue)
    while !schedule.isDone {
      for step in schedule.next() {
        schedule.finished(step.element, step == .lookUp(step.element) ? .found(StoredElement()) : .failed)
      }
    }
    #expect(schedule.report[0] == .failed(isReplayed: false))
    #expect(schedule.report[count - 1] == .blocked)
  }
}
