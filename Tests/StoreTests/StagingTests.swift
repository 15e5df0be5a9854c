import Diagnostics
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Store

@Suite(.temporaryFolder)
struct StagingTests {
  @Test func staysUnderTheNameOfItsContent() throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    let folder = try sample(in: store)
    let path = try store.stage(folder).path
    #expect(path.lastComponent?.string == folder.digest.hex)
    #expect(try store.capture(path) == folder)
    #expect(try store.stage(folder).path == path)
  }

  @Test func sharesTheStoresFilesAndTheirTime() throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    let staged = try store.stage(try sample(in: store))
    let blob = try store.save(Array("text".utf8))
    let (file, kept) = (status(of: staged.path.appending("file")), status(of: store.path(of: blob.digest)))
    #expect(file.st_ino == kept.st_ino)
    #expect(file.st_mtim.tv_sec == 1_321_009_871)
    #expect(file.st_mode & 0o7777 == 0o644)
    #expect(status(of: staged.path.appending("folder/tool")).st_mode & 0o7777 == 0o755)
    #expect(status(of: staged.path.appending("folder")).st_mtim.tv_sec == 1_321_009_871)
  }

  @Test func saysWhatTheStoreLacks() throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    var folder = Folder()
    folder.insert(.file(Blob(of: [1, 2, 3]), isExecutable: false), at: "file")
    let problem = #expect(throws: Diagnostic.self) { try store.stage(folder) }
    #expect(problem?.code == "store.missing")
    #expect(store.stagedTrees == [])
  }

  @Test func removesContentThatWasCutOff() throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    let folder = try sample(in: store)
    let blob = store.path(of: ContentDigest(of: "text"))
    try blob.write(Array("tex".utf8))
    let problem = #expect(throws: Diagnostic.self) { try store.stage(folder) }
    #expect(problem?.code == "store.damaged")
    #expect(blob.kind == nil)
  }

  @Test func dropsTheLongestUnusedTreesThatNobodyHas() throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    let (first, second) = (try tree("1", in: store), try tree("2", in: store))
    let inUse = try store.stage(first)
    _ = try store.stage(second)
    let last = try store.stage(try tree("3", in: store)).path
    try store.dropStagedTrees(keeping: 1)
    #expect(Set(store.stagedTrees) == [inUse.path, last])
  }

  private func tree(_ text: String, in store: ContentStore) throws -> Folder {
    var folder = Folder()
    folder.insert(.file(try store.save(Array(text.utf8)), isExecutable: false), at: "file")
    return folder
  }

  private func sample(in store: ContentStore) throws -> Folder {
    var folder = try tree("text", in: store)
    folder.insert(.file(try store.save(Array("tool".utf8)), isExecutable: true), at: "folder/tool")
    folder.insert(.symlink(target: "../nowhere"), at: "folder/link")
    folder.insert(.folder(Folder()), at: "empty")
    return folder
  }

  private func status(of path: FilePath) -> stat {
    var status = stat()
    lstat(path.string, &status)
    return status
  }
}

struct FolderLinkTests {
  @Test(arguments: [
    ("lib/x", "usr/lib/x"), ("/lib", "usr/lib"), ("up/file", "file"), ("usr/../usr/lib", "usr/lib"), ("a/b", "a/b"),
    ("far/x", "usr/lib/x"), ("../../x", "x"), ("", ""),
  ])
  func leadsFrom(path: String, to target: String) { #expect(sample.resolved(path) == target) }

  @Test func hasNoEndInACircle() { #expect(sample.resolved("one/x") == nil) }

  @Test func findsWhatLinksLeadTo() {
    #expect(sample.entry(following: "far") == .folder(Folder()))
    #expect(sample.entry(following: "lib/x") == nil)
  }

  private var sample: Folder {
    var folder = Folder()
    folder.insert(.folder(Folder()), at: "usr/lib")
    for (path, target) in [
      ("lib", "usr/lib"), ("usr/up", ".."), ("up", "usr/up"), ("far", "/up/lib/."), ("one", "two"), ("two", "/one"),
    ] {
      folder.insert(.symlink(target: target), at: path)
    }
    return folder
  }
}
