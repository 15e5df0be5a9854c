import Diagnostics
import Execution
import Store
import SystemPackage
import TestSupport
import Testing

/// Commands that find their input at `/`.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct InputRootTests {
  @Test func seesTheInputAndNothingElse() async throws {
    let result = try await run("echo /*; echo /tmp/*; pwd", writable: ["/build/here"])
    #expect(result.standardOutput == "/bin /build /data /dev /lib /lib64 /proc /tmp\n/tmp/*\n/\n")
  }

  @Test(arguments: ["/data", "/new", "/bin/new", "/build/new", "/proc/new"])
  func cannotWriteTo(path: String) async throws {
    let result = try await run("echo x >\(path)", writable: ["/build/here"])
    #expect(result.exitCode == 2)
    #expect(result.standardOutput.hasPrefix("/bin/sh: 1: cannot create \(path): "))
  }

  @Test func saysThatTheRestIsReadOnly() async throws {
    let result = try await run("echo x >/data")
    #expect(result.standardOutput == "/bin/sh: 1: cannot create /data: Read-only file system\n")
  }

  @Test func keepsWhatIsWrittenToAnOutput() async throws {
    let result = try await run("echo text >/out/file; echo x >/tmp/x; echo x >/build/x", writable: ["/out", "/build"])
    var expected = Folder()
    expected.insert(.file(Blob(of: Array("text\n".utf8)), isExecutable: false), at: "out/file")
    #expect(result.exitCode == 0)
    #expect(result.output == expected)
  }

  @Test func keepsLinksThatLeadNowhereAndEmptyFolders() async throws {
    let result = try await run("ln -s /no/where /out/dangling; mkdir /out/empty", ["ln", "mkdir"])
    var expected = Folder()
    expected.insert(.symlink(target: "/no/where"), at: "out/dangling")
    expected.insert(.folder(Folder()), at: "out/empty")
    #expect(result.output == expected)
  }

  @Test func keepsAnEmptyFolderWhereACommandLeavesNothing() async throws {
    var expected = Folder()
    expected.insert(.folder(Folder()), at: "out")
    #expect(try await run("true").output == expected)
  }

  @Test func givesWritableFoldersTheirContent() async throws {
    let result = try await run("read line </build/source; echo \"$line!\" >/build/source; echo \"$line\"") { action in
      action.input.insert(.file(Blob(of: Array("hello\n".utf8)), isExecutable: false), at: "build/source")
      action.sandbox.root = .input(writable: ["/build"])
    }
    #expect(result.standardOutput == "hello\n")
    #expect(result.exitCode == 0)
  }

  @Test func writesThroughALinkOnTheWayToAnOutput() async throws {
    let result = try await run("echo text >/usr/lib/out/file") { action in
      action.input.insert(.symlink(target: "lib"), at: "bin/link")
      action.input.insert(.folder(Folder()), at: "usr/lib")
      action.input.insert(.symlink(target: "/usr/lib"), at: "libraries")
      action.sandbox.root = .input(writable: ["/libraries/out"])
      action.outputs = ["/libraries/out"]
    }
    #expect(result.output.folder(at: "libraries/out")?.names == ["file"])
  }

  @Test func refusesLinksInACircle() async throws {
    let problem = await #expect(throws: Diagnostic.self) {
      try await run("true") { action in
        action.input.insert(.symlink(target: "/b"), at: "a")
        action.input.insert(.symlink(target: "/a"), at: "b")
        action.sandbox.root = .input(writable: ["/a/out"])
      }
    }
    #expect(
      problem?.description == """
        error: the links on the way to '/a/out' lead round in a circle [sandbox.links]
        hint: correct these links in what is staged
        """)
  }

  @Test func canHaveAllOfTheRootWritable() async throws {
    let result = try await run("echo x >/made; rm /data; echo x >/tmp/x", ["rm"]) { action in
      action.sandbox.root = .input(writable: ["/"])
      action.outputs = ["/"]
    }
    #expect(result.output.names == ["bin", "lib", "lib64", "made"])
  }

  @Test func runsAsTheUserOnTheHostThatTheActionNames() async throws {
    let result = try await run("id -u; id -g; uname -n", ["id", "uname"]) { action in
      (action.sandbox.userID, action.sandbox.groupID, action.sandbox.hostName) = (1000, 100, "elsewhere")
    }
    #expect(result.standardOutput == "1000\n100\nelsewhere\n")
  }

  @Test func showsOneTimeAndPlainModes() async throws {
    let result = try await run(
      "stat -c '%Y %a' /data /bin /bin/sh /build /build/file", ["stat"], writable: ["/build"]
    ) { action in
      action.input.insert(.file(Blob(of: Array("hello\n".utf8)), isExecutable: false), at: "build/file")
    }
    #expect(
      result.standardOutput == """
        1321009871 644
        1321009871 755
        1321009871 755
        1321009871 755
        1321009871 644

        """)
  }

  @Test func cannotChangeABlobByAnyMeans() async throws {
    let result = try await run(
      "mount -o remount,rw /; mount -o remount,rw,bind /bin; umount -l /bin; echo x >/data; chmod 777 /data /bin/sh; "
        + "touch /data; ln /data /out/data; ln /bin/sh /build/sh; grep Cap /proc/self/status",
      ["mount", "umount", "chmod", "touch", "ln", "grep"], writable: ["/out", "/build"])
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    #expect(try store.read(ContentDigest(of: "hello\n")) == Array("hello\n".utf8))
    #expect(try store.checkContents().problems == [])
    #expect(result.output.folder(at: "out")?.names == [])
    let capabilities = result.standardOutput.split(separator: "\n").filter { $0.hasPrefix("Cap") }
    #expect(capabilities.count == 5)
    #expect(capabilities.allSatisfy { $0.hasSuffix("\t0000000000000000") })
  }

  @Test func keepsErrorsAndOutputInTheirOrder() async throws {
    let result = try await run("echo one; echo two >&2; echo three")
    #expect(result.standardOutput == "one\ntwo\nthree\n")
    #expect(result.standardError == "")
  }

  @Test(.timeLimit(.minutes(20))) func keepsTheLogOfACommandThatTakesTooLong() async throws {
    let result = try await run("echo begun; sleep 600 & sleep 600", ["sleep"]) { $0.timeout = 1 }
    #expect(result.timedOut)
    #expect(!result.isConclusive)
    #expect(result.standardOutput == "begun\n")
  }

  @Test func aKilledCommandIsNotConclusive() async throws {
    let result = try await run("kill -9 $$")
    #expect(!result.succeeded)
    #expect(!result.isConclusive)
    #expect(try await run("exit 3").isConclusive)
  }

  @Test func aShellThatCannotStartIsNoResultOfTheCommand() async throws {
    let problem = await #expect(throws: Diagnostic.self) {
      try await run("true") { $0.input.remove(at: "lib64") }
    }
    #expect(
      problem?.description == """
        error: no sandbox could be made for 'test': bwrap: execvp /bin/sh: No such file or directory [sandbox.not-made]
        hint: check that all the command needs to start is among what it depends on
        """)
  }

  @Test func aFullDiskSaysNothingAboutTheCommand() async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await run("cat /data >/dev/full", ["cat"]) }
    #expect(
      problem?.description == """
        \(TemporaryFolder.path)/store: error: the disk was full when 'test' ended [sandbox.disk-full]
        hint: make room on that disk and run the command again
        """)
  }

  @Test func stagesATreeOnce() async throws {
    _ = try await run("echo one >/out/one; echo x >/build/x", writable: ["/out", "/build"])
    _ = try await run("echo two >/other/two", writable: ["/other"])
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    #expect(try store.cacheStatus().stagedTrees == 1)
  }

  /// Runs a script in a tree of the machine's shell, the named programs, and `/data`, a file with a line `hello`.
  private func run(
    _ script: String, _ programs: [String] = [], writable: [String] = ["/out"],
    changing: (inout Action) -> Void = { _ in }
  ) async throws -> ActionResult {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    var root = try store.hostRoot(programs: ["sh"] + programs)
    root.insert(.file(try store.save(Array("hello\n".utf8)), isExecutable: false), at: "data")
    var sandbox = Action.Sandbox()
    (sandbox.root, sandbox.workingFolder) = (.input(writable: writable), "/")
    var action = Action(
      title: "test", input: root, arguments: ["/bin/sh", "-c", script], environment: ["PATH": "/bin"],
      outputs: ["/out"], sandbox: sandbox, timeout: 60)
    changing(&action)
    let executor = try await BubblewrapExecutor(store: store, environment: ["PATH": "/usr/bin:/bin"])
    return try await executor.run(action)
  }
}
