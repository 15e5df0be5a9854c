import Glibc
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct ScratchFolderTests {
  private let folder = TemporaryFolder.path

  @Test func isRemovedWithAllItHoldsWhenItsValueGoes() throws {
    do {
      let scratch = try ScratchFolder(in: folder)
      try scratch.path.appending("a/b").write([])
      mkdir(scratch.path.appending("locked").string, 0)
      symlink("/", scratch.path.appending("link").string)
      #expect(try folder.names().count == 1)
    }
    #expect(try folder.names() == [])
  }

  @Test func namesThatAreNoTextAreRemovedToo() throws {
    do {
      let scratch = try ScratchFolder(in: folder)
      let name = Array(scratch.path.string.utf8CString.dropLast()) + [0x2F, -1, 0]
      #expect(mkdir(name, 0o700) == 0)
    }
    #expect(try folder.names() == [])
  }

  @Test func twoOfOneProcessDoNotSweepEachOther() throws {
    let first = try ScratchFolder(in: folder)
    let second = try ScratchFolder(in: folder)
    #expect(first.path != second.path)
    #expect(first.path.kind == .folder)
    #expect(second.path.kind == .folder)
  }

  @Test func whatAKilledProcessLeftIsSweptByTheNext() throws {
    try folder.appending(".assay-scratch-1-2/file").write([])
    try folder.appending("other/file").write([])
    let scratch = try ScratchFolder(in: folder)
    #expect(try folder.names().filter { folder.appending($0) != scratch.path } == ["other"])
  }

  @Test func aFolderOfALivingProcessStays() throws {
    let other = folder.appending(".assay-scratch-1-2")
    try other.createFolders()
    let descriptor = open(other.string, O_RDONLY | O_DIRECTORY)
    flock(descriptor, LOCK_EX)
    do { _ = try ScratchFolder(in: folder) }
    #expect(other.kind == .folder)
    close(descriptor)
    do { _ = try ScratchFolder(in: folder) }
    #expect(other.kind == nil)
  }

  @Test func allOfAProcessAreRemovedBeforeItEndsEarly() async {
    await #expect(processExitsWith: .success) { [folder = folder.string as String] in
      let scratch = try ScratchFolder(in: FilePath(folder))
      try scratch.path.appending("file").write([])
      ScratchFolder.removeAll()
      #expect(scratch.path.kind == nil)
    }
  }

  @Test func belowAStoreItLiesInItsScratchFolder() throws {
    let store = try ContentStore(at: folder.appending("store"))
    #expect(try ScratchFolder(in: store).path.removingLastComponent() == folder.appending("store/scratch"))
  }
}
