import Archives
import Building
import Diagnostics
import Execution
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct SourceTreesTests {
  @Test func readsFoldersAndFiles() async throws {
    try write(["src/a": "1", "src/sub/b": "2", "file": "3"])
    let tree = try await trees().tree(of: [local("src"), local("src", folder: "copy"), local("file")])
    #expect(tree == sampleTree(["a": "1", "sub/b": "2", "copy/a": "1", "copy/sub/b": "2", "file": "3"]))
  }

  @Test func laysLaterSourcesOverEarlierOnes() async throws {
    try write(["1/a": "1", "1/b": "1", "2/a": "2"])
    #expect(try await trees().tree(of: [local("1"), local("2")]) == sampleTree(["a": "2", "b": "1"]))
  }

  @Test func buildsFromWhatWasReadForTheKeys() async throws {
    try write(["src/a": "1"])
    var trees = try trees()
    let element = SampleElement("x").with { $0.sources = [local("src")] }.declaration
    let digests = try trees.readLocal(of: [element])
    #expect(digests == [project.appending("src"): sampleTree(["a": "1"]).digest])
    try write(["src/a": "changed"])
    #expect(try await trees.tree(of: element.sources) == sampleTree(["a": "1"]))
  }

  @Test func tellsAllSourcesThatAreMissing() throws {
    var trees = try trees()
    let element = SampleElement("x").with { $0.sources = [local("none"), local("neither")] }.declaration
    let problems = #expect(throws: DiagnosticList.self) { try trees.readLocal(of: [element]) }
    #expect(
      problems?.description == """
        x.bst:7:3: error: 'none' is no file or folder [source.missing]
        hint: correct the source's 'path'
        x.bst:7:3: error: 'neither' is no file or folder [source.missing]
        hint: correct the source's 'path'
        """)
  }

  @Test(arguments: [
    ("*", ["a": "1"]), ("pkg-1", ["a": "1"]), ("", ["pkg-1/a": "1", "zzz/b": "2"]), ("z*", ["b": "2"]),
  ])
  func unpacksAFolderOfAnArchive(baseFolder: String, expected: [String: String]) async throws {
    let digest = try tar([("pkg-1/a", .file, "1"), ("zzz/b", .file, "2")])
    #expect(try await trees().tree(of: [tarSource(digest, baseFolder)]) == sampleTree(expected))
  }

  @Test func saysThatAnArchiveHasNoSuchFolder() async throws {
    let digest = try tar([("pkg-1/a", .file, "1")])
    #expect(
      await problem(tarSource(digest, "other-*")) == """
        x.bst:7:3: error: 'a.tar' holds no folder 'other-*' [source.no-base-folder]
        hint: correct 'base-dir'; '' is the archive's root
        """)
  }

  @Test func takesLinksOfASystemsArchiveWhereverTheyLead() async throws {
    let digest = try tar([("link", .symlink, "/etc/alternatives/x"), ("up", .symlink, "../../x")])
    #expect(
      try await trees().tree(of: [tarSource(digest, "")])
        == sampleTree(["link": "-> /etc/alternatives/x", "up": "-> ../../x"]))
  }

  @Test(arguments: ["../x", "/x", "a/../../x"]) func refusesNamesThatLeaveTheArchive(name: String) async throws {
    let digest = try tar([(name, .file, "1")])
    #expect(
      await problem(tarSource(digest, "")) == """
        x.bst:7:3: error: the archive holds '\(name)', which is no file, folder or link inside it [archive.unsafe-name]
        hint: pack it again with relative names, and files, folders and links only
        """)
  }

  @Test func refusesAnArchiveOfAnotherHash() async throws {
    let actual = try tar([("a", .file, "1")])
    let expected = ContentDigest(of: "another archive")
    #expect(
      await problem(tarSource(expected, "")) == """
        x.bst:7:3: error: 'a.tar' has the sha256 \(actual), but its 'ref' expects \(expected) [fetch.wrong-hash]
        hint: nothing was built; if the file was changed on purpose, correct 'ref', else find out who changed it
        """)
  }

  @Test func namesARemoteFile() async throws {
    try write(["data": "1"])
    let url = SourceURL(written: "data", resolved: "data")
    let source = SourceDeclaration(
      .remote(url: url, sha256: ContentDigest(of: "1").hex, fileName: "tool", isExecutable: true), folder: "bin",
      place: Self.place)
    #expect(try await trees().tree(of: [source]) == sampleTree(["bin/tool": "+x 1"]))
  }

  private static let place = Place("x.bst", line: 7, column: 3)

  private var project: FilePath { TemporaryFolder.path.appending("project") }

  private func trees() throws -> SourceTrees {
    let store = try ContentStore.temporary()
    return SourceTrees(
      store: store, fetcher: Fetcher(store: store, environment: [:], isOffline: true), projectFolder: project)
  }

  private func write(_ files: [String: String]) throws {
    for (path, text) in files { try project.pushing(FilePath(path)).write(Array(text.utf8)) }
  }

  private func local(_ path: String, folder: String = "") -> SourceDeclaration {
    SourceDeclaration(.local(project.pushing(FilePath(path))), folder: folder, place: Self.place)
  }

  private func tarSource(_ digest: ContentDigest, _ baseFolder: String) -> SourceDeclaration {
    let url = SourceURL(written: "a.tar", resolved: "a.tar")
    return SourceDeclaration(.tar(url: url, sha256: digest.hex, baseFolder: baseFolder), folder: "", place: Self.place)
  }

  /// Writes `a.tar`; a member's text is its content or the link's target.
  private func tar(_ members: [(name: String, type: MemberType, text: String)]) throws -> ContentDigest {
    let path = project.appending("a.tar")
    try project.createFolders()
    var writer = TarWriter(to: try FileSink(replacing: path))
    for (name, type, text) in members {
      let header = MemberHeader(
        name: Array(name.utf8), type: type, mode: 0o644, modified: .init(seconds: 0),
        linkTarget: type == .symlink ? Array(text.utf8) : nil)
      try writer.add(header, content: type == .symlink ? [] : Array(text.utf8))
    }
    try writer.finish()
    return ContentDigest(of: try path.readBytes())
  }

  private func problem(_ source: SourceDeclaration) async -> String? {
    do { _ = try await trees().tree(of: [source]) } catch { return "\(error)" }
    return nil
  }
}
