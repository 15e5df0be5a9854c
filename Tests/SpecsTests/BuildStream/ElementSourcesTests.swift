import Diagnostics
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// Sources of elements.
@Suite(.temporaryFolder)
struct ElementSourcesTests {
  private let digest = String(repeating: "0a", count: 32)
  private let aliases = "aliases:\n  up: https://up.example/files/\n  here: '%{project-root}/'"

  @Test func areLocalFilesOrFolders() throws {
    let element = try loadElement(
      "kind: manual\nsources:\n- kind: local\n  path: files/\n  directory: ./a/../b\n- {kind: local, path: one.c, directory: /}",
      with: ["files/x": "", "one.c": ""])
    #expect(element.sources.map(\.folder) == ["b", ""])
    #expect(
      element.sources.map(\.content)
        == [.local(TemporaryFolder.path.appending("files")), .local(TemporaryFolder.path.appending("one.c"))])
  }

  @Test func areArchivesAndFilesByTheirDigest() throws {
    let element = try loadElement(
      """
      kind: manual
      sources:
      - {kind: tar, url: "up:a-1.tar.gz", ref: \(digest), base-dir: a-1, provenance: {homepage: x}}
      - {kind: remote, url: "here:tool", executable: True}
      """, project: aliases)
    #expect(
      element.sources.map(\.content) == [
        .tar(
          url: SourceURL(written: "up:a-1.tar.gz", resolved: "https://up.example/files/a-1.tar.gz"), sha256: digest,
          baseFolder: "a-1"),
        .remote(
          url: SourceURL(written: "here:tool", resolved: "\(TemporaryFolder.path)/tool"), sha256: nil,
          fileName: "here:tool", isExecutable: true),
      ])
  }

  @Test func takeKeysThatTheProjectSetsForTheirKind() throws {
    let project = aliases + "\nsources: {tar: {config: {base-dir: ''}}}"
    let element = try loadElement("kind: manual\nsources: [{kind: tar, url: 'up:a'}]", project: project)
    guard case .tar(_, _, let base)? = element.sources.first?.content else { throw Missing() }
    #expect(base == "")
  }

  @Test func mayHaveTheirReferencesApart() throws {
    let references = "projects:\n  demo:\n    e.bst:\n    - {}\n    - ref: \(digest)"
    let element = try loadElement(
      "kind: manual\nsources:\n- {kind: local, path: f}\n- {kind: tar, url: 'up:a'}",
      project: aliases + "\nref-storage: project.refs", with: ["project.refs": references, "f": ""])
    guard case .tar(_, let sha256, _)? = element.sources.last?.content else { throw Missing() }
    #expect(sha256 == digest)
  }

  // Refused

  @Test func kindsThatAreNotKnown() {
    #expect(
      elementProblems("kind: manual\nsources:\n- kind: git\n  url: x") == """
        elements/e.bst:3:9: error: unknown kind of source 'git' [element.unknown-source]
        hint: known: 'local', 'remote', 'tar'
        """)
  }

  @Test(arguments: [
    ("lost", "'lost' does not exist", "missing-path", "paths are relative to the folder of project.conf"),
    ("../x", "'../x' leads out of the project", "outside", "name a file or folder below the folder of project.conf"),
    ("/etc", "'/etc' leads out of the project", "outside", "name a file or folder below the folder of project.conf"),
    ("out/passwd", "'out/passwd' leads out of the project through a link", "outside", "put the files themselves there"),
  ])
  func pathsThatAreNotInTheProject(path: String, message: String, code: String, hint: String) throws {
    try write(["project.conf": projectHead])
    try link("out", to: "/etc")
    let message = code == "missing-path" ? "the path " + message : message
    #expect(
      elementProblems("kind: manual\nsources:\n- kind: local\n  path: \(path)") == """
        elements/e.bst:4:9: error: \(message) [element.\(code)]
        hint: \(hint)
        """)
  }

  @Test func pathsThatHaveToBeMadeAreDescribed() {
    #expect(
      elementProblems("kind: import\ndescription: |\n  Made by make.sh.\n  More.\nsources: [{kind: local, path: made}]")
        == """
        elements/e.bst:5:31: error: the path 'made' does not exist [element.missing-path]
        hint: paths are relative to the folder of project.conf; 'e.bst' is described as: Made by make.sh.
        """)
  }

  @Test func foldersAndNamesThatLeadOut() throws {
    #expect(
      elementProblems(
        "kind: manual\nsources:\n- {kind: local, path: f, directory: ../x}\n- {kind: remote, url: 'up:a', filename: ../b}",
        project: aliases, with: ["f": ""]) == """
          elements/e.bst:3:37: error: '../x' leads out of the element's sources [element.outside]
          hint: name a folder below them
          elements/e.bst:4:41: error: '../b' can't be the name of a file [element.file-name]
          hint: write filename: NAME
          """)
  }

  @Test func addressesWithoutAnAliasAreWarnedOf() {
    let warning = """
      elements/e.bst:3:20: warning: 'https://x.example/a.tar' begins with no alias [element.unaliased-url]
      hint: declare one in project.conf under aliases, so that the place can be changed for all elements
      """
    let element = "kind: manual\nsources:\n- {kind: tar, url: https://x.example/a.tar}"
    #expect(elementProblems(element) == warning)
    let fatal = warning.split(separator: "warning:").joined(separator: "error:")
    #expect(elementProblems(element, project: "fatal-warnings: [unaliased-url]") == fatal)
  }

  @Test func aliasesAndReferencesThatAreNone() {
    #expect(
      elementProblems("kind: manual\nsources:\n- {kind: tar, url: 'upp:a', ref: abc}", project: aliases) == """
        elements/e.bst:3:20: error: 'upp:a' begins with no alias of the project [element.unknown-alias]
        hint: did you mean 'up'?
        elements/e.bst:3:34: error: 'abc' is no sha256 [element.reference]
        hint: write its 64 lower-case hexadecimal digits
        """)
  }

  @Test func keysOfAnotherKind() {
    #expect(
      elementProblems("kind: manual\nsources: [{kind: local, path: f, ref: x}]", with: ["f": ""]) == """
        elements/e.bst:2:34: error: unknown key 'ref' [element.unknown-key]
        hint: known: 'directory', 'kind', 'path', 'provenance'
        """)
  }
}
