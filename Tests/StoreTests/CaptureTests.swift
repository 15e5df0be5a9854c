import Diagnostics
import Glibc
import Store
import SystemPackage
import TestSupport
import Testing

/// From the disk into the store and back.
@Suite(.temporaryFolder)
struct CaptureTests {
  private let folder = TemporaryFolder.path

  /// A folder with files, an executable, links (one to nothing) and empty folders.
  static func makeSample(at path: FilePath) throws {
    try path.appending("bin/run").write(Array("#!/bin/sh\n".utf8), permissions: 0o755)
    try path.appending("data/é.txt").write([])
    try path.appending("data/deep/er/file").write(Array("x".utf8))
    try path.appending("empty/also").createFolders()
    symlink("../data", path.appending("bin/link").string)
    symlink("/nowhere", path.appending("dangling").string)
  }

  /// Permissions, kinds and contents, by `ls` and for each file.
  private func listing(_ path: FilePath, prefix: String = "") throws -> [String] {
    try path.names().flatMap { name -> [String] in
      let child = path.appending(name)
      var status = stat()
      lstat(child.string, &status)
      let mode = String(status.st_mode & 0o7777, radix: 8)
      switch child.kind {
      case .folder?: return ["\(mode) \(prefix)\(name)/"] + (try listing(child, prefix: prefix + name + "/"))
      case .symlink?: return ["\(prefix)\(name) -> \(try child.linkTarget())"]
      default: return ["\(mode) \(prefix)\(name): \(String(decoding: try child.readBytes(), as: UTF8.self).count)"]
      }
    }
  }

  private let sample = [
    "755 bin/", "bin/link -> ../data", "755 bin/run: 10", "dangling -> /nowhere", "755 data/", "755 data/deep/",
    "755 data/deep/er/", "644 data/deep/er/file: 1", "644 data/é.txt: 0", "755 empty/", "755 empty/also/",
  ]

  @Test func whatIsCheckedOutIsWhatWasCaptured() throws {
    let store = try ContentStore(at: folder.appending("store"))
    try Self.makeSample(at: folder.appending("in"))
    let tree = try store.capture(folder.appending("in"))
    try store.checkOut(tree, to: folder.appending("out"))
    #expect(try listing(folder.appending("out")) == sample)
    #expect(try store.capture(folder.appending("out")) == tree)
  }

  @Test(.enabled("/dev/shm is no other file system") { isElsewhere("/dev/shm") })
  func aTreeIsCheckedOutToAnotherFileSystemToo() throws {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    var folder = Folder()
    folder.insert(.file(try store.save([UInt8](repeating: 7, count: 600_000)), isExecutable: true), at: "a/big")
    folder.insert(.file(try store.save([UInt8]()), isExecutable: false), at: "empty")
    let target = FilePath("/dev/shm/assay-test-\(getpid())")
    defer { try? target.removeAll() }  // It lies outside of the test's folder.
    try store.checkOut(folder, to: target)
    #expect(try store.capture(target) == folder)
  }

  @Test func filesWhoseNamesOnlySwiftTakesForEqualAreBothKept() throws {
    let (store, path) = (try ContentStore(at: TemporaryFolder.path.appending("two")), TemporaryFolder.path)
    try path.appending("in/e\u{301}").write([1])
    try path.appending("in/\u{E9}").write([2])
    let tree = try store.capture(path.appending("in"))
    #expect(tree.files.map(\.blob) == [Blob(of: [1]), Blob(of: [2])])
    #expect(try store.folder(store.save(tree)) == tree)
    try store.checkOut(tree, to: path.appending("out"))
    #expect(try path.appending("out/e\u{301}").readBytes() == [1])
    #expect(try path.appending("out/\u{E9}").readBytes() == [2])
  }

  @Test func onlyTheOwnersExecuteBitCounts() throws {
    let store = try ContentStore(at: folder.appending("store"))
    for (name, mode) in [("a", 0o100), ("b", 0o4755), ("c", 0o655), ("d", 0o444)] as [(String, mode_t)] {
      try folder.appending("in").appending(name).write([])
      chmod(folder.appending("in").appending(name).string, mode | 0o400)
    }
    #expect(try store.capture(folder.appending("in")).files.map(\.isExecutable) == [true, true, false, false])
  }

  @Test func namesCanBeLeftOutAtEveryLevel() throws {
    let store = try ContentStore(at: folder.appending("store"))
    try folder.appending("in/a/__pycache__/x").write([])
    try folder.appending("in/__pycache__").write([])
    try folder.appending("in/b").write([])
    let tree = try store.capture(folder.appending("in"), excluding: ["__pycache__"])
    #expect(tree.names == ["a", "b"])
    #expect(tree.folder(at: "a")?.names == [])
  }

  @Test func pipesAreRefused() throws {
    let store = try ContentStore(at: folder.appending("store"))
    try folder.appending("in").createFolders()
    let pipe = folder.appending("in/pipe")
    mkfifo(pipe.string, 0o600)
    #expect(
      throws: Diagnostic(
        "store.special-file", "only files, folders and links can be kept", at: Place(pipe.string), hint: "remove it")
    ) { try store.capture(folder.appending("in")) }
  }

  @Test func nothingIsLeftInTheStoreWhenCapturingEndsEarly() throws {
    let store = try ContentStore(at: folder.appending("store"))
    try folder.appending("in/a").write([1])
    mkfifo(folder.appending("in/b").string, 0o600)
    _ = try? store.capture(folder.appending("in"))
    #expect(try store.path(of: ContentDigest(of: [1])).removingLastComponent().names() == [])
  }

  @Test func aChangedCopyLeavesTheStoreAlone() throws {
    let store = try ContentStore(at: folder.appending("store"))
    var tree = Folder()
    tree.insert(.file(try store.save(Array("abc".utf8)), isExecutable: false), at: "file")
    try store.checkOut(tree, to: folder.appending("out"))
    let file = try FileDescriptor.open(folder.appending("out/file"), .writeOnly)
    try file.closeAfter { _ = try file.writeAll(Array("xyz".utf8)) }
    #expect(try store.read(ContentDigest(of: "abc")) == Array("abc".utf8))
  }

  @Test func nothingIsOverwritten() throws {
    let store = try ContentStore(at: folder.appending("store"))
    var tree = Folder()
    tree.insert(.file(try store.save([1]), isExecutable: false), at: "file")
    try folder.appending("out/file").write([2])
    #expect(
      throws: Diagnostic("disk.write", "can't write: File exists", at: Place(folder.appending("out/file").string))
    ) {
      try store.checkOut(tree, to: folder.appending("out"))
    }
  }

  // The umask belongs to the process, so this has one of its own.
  @Test(arguments: [0o000, 0o027, 0o077, 0o777]) func theUmaskDoesNotMatter(mask: mode_t) async {
    await #expect(processExitsWith: .success) { [mask = mask as mode_t, folder = folder.string as String] in
      let folder = FilePath(folder)
      try CaptureTests.makeSample(at: folder.appending("in"))
      try folder.appending("store").createFolders()
      umask(mask)
      let store = try ContentStore(at: folder.appending("store"))
      let tree = try store.capture(folder.appending("in"))
      try store.checkOut(tree, to: folder.appending("out"))
      let permissions = try ["out", "out/bin", "out/bin/run", "out/data/é.txt", "out/empty/also"].map { name in
        var status = stat()
        guard stat(folder.pushing(FilePath(name)).string, &status) == 0 else { throw Errno(rawValue: errno) }
        return status.st_mode & 0o7777
      }
      #expect(permissions == [0o755, 0o755, 0o755, 0o644, 0o755])
      #expect(try store.capture(folder.appending("out")) == tree)
      #expect(tree.digest.hex.count == 64)
    }
  }
}

/// Whether a folder is there, may be written to, and lies on another file system than /tmp.
private func isElsewhere(_ path: String) -> Bool {
  var (there, here) = (stat(), stat())
  return access(path, W_OK) == 0 && stat(path, &there) == 0
    && stat("/tmp", &here) == 0
    && there.st_dev != here.st_dev
}
