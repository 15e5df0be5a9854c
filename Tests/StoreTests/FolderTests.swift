import Store
import Testing

struct FolderTests {
  private func file(_ text: String) -> Folder.Entry { .file(Blob(of: Array(text.utf8)), isExecutable: false) }

  private func paths(_ folder: Folder) -> [String] {
    var paths: [String] = []
    folder.forEachEntry { path, _ in paths.append(path) }
    return paths
  }

  @Test func insertingMakesTheFoldersOnTheWay() {
    var folder = Folder()
    folder.insert(file("x"), at: "a/b/c")
    #expect(paths(folder) == ["a", "a/b", "a/b/c"])
    #expect(folder["a/b/c"] == file("x"))
  }

  @Test func insertingReplacesWhatStoodThere() {
    var folder = Folder()
    folder.insert(file("x"), at: "a")
    folder.insert(file("y"), at: "a")
    #expect(folder["a"] == file("y"))
    folder.insert(file("z"), at: "a/b")
    #expect(paths(folder) == ["a", "a/b"])
  }

  @Test func insertingAtNoPathChangesNothing() {
    var folder = Folder()
    folder.insert(file("x"), at: "")
    folder.insert(file("x"), at: "/")
    #expect(folder == Folder())
  }

  @Test func removingLeavesEmptyFolders() {
    var folder = Folder()
    folder.insert(file("x"), at: "a/b")
    folder.remove(at: "a/b")
    #expect(paths(folder) == ["a"])
    folder.remove(at: "a/b/c")
    folder.remove(at: "lost")
    folder.remove(at: "")
    #expect(paths(folder) == ["a"])
    folder.remove(at: "a")
    #expect(folder == Folder())
  }

  @Test func lookingUpFindsFilesLinksAndFolders() {
    var folder = Folder()
    folder.insert(.symlink(target: "b"), at: "a/link")
    #expect(folder["a/link"] == .symlink(target: "b"))
    #expect(folder["a/link/x"] == nil)
    #expect(folder["a/lost"] == nil)
    #expect(folder["lost/x"] == nil)
    #expect(folder[""] == .folder(folder))
    #expect(folder.folder(at: "a")?.names == ["link"])
    #expect(folder.folder(at: "a/link") == nil)
  }

  // Swift's own order puts é before z, and takes both spellings of é for equal.
  @Test func namesComeInTheOrderOfTheirBytes() {
    var folder = Folder()
    for name in ["é", "z", "a-b", "a", "a.b", "B", "_"] { folder.insert(file(name), at: name) }
    #expect(folder.names == ["B", "_", "a", "a-b", "a.b", "z", "é"])
  }

  // One letter, or a letter and an accent: equal for Swift, two files on a disk.
  @Test func namesAreTheirBytes() {
    var folder = Folder()
    folder.insert(file("x"), at: "\u{E9}")
    folder.insert(file("y"), at: "e\u{301}")
    #expect(folder.names.map { Array($0.utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
    #expect(folder["\u{E9}"] == file("x"))
    #expect(folder["e\u{301}"] == file("y"))
    var (one, other) = (Folder(), Folder())
    one.insert(.symlink(target: "\u{E9}"), at: "link")
    other.insert(.symlink(target: "e\u{301}"), at: "link")
    #expect(one != other)
  }

  @Test func aNameMayBeginWithAnAccent() {
    var folder = Folder()
    folder.insert(file("x"), at: "a/\u{301}b")
    #expect(folder.folder(at: "a")?.names == ["\u{301}b"])
    #expect(folder["a/\u{301}b"] == file("x"))
    #expect(folder.resolved("a/\u{301}b") == "a/\u{301}b")
  }

  @Test func aFolderComesBeforeWhatItHolds() {
    var folder = Folder()
    for path in ["a/x", "a.b", "a-b", "b"] { folder.insert(file("x"), at: path) }
    #expect(paths(folder) == ["a", "a/x", "a-b", "a.b", "b"])
    #expect(folder.files.map(\.path) == ["a/x", "a-b", "a.b", "b"])
  }

  @Test func mergingTakesTheOthersFilesAndJoinsFolders() {
    var (ours, theirs) = (Folder(), Folder())
    for path in ["a/x", "a/y", "b/x", "c"] { ours.insert(file("our"), at: path) }
    for path in ["a/y", "a/z", "b", "c/x"] { theirs.insert(file("their"), at: path) }
    let merged = ours.merging(theirs)
    #expect(paths(merged) == ["a", "a/x", "a/y", "a/z", "b", "c", "c/x"])
    #expect(merged["a/x"] == file("our"))
    #expect(merged["a/y"] == file("their"))
    #expect(merged["b"] == file("their"))
  }

  @Test func aDigestFollowsEveryChange() {
    var folder = Folder()
    folder.insert(file("x"), at: "a/b")
    let (first, copy) = (folder.digest, folder)
    folder.insert(file("y"), at: "a/c")
    let second = folder.digest
    #expect(second != first)
    #expect(copy.digest == first)
    folder.remove(at: "a/lost")
    #expect(folder.digest == second)
    folder.remove(at: "a/c")
    #expect(folder.digest == first)
    #expect(folder == copy)
  }

  @Test func whatIsSharedIsNamedByItselfEverywhere() {
    var (one, other) = (Folder(), Folder())
    one.insert(file("x"), at: "lib/a")
    other.insert(file("y"), at: "lib/b")
    let shared = one.folder(at: "lib")?.digest
    let merged = one.merging(other)
    #expect(one.folder(at: "lib")?.digest == shared)
    #expect(merged.folder(at: "lib")?.digest != shared)
    #expect(merged.digest == other.merging(one).digest)
  }
}
