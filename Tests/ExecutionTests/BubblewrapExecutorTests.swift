import Diagnostics
import Execution
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder, .needs("bwrap"))
struct BubblewrapExecutorTests {
  @Test func keepsTheNamedOutputsAlone() async throws {
    let script = "mkdir -p out/sub; echo text >out/sub/file; chmod 700 out/sub/file; ln -s sub out/link; echo x >other"
    let (result, store) = try await run(script, outputs: ["out", "missing"])
    var expected = Folder()
    expected.insert(.file(try store.save(Array("text\n".utf8)), isExecutable: true), at: "out/sub/file")
    expected.insert(.symlink(target: "sub"), at: "out/link")
    #expect(result.exitCode == 0)
    #expect(result.output == expected)
  }

  @Test func keepsAnOutputThatIsALinkAsALink() async throws {
    let (result, _) = try await run("ln -s /etc/hostname out; ln -s nowhere dangling", outputs: ["out", "dangling"])
    var expected = Folder()
    expected.insert(.symlink(target: "/etc/hostname"), at: "out")
    expected.insert(.symlink(target: "nowhere"), at: "dangling")
    #expect(result.output == expected)
  }

  @Test func givesTheInputToTheCommand() async throws {
    let (result, _) = try await run("pwd; cat folder/greeting") { store in
      var input = Folder()
      input.insert(.file(try store.save(Array("hello\n".utf8)), isExecutable: false), at: "folder/greeting")
      return input
    }
    #expect(result.standardOutput == "/assay/work\nhello\n")
  }

  @Test func leavesTheStoreAloneWhenTheInputIsWrittenTo() async throws {
    let (result, store) = try await run("echo changed >greeting") { store in
      var input = Folder()
      input.insert(.file(try store.save(Array("hello\n".utf8)), isExecutable: false), at: "greeting")
      return input
    }
    #expect(result.exitCode == 0)
    #expect(try store.read(ContentDigest(of: "hello\n")) == Array("hello\n".utf8))
  }

  @Test func hasNoNetworkButItsOwnLoopback() async throws {
    let (result, _) = try await run("sed -n 's/^ *\\([^ :]*\\):.*/\\1/p' /proc/net/dev")
    #expect(result.standardOutput == "lo\n")
  }

  @Test func seesOnlyTheGivenVariables() async throws {
    let (result, _) = try await run("/usr/bin/env | sort", environment: ["B": "2", "A": "1"])
    #expect(result.standardOutput == "A=1\nB=2\nPWD=/assay/work\n")
  }

  @Test func runsAsTheSameUserOnTheSameHostEverywhere() async throws {
    let (result, _) = try await run("/usr/bin/id -u; /usr/bin/id -g; /bin/uname -n")
    #expect(result.standardOutput == "0\n0\nassay\n")
  }

  @Test(arguments: ["/usr/assay-test", "/assay-test", "/assay/test"])
  func cannotWriteTo(path: String) async throws {
    let (result, _) = try await run("echo x >\(path)")
    #expect(result.exitCode == 2)
    #expect(result.standardError.hasSuffix("cannot create \(path): Read-only file system\n"))
  }

  @Test func seesNoOtherFilesOfTheMachine() async throws {
    try TemporaryFolder.path.appending("secret").write([1])
    let (result, _) = try await run("cat \(TemporaryFolder.path)/secret; ls /home /root")
    #expect(result.exitCode != 0)
    #expect(result.standardOutput == "")
  }

  @Test func seesTheFilesOfItsTools() async throws {
    let tool = TemporaryFolder.path.appending("tool")
    try tool.write(Array("#!/bin/sh\necho called\n".utf8), permissions: 0o755)
    let (result, _) = try await run(
      "\"$TOOL\"; echo x >>\"$TOOL\"", environment: ["TOOL": "%{tool}"],
      tools: [.init(name: "tool", identity: "tool 1", program: tool.string, paths: [tool.string])])
    #expect(result.standardOutput == "called\n")
    #expect(result.exitCode == 2)
  }

  @Test func aFailingCommandIsAResult() async throws {
    let (result, _) = try await run("echo said; echo complained >&2; exit 3")
    #expect(result.exitCode == 3)
    #expect(!result.succeeded)
    #expect(result.standardOutput == "said\n")
    #expect(result.standardError == "complained\n")
  }

  @Test(.timeLimit(.minutes(20))) func endsACommandThatTakesTooLong() async throws {
    let (result, _) = try await run("sleep 600 & sleep 600", timeout: 1)
    #expect(result.timedOut)
    #expect(result.exitCode == nil)
  }

  @Test func aCommandThatIsNotThereIsAResult() async throws {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    let action = Action(title: "test", input: Folder(), arguments: ["/no/such"], outputs: [], tools: [])
    let result = try await BubblewrapExecutor(store: store, environment: ["PATH": "/usr/bin:/bin"]).run(action)
    #expect(result.exitCode == 1)
    #expect(result.standardError == "bwrap: execvp /no/such: No such file or directory\n")
  }

  private func run(
    _ script: String, environment: [String: String] = [:], outputs: [String] = [], tools: [Action.Tool] = [],
    timeout: Int = 60, input: (ContentStore) throws -> Folder = { _ in Folder() }
  ) async throws -> (ActionResult, ContentStore) {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    let action = Action(
      title: "test", input: try input(store), arguments: ["/bin/sh", "-c", script], environment: environment,
      outputs: outputs, tools: tools, timeout: timeout)
    let executor = try await BubblewrapExecutor(store: store, environment: ["PATH": "/usr/bin:/bin"])
    return (try await executor.run(action), store)
  }
}

@Suite(.temporaryFolder)
struct MissingSandboxTests {
  @Test func saysWhatToInstallWithoutBubblewrap() async throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    let problem = await #expect(throws: Diagnostic.self) {
      try await BubblewrapExecutor(store: store, environment: ["PATH": "/nowhere"])
    }
    #expect(
      problem?.description == """
        error: 'bwrap' is not on PATH; commands are run in its sandbox [sandbox.missing]
        hint: install the package 'bubblewrap'
        """)
  }

  @Test func saysWhatToAllowWhereBubblewrapIsRefused() async throws {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    let program = TemporaryFolder.path.appending("bwrap")
    try program.write(Array("#!/bin/sh\necho 'bwrap: no permissions' >&2\nexit 1\n".utf8), permissions: 0o755)
    let problem = await #expect(throws: Diagnostic.self) {
      try await BubblewrapExecutor(store: store, environment: ["PATH": TemporaryFolder.path.string])
    }
    #expect(
      problem?.description == """
        error: bubblewrap can't make a sandbox: bwrap: no permissions [sandbox.refused]
        hint: allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run on a machine that has them
        """)
  }
}
