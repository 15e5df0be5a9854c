import Archives
import Comparison
import Diagnostics
import Glibc
import SystemPackage
import TestSupport
import Testing

/// Folders with things in them that wait, loop, lie or can't be read; nothing is followed, and what was not seen is told.
@Suite(.temporaryFolder) struct HostileFolderTests {
  private var left: FilePath { TemporaryFolder.path.appending("left") }
  private var right: FilePath { TemporaryFolder.path.appending("right") }

  private func compareFolders(_ limits: ComparisonLimits = .init()) throws -> ArtifactComparison {
    try ArtifactComparer(limits: limits).compare(expected: .folder(left), actual: .folder(right))
  }

  /// Makes the same in both folders.
  private func inBoth(_ make: (FilePath) throws -> Void) throws {
    for folder in [left, right] {
      mkdir(folder.string, 0o755)
      try make(folder)
    }
  }

  private func write(_ text: String, to path: FilePath) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
    // The same time on both sides, and an old one.
    var times = [timespec(tv_sec: 1_700_000_000, tv_nsec: 0), timespec(tv_sec: 1_700_000_000, tv_nsec: 0)]
    utimensat(AT_FDCWD, path.string, &times, 0)
  }

  private func ignoringTimes(_ comparison: ArtifactComparison) -> [String] {
    shown(comparison.difference).filter { !$0.hasSuffix(": mtime") }
  }

  @Test func pipesAndLoopsAreNeitherOpenedNorFollowed() throws {
    try inBoth { folder in
      mkfifo(folder.appending("pipe").string, 0o644)
      symlink("loop", folder.appending("loop").string)
      symlink(".", folder.appending("itself").string)
      symlink("/dev/zero", folder.appending("endless").string)
    }
    let comparison = try compareFolders()
    #expect(ignoringTimes(comparison) == [])
    #expect(comparison.obstacles.map(\.description) == [])
    #expect(comparison.actual.members.count == 4)
    #expect(
      comparison.warnings.map(\.message)
        == [String](
          repeating: "links that lead out of the archive: 'endless' to '/dev/zero'", count: 2))
  }

  @Test(.enabled(if: getuid() == 0, "only root can make devices")) func devicesAreComparedByTheirNumbers() throws {
    mkdir(left.string, 0o755)
    mkdir(right.string, 0o755)
    guard mknod(left.appending("dev").string, S_IFCHR | 0o644, 1 << 8 | 5) == 0 else { return }
    mknod(right.appending("dev").string, S_IFCHR | 0o644, 1 << 8 | 3)
    #expect(ignoringTimes(try compareFolders()).first?.contains("device") == true)
  }

  @Test func aFileOfATebibyteIsALimitAndTheOthersAreCompared() throws {
    try inBoth { folder in
      let file = try FileDescriptor.open(
        folder.appending("huge"), .writeOnly, options: .create, permissions: [.ownerReadWrite])
      try file.closeAfter { try file.resize(to: 1 << 40) }
    }
    try write("1", to: left.appending("small"))
    try write("2", to: right.appending("small"))
    let comparison = try compareFolders()
    #expect(
      comparison.obstacles.map(\.message) == [
        "the plain content is larger than the limit of 68719476736 bytes"
      ])
    #expect(ignoringTimes(comparison) == ["changed small: content"])
  }

  @Test(.enabled(if: getuid() != 0, "root reads everything")) func whatCanNotBeReadIsAnObstacle() throws {
    try inBoth { folder in
      mkdir(folder.appending("closed").string, 0)
      try write("x", to: folder.appending("secret"))
      chmod(folder.appending("secret").string, 0)
    }
    let obstacles = try compareFolders().obstacles
    #expect(Set(obstacles.map(\.code)) == ["folder.unreadable", "archive.unreadable"])
  }

  @Test func namesAreBytes() throws {
    try inBoth { _ in }
    let name = [0xFF, 0x0A, 0x1B, 0x5B].map { CChar(bitPattern: $0) } + [0]
    let folder = open(right.string, O_RDONLY | O_DIRECTORY)
    defer { close(folder) }
    #expect(mkdirat(folder, name, 0o755) == 0)
    let comparison = try compareFolders()
    #expect(comparison.actual.members.map(\.name) == [[0xFF, 0x0A, 0x1B, 0x5B]])
    #expect(ignoringTimes(comparison) == [#"extra \xff\n\u{1b}["#])
  }

  /// 300 levels of 30 letters: longer than any path that the system takes, and deeper than folders are kept open.
  @Test func pathsBeyondTheSystemsLimitAreWalked() throws {
    let name = String(repeating: "d", count: 30)
    try inBoth { folder in
      var current = open(folder.string, O_RDONLY | O_DIRECTORY)
      for _ in 0..<300 {
        #expect(mkdirat(current, name, 0o755) == 0)
        let next = openat(current, name, O_RDONLY | O_DIRECTORY)
        // Comes after the folder, when it has been left again.
        close(openat(current, "z", O_WRONLY | O_CREAT, 0o644))
        close(current)
        current = next
      }
      let file = openat(current, "file", O_WRONLY | O_CREAT, 0o644)
      let text: [UInt8] = folder == left ? [1] : [2]
      #expect(Glibc.write(file, text, 1) == 1)
      close(file)
      close(current)
    }
    let comparison = try compareFolders()
    #expect(comparison.obstacles.map(\.description) == [])
    #expect(comparison.actual.members.count == 601)
    let contents = comparison.difference.differences.filter { $0.differs(in: .content) }
    #expect(contents.map(\.path.count) == [300 * 31 + 4])
    try removeDeepFolders(name)
  }

  /// A usual removal goes by paths.
  private func removeDeepFolders(_ name: String) throws {
    for folder in [left, right] {
      var current = open(folder.string, O_RDONLY | O_DIRECTORY)
      for _ in 0..<300 {
        let next = openat(current, name, O_RDONLY | O_DIRECTORY)
        close(current)
        current = next
      }
      unlinkat(current, "file", 0)
      for _ in 0..<300 {
        let next = openat(current, "..", O_RDONLY | O_DIRECTORY)
        unlinkat(next, name, AT_REMOVEDIR)
        unlinkat(next, "z", 0)
        close(current)
        current = next
      }
      close(current)
    }
  }

  @Test func aFileThatChangesWhileItIsReadIsAnObstacle() throws {
    try inBoth { try write("content", to: $0.appending("a")) }
    let changing = right.appending("a")
    let source = try FolderSource(opening: right)
    _ = try source.nextMember()
    #expect(try source.nextBlock()?.count == 7)
    try write("longer content", to: changing)
    var message: String?
    do throws(ArchiveError) { while try source.nextBlock() != nil {} } catch {
      message = Diagnostic(reporting: error).description
    }
    #expect(
      message?.hasSuffix(
        "right/a: error: it changed while it was read [archive.changed]\nhint: compare again when nothing writes to it")
        == true)
  }

  @Test func aFolderThatWasReplacedByALinkIsNotFollowed() throws {
    try inBoth { folder in
      mkdir(folder.appending("d").string, 0o755)
      try write("x", to: folder.appending("d").appending("a"))
    }
    let source = try FolderSource(opening: right)
    _ = try source.nextMember()
    _ = try source.nextMember()
    let content = try #require(source.storedContent)
    while try source.nextMember() != nil {}
    rename(right.appending("d").string, right.appending("e").string)
    symlink("../left/d", right.appending("d").string)
    #expect(throws: ArchiveError.self) { _ = try content.open() }
  }

  @Test func anInventoryThatIsTooLargeIsNotLoaded() throws {
    let path = TemporaryFolder.path.appending("a.mtree")
    try write("#mtree\n", to: path)
    #expect(truncate(path.string, 1 << 40) == 0)
    #expect(throws: DiagnosticList.self) { _ = try Artifact(at: path) }
  }
}
