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

/// Real builds, in the real sandbox, of projects whose `base` is this machine's shell.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct ElementBuilderTests {
  @Test func buildsAnElementWithItsDependencies() async throws {
    let build = try await run(
      .manual("lib", "mkdir -p /install/lib; echo text >/install/lib/file").builtWith("base"),
      .manual("app", "read line </lib/file; mkdir /install/bin; echo \"$line\" >/install/bin/app").builtWith(
        "base", "lib"))
    #expect(build.state("app") == .built)
    #expect(try build.tree("app") == sampleTree(["bin/app": "text\n"]))
    #expect(build.ran == ["build app.bst", "build lib.bst"])
    #expect(build.result.problems == [])
  }

  @Test func runsNothingTwice() async throws {
    let lib = SampleElement.manual("lib", "echo 1 >/install/file").builtWith("base")
    _ = try await run(lib)
    let build = try await run(lib)
    #expect(build.state("lib") == .cached)
    #expect(build.ran == [])
  }

  @Test func keepsALogWithEveryCommand() async throws {
    let build = try await run(.manual("lib", "echo one", "echo two >&2").builtWith("base"))
    #expect(try build.log("lib") == "+ echo one\none\n+ echo two >&2\ntwo\n")
  }

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

  @Test func seesOnlyItsBuildClosure() async throws {
    let build = try await run(
      .manual("tool", "echo 1 >/install/tool").builtWith("base").runningWith("helper"),
      .manual("helper", "echo 1 >/install/helper").builtWith("base", "hidden"),
      .manual("hidden", "echo 1 >/install/hidden").builtWith("base"),
      .manual("app", "echo /* >/install/list").builtWith("base", "tool"))
    #expect(
      try build.tree("app")
        == sampleTree(["list": "/bin /build /dev /helper /install /lib /lib64 /proc /tmp /tool\n"]))
  }

  @Test func stagesNoProvider() async throws {
    let build = try await run(
      .manual("lib", "echo 1 >/install/data").builtWith("base").providing("tested", by: "test"),
      .manual("test", "echo report >/install/report").builtWith("base", "lib"),
      .manual("pkg", "echo /* >/install/list").builtWith("base", "lib").requiring("tested"))
    #expect(try build.tree("pkg") == sampleTree(["list": "/bin /build /data /dev /install /lib /lib64 /proc /tmp\n"]))
    let artifact = try #require(build.artifact("pkg"))
    #expect(artifact.conditions.map(\.condition) == ["tested"])
    #expect(artifact.conditions.map(\.subject) == ["lib.bst"])
    #expect(artifact.conditions.map(\.provider.element) == ["test.bst"])
    #expect(artifact.conditions.map(\.provider.key) == [build.artifact("test")?.key])
    #expect(artifact.dependencies.map(\.element) == ["base.bst", "lib.bst"])
  }

  @Test func aliasesWhatOnlyATestHasChanged() async throws {
    func elements(_ command: String) -> [SampleElement] {
      [
        .manual("lib", "echo 1 >/install/data").builtWith("base").providing("tested", by: "test"),
        .manual("test", command).builtWith("base", "lib"),
        .manual("pkg", "echo 1 >/install/pkg").builtWith("base", "lib").requiring("tested"),
      ]
    }
    let first = try #require(try await run(elements("true")).artifact("pkg"))
    let build = try await run(elements("true 2"))
    #expect(build.ran == ["build test.bst"])
    #expect(build.state("pkg") == .aliased(from: first.key))
    let second = try #require(build.artifact("pkg"))
    #expect(second.files == first.files)
    #expect(second.log == first.log)
    #expect(second.aliasedFrom == first.key)
    #expect(second.key != first.key)
    #expect(try await run(elements("true")).ran == [])
  }

  @Test func blocksWhatAFailedTestGates() async throws {
    let build = try await run(
      .manual("lib", "echo 1 >/install/data").builtWith("base").providing("tested", by: "test"),
      .manual("test", "exit 1").builtWith("base", "lib"),
      .manual("pkg", "true").builtWith("base", "lib").requiring("tested"))
    #expect(build.state("pkg") == .blocked)
    #expect(build.state("lib") == .built)
    #expect(build.artifact("pkg") == nil)
  }

  @Test func asksTheActionCacheBeforeItRuns() async throws {
    _ = try await run(
      .manual("tool", "echo 1 >/install/tool").builtWith("base"),
      .manual("app", "echo 1 >/install/app").builtWith("base", "tool"))
    let build = try await run(
      .manual("tool", "echo 1 >/install/tool", "true").builtWith("base"),
      .manual("app", "echo 1 >/install/app").builtWith("base", "tool"))
    #expect(build.ran == ["build tool.bst"])
    #expect(build.state("app") == .built)
  }

  @Test func integratesWhatIsStaged() async throws {
    let build = try await run(
      .manual("lib", "echo 1 >/install/lib.list").builtWith("base").with {
        $0.integrationCommands = ["echo integrated >/lib.cache"]
      },
      .manual("app", "read line </lib.cache; echo \"$line\" >/install/app").builtWith("base", "lib"))
    #expect(try build.tree("app") == sampleTree(["app": "integrated\n"]))
    #expect(build.ran == ["build app.bst", "build lib.bst", "integrate the dependencies of app.bst"])
  }

  @Test func composesAndFilters() async throws {
    let all = SplitSelection(include: [], exclude: [], includesOrphans: true)
    let docs = SplitSelection(include: ["doc"], exclude: [], includesOrphans: false)
    let build = try await run(
      .manual("lib", "mkdir /install/doc; echo 1 >/install/doc/a; echo 1 >/install/data").builtWith("base").with {
        $0.splitRules = ["doc": ["/doc/**"]]
      },
      SampleElement("docs", .filter(docs, passesIntegration: false)).builtWith("lib"),
      SampleElement("all", .compose(all, integrates: false)).builtWith("docs"),
      SampleElement("everything").needing("all"))
    #expect(try build.tree("all") == sampleTree(["doc/a": "1\n"]))
    #expect(try build.tree("everything") == Folder())
    #expect(build.ran == ["build lib.bst"])
  }

  @Test func aScriptWritesAnywhere() async throws {
    let script = ScriptCommands(
      commands: ["echo 1 >/new", "mkdir /install/x", "read line </new; echo $line >/install/x/y"], workingFolder: "/",
      installRoot: "/install", isRootReadOnly: false)
    let build = try await run(SampleElement("s", .script(script)).builtWith("base"))
    #expect(try build.tree("s") == sampleTree(["x/y": "1\n"]))
  }

  @Test func neverFollowsALinkThatAScriptPutsInPlaceOfAFolder() async throws {
    let script = ScriptCommands(
      commands: ["rmdir /a/install /a", "ln -s /etc /a"], workingFolder: "/", installRoot: "/a/install",
      isRootReadOnly: false)
    let build = try await run(["ln", "rmdir"], [SampleElement("s", .script(script)).builtWith("base")])
    #expect(try build.tree("s") == Folder())
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

  @Test func saysWhatHappens() async throws {
    let events = Mutex<[BuildEvent]>([])
    let executor = CountingExecutor()
    let builder = try await makeBuilder([], [.manual("lib", "true").builtWith("base")], executor)
    _ = await builder.build { event in events.withLock { $0.append(event) } }
    #expect(
      events.withLock { $0 } == [
        .started("base.bst"), .finished("base.bst", .built), .started("lib.bst"), .finished("lib.bst", .built),
      ])
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

  private struct Build {
    let builder: ElementBuilder
    let result: BuildResult
    /// Titles of what was run, sorted.
    let ran: [String]

    func id(_ name: String) -> ElementID { builder.graph[name + ".bst"]?.id ?? -1 }
    func state(_ name: String) -> BuildState { result.report[id(name)] }
    func artifact(_ name: String) -> Artifact? { builder.artifact(of: id(name)) }

    func tree(_ name: String) throws -> Folder {
      try builder.artifacts.store.folder(try #require(artifact(name), "no artifact of \(name)").files)
    }

    func log(_ name: String) throws -> String {
      String(decoding: try builder.artifacts.store.read(try #require(result[id(name)].log)), as: UTF8.self)
    }
  }

  private func run(_ elements: SampleElement..., changing: (inout BuildOptions) -> Void = { _ in }) async throws
    -> Build
  {
    try await run([], elements, changing: changing)
  }

  private func run(_ elements: [SampleElement], changing: (inout BuildOptions) -> Void = { _ in }) async throws -> Build
  {
    try await run([], elements, changing: changing)
  }

  /// Builds all elements, and `base` with the named programs besides the shell.
  private func run(
    _ programs: [String], _ elements: [SampleElement], changing: (inout BuildOptions) -> Void = { _ in }
  ) async throws -> Build {
    let executor = CountingExecutor()
    let builder = try await makeBuilder(programs, elements, executor)
    var options = BuildOptions()
    (options.failurePolicy, options.jobs, options.timeout) = (.continue, 2, 60)
    changing(&options)
    return Build(builder: builder, result: await builder.build(options), ran: executor.titles)
  }

  private func makeBuilder(
    _ programs: [String], _ elements: [SampleElement], _ executor: any Executor
  ) async throws -> ElementBuilder {
    let store = try ContentStore.temporary()
    let root = TemporaryFolder.path.appending("root")
    if root.kind == nil {
      try store.checkOut(try store.hostRoot(programs: ["sh", "mkdir"] + programs), to: root)
    }
    let base = SampleElement("base", .import(source: "/", target: "/")).with {
      $0.sources = [SourceDeclaration(.local(root), folder: "", place: $0.place)]
    }
    let project = sampleProject([base] + elements.map { $0.with { $0.environment = ["PATH": "/bin"] } })
    let graph = try ElementGraph(project)
    var sources = SourceTrees(
      store: store, fetcher: Fetcher(store: store, environment: [:], isOffline: true), projectFolder: project.folder)
    let local = try sources.readLocal(of: graph.elements.map(\.declaration))
    return ElementBuilder(
      graph, try ElementKeys(graph, localSources: local), artifacts: ArtifactStore(store), sources: sources,
      executor: CachingExecutor(executor, store: store))
  }
}

/// The real sandbox; remembers what it ran.
private final class CountingExecutor: Executor {
  private let ran = Mutex<[String]>([])
  private let onRun: @Sendable () -> Void

  init(onRun: @escaping @Sendable () -> Void = {}) { self.onRun = onRun }

  /// Sorted.
  var titles: [String] { ran.withLock { $0.sorted() } }

  func run(_ action: Action) async throws -> ActionResult {
    ran.withLock { $0.append(action.title) }
    onRun()
    return try await BubblewrapExecutor(store: .temporary(), environment: ["PATH": "/usr/bin:/bin"]).run(action)
  }
}
