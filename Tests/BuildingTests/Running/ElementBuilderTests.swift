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

  @Test func keepsWhatACommandLeavesAndBeItNothing() async throws {
    let build = try await run(
      ["ln"],
      [
        .manual("nothing", "true").builtWith("base"),
        .manual("odd", "mkdir -p /install/empty/folder", "ln -s /lost /install/dangling").builtWith("base"),
      ])
    #expect(try build.tree("nothing") == Folder())
    #expect(try build.tree("odd") == sampleTree(["empty/folder/": "", "dangling": "-> /lost"]))
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
}
