import Diagnostics
import Glibc
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct FilePathTests {
  private let folder = TemporaryFolder.path

  @Test func kindsDoNotFollowLinks() throws {
    try folder.appending("folder/file").write([])
    symlink("folder", folder.appending("link").string)
    mkfifo(folder.appending("pipe").string, 0o600)
    #expect(folder.appending("folder").kind == .folder)
    #expect(folder.appending("folder/file").kind == .file)
    #expect(folder.appending("link").kind == .symlink)
    #expect(folder.appending("link").isFolder)
    #expect(folder.appending("pipe").kind == .other)
    #expect(folder.appending("lost").kind == nil)
  }

  @Test func writingReplacesTheWholeFile() throws {
    let file = folder.appending("a/b/file")
    try file.write(Array("a long text".utf8))
    try file.write(Array("short".utf8))
    #expect(try file.readText() == "short")
    #expect(file.fileSize == 5)
    #expect(try folder.appending("a/b").names() == ["file"])
  }

  @Test func aFileThatCantBeWrittenLeavesNothingBehind() throws {
    try folder.appending("target/file").write([])
    let target = folder.appending("target")
    #expect(throws: Diagnostic("disk.write", "can't write: Is a directory", at: Place(target.string))) {
      try target.write([1])
    }
    #expect(try folder.names() == ["target"])
  }

  @Test func aFileInTheWayOfAFolderIsAProblem() throws {
    let file = folder.appending("file")
    try file.write([])
    #expect(throws: Diagnostic("disk.make", "can't make the folder: Not a directory", at: Place(file.string))) {
      try file.createFolders()
    }
    let below = file.appending("below/it")
    #expect(throws: Diagnostic("disk.write", "can't write: Not a directory", at: Place(below.string))) {
      try below.write([])
    }
  }

  @Test func textIsUTF8() throws {
    let file = folder.appending("file")
    try file.write([0xFF])
    #expect(throws: Diagnostic("disk.not-utf-8", "the file is not UTF-8 text", at: Place(file.string))) {
      try file.readText()
    }
  }

  @Test func namesComeInTheOrderOfTheirBytes() throws {
    for name in ["b", "é", "a.b", "a", "B", ".hidden"] { try folder.appending(name).write([]) }
    #expect(try folder.names() == [".hidden", "B", "a", "a.b", "b", "é"])
  }

  @Test func aNameThatIsNoTextIsAProblem() {
    mkdir(Array(folder.string.utf8CString.dropLast()) + [0x2F, 0x61, -1, 0], 0o700)
    #expect(
      throws: Diagnostic(
        "disk.not-utf-8", "the name 'a\\xff' in the folder is not UTF-8", at: Place(folder.string),
        hint: "rename the file")
    ) { try folder.names() }
  }

  @Test func removingTakesLinksNotWhatTheyLeadTo() throws {
    try folder.appending("kept/file").write([])
    try folder.appending("gone/file").write([])
    symlink("../kept", folder.appending("gone/link").string)
    try folder.appending("gone").removeAll()
    try folder.appending("lost").removeAll()
    #expect(try folder.names() == ["kept"])
    #expect(try folder.appending("kept").names() == ["file"])
  }

  @Test(arguments: [
    ("/a/b/c", "/a", "b/c"), ("/a/b", "/a/c/d", "../../b"), ("/a", "/a", "."), ("/", "/a", ".."),
    ("/a/bc", "/a/b", "../bc"),
  ])
  func relativePathsLeadFromAFolder(path: FilePath, from base: FilePath, expected: String) {
    #expect(path.relative(to: base) == expected)
  }

  @Test func absolutePathsFoldDotsAsText() {
    #expect(FilePath("/a/./b/../c").absolute == "/a/c")
    #expect(FilePath("x").absolute == FilePath(".").absolute.appending("x"))
  }

  @Test func linksAreResolvedToWhatIsThere() throws {
    try folder.appending("folder/file").write([])
    symlink("folder", folder.appending("link").string)
    #expect(folder.appending("link/file").resolved == folder.resolved?.appending("folder/file"))
    #expect(folder.appending("link/lost").resolved == nil)
  }

  @Test func aNameWithoutAFolderIsWrittenToTheCurrentOne() async {
    await #expect(processExitsWith: .success) { [folder = folder.string as String] in
      guard chdir(folder) == 0 else { throw Errno(rawValue: errno) }
      try FilePath("report.json").write([1])
      #expect(try FilePath(folder).names() == ["report.json"])
    }
  }
}
