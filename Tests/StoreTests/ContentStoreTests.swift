import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct ContentStoreTests {
  private let folder = TemporaryFolder.path

  private func store() throws -> ContentStore { try ContentStore(at: folder.appending("store")) }

  private func damaged(_ digest: ContentDigest, in store: ContentStore) -> Diagnostic {
    Diagnostic(
      "store.damaged", "the file does not hold what its name says; it was removed",
      at: Place(store.path(of: digest).string), hint: "run the command again, and check the disk")
  }

  /// Writes other bytes below a stored blob's name.
  private func damage(_ digest: ContentDigest, in store: ContentStore, with text: String) throws {
    try store.path(of: digest).write(Array(text.utf8))
  }

  @Test(arguments: [
    (["ASSAY_CACHE": "/a", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/a"),
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/assay"),
    (["ASSAY_CACHE": "", "XDG_CACHE_HOME": "", "HOME": "/h"], "/h/.cache/assay"),
  ])
  func liesInTheCacheFolder(environment: [String: String], root: String) {
    #expect(ContentStore.defaultRoot(environment: environment) == FilePath(root))
  }

  @Test func namesContentByItsDigest() throws {
    let store = try store()
    let blob = try store.save(Array("abc".utf8))
    #expect(blob == Blob(digest: ContentDigest(of: "abc"), size: 3))
    #expect(store.contains(blob.digest))
    #expect(store.size(of: blob.digest) == 3)
    #expect(try store.read(blob.digest) == Array("abc".utf8))
    let name = "store/cas/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(store.path(of: blob.digest) == folder.pushing(FilePath(name)))
  }

  @Test func keepsAFileAsItKeepsItsBytes() throws {
    let (store, file) = (try store(), folder.appending("file"))
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try file.write(bytes)
    #expect(try store.save(file: file) == Blob(of: bytes))
    #expect(try store.save(file: file) == store.save(bytes))
  }

  @Test func saysWhatItLacks() throws {
    let (store, digest) = (try store(), ContentDigest(of: "lost"))
    #expect(!store.contains(digest))
    #expect(store.size(of: digest) == nil)
    #expect(throws: Diagnostic("store.missing", "the store lacks \(digest)", hint: "run the command again")) {
      try store.read(digest)
    }
  }

  @Test func damagedContentIsFoundWhenItIsReadAndThrownAway() throws {
    let store = try store()
    let digest = try store.save(Array("abc".utf8)).digest
    try damage(digest, in: store, with: "abd")
    #expect(throws: damaged(digest, in: store)) { try store.read(digest) }
    #expect(!store.contains(digest))
    try store.save(Array("abc".utf8))
    #expect(try store.read(digest) == Array("abc".utf8))
  }

  @Test(arguments: ["ab", "abcd"])
  func contentOfAnotherSizeIsNotCheckedOut(text: String) throws {
    let store = try store()
    let blob = try store.save(Array("abc".utf8))
    try damage(blob.digest, in: store, with: text)
    var tree = Folder()
    tree.insert(.file(blob, isExecutable: false), at: "file")
    #expect(throws: damaged(blob.digest, in: store)) { try store.checkOut(tree, to: folder.appending("out")) }
    #expect(!store.contains(blob.digest))
  }

  @Test func missingContentIsNotCheckedOut() throws {
    let (store, blob) = (try store(), Blob(of: [1, 2, 3]))
    var tree = Folder()
    tree.insert(.file(blob, isExecutable: false), at: "file")
    #expect(throws: Diagnostic("store.missing", "the store lacks \(blob.digest)", hint: "run the command again")) {
      try store.checkOut(tree, to: folder.appending("out"))
    }
  }

  @Test func recordsReadBack() throws {
    let (store, key) = (try store(), ContentDigest(of: "key"))
    #expect(store.record(key) == nil)
    let record = ["output": "abc", "empty": "", "end": "one two", "line": "ends in \r"]
    try store.saveRecord(record, for: key)
    #expect(store.record(key) == record)
    try store.saveRecord(["output": "def"], for: key)
    #expect(store.record(key) == ["output": "def"])
    try store.saveRecord([:], for: key)
    #expect(store.record(key) == [:])
  }

  @Test func aDamagedRecordIsNone() throws {
    let (store, key) = (try store(), ContentDigest(of: "key"))
    try store.saveRecord(["output": "abc", "size": "3"], for: key)
    let file = store.root.appending("actions").appending(String(key.hex.prefix(2))).appending(
      String(key.hex.dropFirst(2)))
    let bytes = try file.readBytes()
    for count in 0..<(bytes.count - 1) {
      try file.write(Array(bytes.prefix(count)))
      #expect(store.record(key) == nil)
    }
    try file.write(Array(String(decoding: bytes, as: UTF8.self).replacing("abc", with: "abd").utf8))
    #expect(store.record(key) == nil)
  }
}
