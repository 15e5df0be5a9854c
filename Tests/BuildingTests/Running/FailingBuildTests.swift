import Building
import Diagnostics
import Execution
import Graph
import Specs
import Store
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Builds in which something goes wrong.
extension ElementBuilderTests {
  @Test func tellsWhichCommandFailed() async throws {
    let build = try await run(.manual("lib", "true", "echo x\nfalse\necho y").builtWith("base"))
    #expect(build.state("lib") == .failed(isReplayed: false))
    #expect(
      build.result.problems.map(\.description) == [
        """
        lib.bst:1:1: error: 'lib.bst' failed: command 2 of 2 ended with 1: echo x [element.failed]
        hint: read its log; it is not run again until what it is made from changes, or with --retry-failed
        """
      ])
    #expect(try build.log("lib") == "+ true\n+ echo x\nfalse\necho y\nx\n\ncommand 2 of 2 ended with 1\n")
  }

  @Test func replaysAFailureUntilItIsToBeRetried() async throws {
    let lib = SampleElement.manual("lib", "echo said; exit 3").builtWith("base")
    _ = try await run(lib)
    let replayed = try await run(lib)
    #expect(replayed.state("lib") == .failed(isReplayed: true))
    #expect(replayed.ran == [])
    #expect(
      replayed.result.problems.map(\.message) == ["'lib.bst' failed: command 1 of 1 ended with 3: echo said; exit 3"])
    #expect(try replayed.log("lib") == "+ echo said; exit 3\nsaid\n\ncommand 1 of 1 ended with 3\n")
    let retried = try await run(lib) { $0.retriesFailed = true }
    #expect(retried.state("lib") == .failed(isReplayed: false))
    #expect(retried.ran == ["build lib.bst"])
  }

  @Test func tellsThatIntegrationFailed() async throws {
    let build = try await run(
      .manual("lib", "true").builtWith("base").with { $0.integrationCommands = ["exit 4"] },
      .manual("app", "true").builtWith("base", "lib"))
    #expect(
      build.result.problems.map(\.message) == [
        "'app.bst' failed: integrating what is staged: command 1 of 1 ended with 4: exit 4"
      ])
    #expect(try build.log("app") == "+ exit 4\n\ncommand 1 of 1 ended with 4\n")
  }

  @Test func keepsNothingOfAnElementThatTookTooLong() async throws {
    let lib = SampleElement.manual("lib", "echo begun; sleep 100").builtWith("base")
    let build = try await run(["sleep"], [lib]) { $0.timeout = 1 }
    #expect(build.state("lib") == .undecided)
    #expect(
      build.result.problems.map(\.description) == [
        """
        lib.bst:1:1: error: 'build lib.bst' was ended after 1 seconds [element.timed-out]
        hint: raise the time-out, or find out what it waits for
        """
      ])
    #expect(try build.log("lib") == "+ echo begun; sleep 100\nbegun\n")
    #expect(build.artifact("lib") == nil)
  }

  @Test func keepsNothingOfAnElementThatWasKilled() async throws {
    let build = try await run(.manual("lib", "kill -9 $$").builtWith("base"))
    #expect(build.state("lib") == .undecided)
    #expect(
      build.result.problems.map(\.description) == [
        """
        lib.bst:1:1: error: 'build lib.bst' was killed, as happens when memory runs out [element.killed]
        hint: run fewer jobs at once, or give the machine more memory
        """
      ])
    #expect(build.artifact("lib") == nil)
  }

  @Test func writesNowhereButInItsOwnFolders() async throws {
    let build = try await run(.manual("lib", "echo 1 >/bin/evil").builtWith("base"))
    #expect(build.state("lib") == .failed(isReplayed: false))
    #expect(
      build.result.problems.map(\.message) == [
        "'lib.bst' failed: command 1 of 1 ended with 2: echo 1 >/bin/evil"
      ])
  }

  @Test func endsWhatRunsWhenItIsCancelled() async throws {
    let begun = Mutex(false)
    let lib = SampleElement.manual("lib", "sleep 100").builtWith("base")
    let executor = CountingExecutor(onRun: { begun.withLock { $0 = true } })
    let builder = try await makeBuilder(["sleep"], [lib], executor)
    let task = Task { await builder.build() }
    while !begun.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let result = await task.value
    #expect(try result.report[#require(builder.graph["lib.bst"]).id] == .cancelled)
    #expect(result.problems == [])
  }

  @Test func makesAgainWhatTheStoreHasLost() async throws {
    let elements = [
      SampleElement.manual("lib", "echo lost >/install/data").builtWith("base"),
      .manual("app", "read line </data; echo \"$line\" >/install/app").builtWith("base", "lib"),
    ]
    _ = try await run([elements[0]])
    try ContentStore.temporary().path(of: ContentDigest(of: "lost\n")).removeAll()
    let broken = try await run(elements)
    #expect(broken.state("app") == .undecided)
    #expect(broken.result.problems.map(\.code) == ["store.missing"])
    let build = try await run(elements)
    #expect(try build.tree("app") == sampleTree(["app": "lost\n"]))
    #expect(build.ran == ["build app.bst", "build lib.bst"])
  }

  @Test func namesTheProblemOfAMachineWithoutASandbox() async throws {
    let elements = [SampleElement.manual("a", "true").builtWith("base"), .manual("b", "true").builtWith("base")]
    let executor = DeferredExecutor {
      try await BubblewrapExecutor(store: .temporary(), environment: ["PATH": "/nowhere"])
    }
    let builder = try await makeBuilder([], elements, executor)
    var options = BuildOptions()
    options.failurePolicy = .continue
    let result = await builder.build(options)
    #expect(result.problems.map(\.code) == ["sandbox.missing"])
  }

  @Test func neverFollowsALinkThatAScriptPutsInPlaceOfAFolder() async throws {
    let script = ScriptCommands(
      commands: ["rmdir /a/install /a", "ln -s /etc /a"], workingFolder: "/", installRoot: "/a/install",
      isRootReadOnly: false)
    let build = try await run(["ln", "rmdir"], [SampleElement("s", .script(script)).builtWith("base")])
    #expect(try build.tree("s") == Folder())
  }
}
