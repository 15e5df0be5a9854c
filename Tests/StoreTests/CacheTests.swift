import Diagnostics
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Store

/// Looking after a whole store: what it holds, whether it is sound, and what may go.
@Suite(.temporaryFolder)
struct CacheTests {
  @Test func countsWhatIsThere() throws {
    let store = try filledStore()
    _ = try store.stage(try tree("a", in: store))
    var expected = CacheStatus()
    expected.contents = .init(count: 5, bytes: try size(of: "a") + size(of: "b") + 5)
    expected.executables = .init(count: 0, bytes: 0)
    expected.artifacts = try .init(count: 1, bytes: #require(store.root.appending("artifacts/p/b/key").fileSize))
    expected.actions.count = 1
    var actual = try store.cacheStatus()
    expected.actions.bytes = actual.actions.bytes
    expected.stagedTrees = 1
    #expect(actual == expected)
    actual.stagedTrees = 0
    #expect(actual.bytes == actual.contents.bytes + actual.artifacts.bytes + actual.actions.bytes)
  }

  @Test func findsNothingWrongWithASoundStore() throws {
    let check = try filledStore().checkContents()
    #expect(check.problems == [])
    #expect(check.contents == 5)
    #expect(check.records == 2)
  }

  @Test func passesOverWhatAKilledProcessLeft() throws {
    let store = try filledStore()
    try store.root.appending("cas/ab/.new-1-2").write([1])
    try store.root.appending("artifacts/p/.assay-1-2").write([1])
    #expect(try store.checkContents().problems == [])
  }

  @Test func removesDamagedContentAndWhatNamesIt() throws {
    let store = try filledStore()
    let blob = store.path(of: ContentDigest(of: "b"))
    try blob.write(Array("c".utf8))
    _ = try store.stage(try tree("a", in: store))
    #expect(
      try store.checkContents().problems.map(\.description) == [
        """
        \(blob): error: the file does not hold what its name says; it was removed [store.damaged]
        hint: run the command again, and check the disk
        """,
        """
        \(store.root)/artifacts/p/b/key: error: the record names content that the store lacks; it was removed \
        [store.incomplete-record]
        hint: what it is of is made again when it is needed
        """,
      ])
    #expect(store.stagedTrees == [])
    #expect(store.record(named: "artifacts/p/b/key") == nil)
    #expect(try store.checkContents().problems == [])
  }

  @Test func removesADamagedRecord() throws {
    let store = try filledStore()
    let path = store.root.appending("artifacts/p/b/key")
    try path.write(Array("files x\nend y\n".utf8))
    #expect(
      try store.checkContents().problems.map(\.description) == [
        """
        \(path): error: the record is damaged; it was removed [store.damaged-record]
        hint: what it is of is made again when it is needed
        """
      ])
    #expect(path.kind == nil)
  }

  @Test func findsALevelOfATreeThatIsGone() throws {
    let store = try filledStore()
    try store.path(of: try tree("b", in: store).digest).removeAll()
    #expect(try store.checkContents().problems.map(\.code) == ["store.incomplete-record"])
  }

  @Test func leavesAStoreAloneThatIsSmallEnough() throws {
    let store = try filledStore()
    let bytes = try store.cacheStatus().bytes
    let result = try store.prune(maxSize: bytes)
    #expect(result.bytesAfter == bytes)
    #expect(result.removedRecords == 0)
  }

  @Test func removesTheLongestUnusedFirst() throws {
    let store = try filledStore()
    for (path, seconds) in [
      (recordPath(store), 100), (store.root.appending("artifacts/p/b/key"), 200),
      (store.path(of: ContentDigest(of: "loose")), 300),
    ] {
      try setLastUse(of: path, to: seconds)
    }
    let bytes = try store.cacheStatus().bytes
    let result = try store.prune(maxSize: bytes - 1)
    #expect(store.record(ContentDigest(of: "key")) == nil)
    #expect(!store.contains(ContentDigest(of: "a")))
    #expect(store.record(named: "artifacts/p/b/key") != nil)
    #expect(store.contains(ContentDigest(of: "loose")))
    #expect(result.removedRecords == 1)
    #expect(result.removedContents == 2)
    #expect(result.bytesBefore == bytes)
    #expect(try result.bytesAfter == store.cacheStatus().bytes)
  }

  @Test func lookingARecordUpKeepsIt() throws {
    let store = try filledStore()
    try setLastUse(of: recordPath(store), to: 100)
    try setLastUse(of: store.root.appending("artifacts/p/b/key"), to: 200)
    try setLastUse(of: store.path(of: ContentDigest(of: "loose")), to: 300)
    _ = store.record(ContentDigest(of: "key"))
    _ = try store.prune(maxSize: try store.cacheStatus().bytes - 1)
    #expect(store.record(ContentDigest(of: "key")) != nil)
    #expect(store.record(named: "artifacts/p/b/key") == nil)
  }

  @Test func keepsContentThatAnotherRecordNames() throws {
    let store = try filledStore()
    let tree = try tree("a", in: store)
    try store.saveRecord(["files": tree.digest.hex], named: "artifacts/p/a/key")
    try setLastUse(of: recordPath(store), to: 100)
    let result = try store.prune(maxSize: try store.cacheStatus().bytes - 1)
    #expect(result.removedRecords == 1)
    #expect(result.removedContents == 0)
    #expect(try store.folder(tree.digest) == tree)
  }

  @Test func emptiesAStore() throws {
    let store = try filledStore()
    _ = try store.stage(try tree("a", in: store))
    try store.root.appending("cas/ab/.new-1-2").write([1])
    #expect(try store.prune(maxSize: 0).bytesAfter == 0)
    #expect(try store.cacheStatus() == CacheStatus())
    #expect(store.root.appending("cas/ab/.new-1-2").kind == nil)
  }

  @Test func takesNothingFromAStoreThatAnotherHasOpen() throws {
    let store = try filledStore()
    let other = try ContentStore(at: TemporaryFolder.path)
    let problem = #expect(throws: Diagnostic.self) { try store.prune(maxSize: 0) }
    #expect(
      problem?.description == """
        \(store.root): error: another process uses the store [store.in-use]
        hint: run the command again when it has ended
        """)
    #expect(other.contains(ContentDigest(of: "a")))
  }

  /// A store with the trees `a` and `b` of a file each, an action that gave `a`, an artifact of `b`, and loose content.
  private func filledStore() throws -> ContentStore {
    let store = try ContentStore(at: TemporaryFolder.path)
    try store.saveRecord(["output": try tree("a", in: store).digest.hex], for: ContentDigest(of: "key"))
    try store.saveRecord(["files": try tree("b", in: store).digest.hex], named: "artifacts/p/b/key")
    _ = try store.save(Array("loose".utf8))
    return store
  }

  private func recordPath(_ store: ContentStore) -> FilePath {
    store.path(of: ContentDigest(of: "key"), in: "actions")
  }

  private func tree(_ text: String, in store: ContentStore) throws -> Folder {
    var folder = Folder()
    folder.insert(.file(try store.save(Array(text.utf8)), isExecutable: false), at: "file")
    _ = try store.save(folder)
    return folder
  }

  /// Of a tree and its file, in bytes.
  private func size(of text: String) throws -> Int64 {
    var folder = Folder()
    folder.insert(.file(Blob(of: Array(text.utf8)), isExecutable: false), at: "file")
    return Int64(text.utf8.count + folder.treeBytes.count)
  }

  private func setLastUse(of path: FilePath, to seconds: Int) throws {
    let times = [timeval(tv_sec: seconds, tv_usec: 0), timeval(tv_sec: seconds, tv_usec: 0)]
    try #require(utimes(path.string, times) == 0)
  }
}
