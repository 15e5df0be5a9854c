import Archives
import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers
@testable import Specs

@Suite(.temporaryFolder)
struct InterpreterArchiveTests {
  private static let site = "python/lib/python3.11/site-packages"
  private static let interpreter = [
    Member.folder("python/"), .file("python/bin/python3.11", "#!elf", mode: 0o755),
    .link("python/bin/python", "python3.11"),
    .file("python/lib/libpython3.11.so.1.0", "elf"),
    .hardlink("python/lib/libpython3.so", "python/lib/libpython3.11.so.1.0"),
    .link("python/share/terminfo", "../lib"), .file("\(site)/pip/__init__.py", ""),
    .file("\(site)/pip-25.0.dist-info/RECORD", "pip/__init__.py,,\n../../../bin/pip3,,\n"),
    .file("python/bin/pip3", "#!x"),
    .file("\(site)/README.txt", "packages"),
  ]

  @Test func holdsTheInterpreterWithoutInstallers() async throws {
    let tree = try await tree(Self.interpreter)
    #expect(
      listing(tree).filter { !$0.hasSuffix("/") } == [
        "bin/python -> python3.11", "bin/python3.11*", "lib/libpython3.11.so.1.0", "lib/libpython3.so",
        "lib/python3.11/site-packages/README.txt", "share/terminfo -> ../lib",
      ])
    #expect(tree["lib/libpython3.so"] == tree["lib/libpython3.11.so.1.0"])
  }

  @Test func isUnpackedOnce() async throws {
    let first = try await tree(Self.interpreter)
    try TemporaryFolder.path.appending("python.tar").removeAll()
    let store = try temporaryStore()
    #expect(try store.folder(first.digest) == first)
  }

  @Test func namesAnArchiveOfAnotherVersion() async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await tree(Self.interpreter, pythonVersion: "3.12") }
    #expect(
      problem?.description == """
        error: 'python.tar' holds no python/bin/python3.12 [runtime.bad-layout]
        hint: name an 'install_only' archive of Python 3.12
        """)
  }

  @Test func namesAnArchiveThatChanged() async throws {
    let digest = String(repeating: "0", count: 64)
    let actual = try archive(Self.interpreter)
    let problem = await #expect(throws: Diagnostic.self) { try await tree(Self.interpreter, sha256: digest) }
    #expect(
      problem?.description == """
        error: 'python.tar' has the sha256 \(actual), but the spec expects \(digest) [fetch.wrong-hash]
        hint: nothing was unpacked; if this is the file that is meant, write sha256 = "\(actual)" in archives.linux_x86_64
        """)
  }

  @Test func saysThatTheArchiveIsNotThere() async throws {
    let machine = Machine(
      store: try temporaryStore(), environment: [:], explicitUv: nil, pinnedUv: nil, isOffline: true)
    let source = InterpreterSource(location: "gone.tar", isURL: false, sha256: ContentDigest(of: "").hex)
    let problem = await #expect(throws: Diagnostic.self) {
      try await InterpreterArchive(
        source: source, platform: .linuxX86, machine: machine, specFolder: TemporaryFolder.path
      ).tree(pythonVersion: "3.11")
    }
    #expect(
      problem?.description == """
        \(TemporaryFolder.path)/gone.tar: error: 'gone.tar' is not there [fetch.missing]
        hint: put the file back, or correct archives.linux_x86_64 if it is no longer needed
        """)
  }

  @Test(arguments: [
    ("../outside", Member.file("../outside", "")), ("/etc/passwd", .file("/etc/passwd", "")),
    ("python/../../x", .file("python/../../x", "")), ("python/../x", .file("python/../x", "")),
    ("../../etc/passwd", .link("python/link", "../../etc/passwd")), ("/etc", .link("python/link", "/etc")),
    ("..", .link("link", "..")), ("python/none", .hardlink("python/b", "python/none")),
    ("python", .hardlink("python/b", "python")), ("../x", .hardlink("python/b", "../x")),
    ("pipe\\u{1b}", .fifo("pipe\u{1B}")),
    (".", .file(".", "")),
  ])
  func refusesMembersThatLeaveTheArchive(shown: String, member: Member) async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await tree([.folder("python"), member]) }
    #expect(
      problem?.description == """
        error: the archive holds '\(shown)', which is no file, folder or link inside it [archive.unsafe-name]
        hint: an interpreter archive has only relative names and links
        """)
  }

  @Test func keepsLinksAtTheTop() throws {
    _ = try archive([.file("a", "1"), .link("b", "a"), .folder("c"), .link("c/d", "../a")])
    let tree = try ArchiveUnpacking(store: temporaryStore(), hint: "")
      .tree(of: TemporaryFolder.path.appending("python.tar"), name: "python.tar")
    #expect(listing(tree) == ["a", "b -> a", "c/", "c/d -> ../a"])
  }

  @Test func leavesNoScratchFiles() async throws {
    _ = try await tree(Self.interpreter)
    #expect(try temporaryStore().root.appending("scratch").names() == [])
  }

  struct Member: Sendable {
    var header: MemberHeader
    var content: [UInt8] = []

    static func file(_ name: String, _ text: String, mode: UInt32 = 0o644) -> Member {
      Member(
        header: MemberHeader(name: Array(name.utf8), type: .file, mode: mode, modified: .init(seconds: 0)),
        content: Array(text.utf8))
    }
    static func folder(_ name: String) -> Member { other(name, .directory) }
    static func link(_ name: String, _ target: String) -> Member { other(name, .symlink, target) }
    static func hardlink(_ name: String, _ target: String) -> Member { other(name, .hardlink, target) }
    static func fifo(_ name: String) -> Member { other(name, .fifo) }

    private static func other(_ name: String, _ type: MemberType, _ target: String? = nil) -> Member {
      Member(
        header: MemberHeader(
          name: Array(name.utf8), type: type, mode: 0o755, modified: .init(seconds: 0),
          linkTarget: target.map { Array($0.utf8) }))
    }
  }

  @Test func anInterpreterForWindowsHasOtherFolders() async throws {
    let members = [
      Member.folder("python/"), .file("python/python.exe", "pe"), .file("python/Lib/os.py", ""),
      .file("python/Lib/site-packages/pip/a.py", ""), .file("python/Scripts/pip.exe", ""),
      .file("python/Lib/site-packages/pip-25.0.dist-info/RECORD", "pip/a.py,,\n../../Scripts/pip.exe,,\n"),
    ]
    let tree = try await tree(members, platform: .winAmd64)
    #expect(listing(tree).filter { !$0.hasSuffix("/") } == ["Lib/os.py", "python.exe"])
    let problem = await #expect(throws: Diagnostic.self) { try await self.tree(Self.interpreter, platform: .winArm64) }
    #expect(
      problem?.description == """
        error: 'python.tar' holds no python/python.exe [runtime.bad-layout]
        hint: name an 'install_only' archive of Python 3.11
        """)
  }

  /// Writes the members to `python.tar` of the test's folder and gives its SHA-256.
  private func archive(_ members: [Member]) throws -> String {
    let sink = HashingSink(to: try FileSink(replacing: TemporaryFolder.path.appending("python.tar")))
    var writer = TarWriter(to: sink)
    for member in members { try writer.add(member.header, content: member.content) }
    try writer.finish()
    return sink.blob?.digest.hex ?? ""
  }

  private func tree(
    _ members: [Member], pythonVersion: String = "3.11", sha256: String? = nil, platform: TargetPlatform = .linuxX86
  ) async throws -> Folder {
    let digest = try archive(members)
    let machine = Machine(
      store: try temporaryStore(), environment: [:], explicitUv: nil, pinnedUv: nil, isOffline: true)
    let source = InterpreterSource(location: "python.tar", isURL: false, sha256: sha256 ?? digest)
    return try await InterpreterArchive(
      source: source, platform: platform, machine: machine, specFolder: TemporaryFolder.path
    ).tree(pythonVersion: pythonVersion)
  }
}
