import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct InjectedFilesTests {
  @Test(arguments: [(false, "#!/usr/bin/bash"), (true, "#!/bin/zsh -f")])
  func wrapperAddsEachLibraryFolderInASingleQuotedLine(isMacos: Bool, shebang: String) {
    let folders = ["../../framework-a@1/share/venv/dynlib", "../../it's/share/venv/dynlib"]
    let wrapper = InjectedFiles.standard.wrapper(forMacos: isMacos, libraryFolders: folders)
    let lines = String(decoding: wrapper, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first.map(String.init) == shebang)
    #expect(
      lines.filter { $0.hasPrefix("add_dynlib_dir ") } == [
        "add_dynlib_dir '../../framework-a@1/share/venv/dynlib'", #"add_dynlib_dir '../../it'\''s/share/venv/dynlib'"#,
      ])
    #expect(lines.contains { $0.hasPrefix("exec -a ") })
    #expect(!lines.contains { $0.contains("@DYNLIB_CALLS@") })
    #expect(lines.last == "")
  }

  @Test func aProjectsOwnFilesReplaceTheStandardOnes() throws {
    try write(
      [
        "python-wrapper-linux.sh": "one\n@DYNLIB_CALLS@\ntwo\n", "host-launcher.sh": "own",
        "host-postinstall.py": "host",
      ])
    let injected = try InjectedFiles(in: TemporaryFolder.path)
    let wrapper = injected.wrapper(forMacos: false, libraryFolders: ["a", "b"])
    #expect(String(decoding: wrapper, as: UTF8.self) == "one\nadd_dynlib_dir 'a'\nadd_dynlib_dir 'b'\ntwo\n")
    #expect(injected.hostLauncher == Array("own".utf8))
    #expect(injected.hostPostInstall == Array("host".utf8))
    #expect(injected.postInstall == InjectedFiles.standard.postInstall)
    #expect(injected.digest != InjectedFiles.standard.digest)
    #expect(injected.macosWrapper == InjectedFiles.standard.macosWrapper)
  }

  @Test func aLineWithTheFoldersPlaceIsRepeatedForEachFolder() throws {
    let template = WrapperTemplate(bytes: Array("#!/bin/x\n  add \"$here/@DYNLIB_DIR@\" # @DYNLIB_DIR@\nend".utf8))
    let filled = template.filled(with: ["../../framework-a@1/share", "../../it's/share"])
    #expect(
      String(decoding: filled, as: UTF8.self) == """
        #!/bin/x
          add "$here/../../framework-a@1/share" # ../../framework-a@1/share
          add "$here/'../../it'"'"'s/share'" # '../../it'"'"'s/share'
        end
        """)
  }

  @Test func bytesThatAreNoTextAreKept() {
    let bytes: [UInt8] = [0xFF, 0x0D, 0x0A, 0x0A, 0xC3]
    #expect(WrapperTemplate(bytes: bytes).filled(with: ["a"]) == bytes)
  }

  @Test(arguments: [
    ("", "''"), ("a/b-c_d.e@5:f,g%+=", "a/b-c_d.e@5:f,g%+="), ("a b", "'a b'"), ("\u{E4}", "'\u{E4}'"),
    ("it's", "'it'\"'\"'s'"),
  ]) func wordsAreQuotedOnlyWhereTheyMustBe(text: String, quoted: String) {
    #expect(shellQuoted(text) == quoted)
  }

  @Test func saysThatTheFolderOfAProjectsOwnFilesIsNotThere() {
    let folder = TemporaryFolder.path.appending("none")
    let problem = #expect(throws: Diagnostic.self) {
      try InjectedFiles(in: folder, named: Place("stack.toml", line: 3, column: 12))
    }
    #expect(
      problem?.description == """
        stack.toml:3:12: error: the folder of injected files does not exist: '\(folder)' [layer.no-injected]
        hint: make it, or drop 'injected' from [tool.assay]
        """)
  }

  @Test func saysWhatIsWrongWithEachFile() throws {
    try write(["postinstal.py": "", "python-wrapper-macosx.sh": "#!/bin/zsh\n", ".DS_Store": ""])
    let problem = #expect(throws: DiagnosticList.self) { try InjectedFiles(in: TemporaryFolder.path) }
    #expect(
      problem?.description == """
        \(TemporaryFolder.path)/postinstal.py: error: the file replaces none of the injected files [layer.unknown-injected]
        hint: did you mean 'postinstall.py'?
        \(TemporaryFolder.path)/python-wrapper-macosx.sh: error: the wrapper does not name the library folders of the layers below [layer.bad-template]
        hint: put a line '@DYNLIB_CALLS@' into it, or a line for each folder that holds '@DYNLIB_DIR@'
        """)
  }

  @Test func saysThatAFolderReplacesNothing() throws {
    let problem = #expect(throws: DiagnosticList.self) { try InjectedFiles(in: TemporaryFolder.path) }
    #expect(
      problem?.description == """
        \(TemporaryFolder.path): error: the folder '\(TemporaryFolder.path)' replaces none of the injected files [layer.no-injected]
        hint: put one of these into it: host-launcher.sh, host-postinstall.py, postinstall.py, python-wrapper-linux.sh, python-wrapper-macosx.sh
        """)
  }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files { try TemporaryFolder.path.appending(name).write(Array(text.utf8)) }
  }
}
