import Diagnostics
import Specs
import SystemPackage
import TestSupport
import Testing

/// `assay.toml`, and the stack that a command's argument means.
@Suite(.temporaryFolder)
struct ProjectFileTests {
  static let project = """
    [stacks.sample]
    spec = "fixtures/venvstacks.toml"
    expected = "expected/sample"

    [stacks.other]
    spec = "../other.toml"
    expected = "expected/other"
    locks = "locks"
    """

  private func select(_ argument: String?, from folder: String = "") throws -> ProjectFile.Stack {
    try ProjectFile.Stack.select(argument, from: TemporaryFolder.path.pushing(FilePath(folder)))
  }

  private func problems(_ project: String) -> String {
    shown {
      try write(["assay.toml": project])
      _ = try ProjectFile.load(TemporaryFolder.path.appending("assay.toml"))
      return DiagnosticList([])
    }
  }

  private func problemsSelecting(_ argument: String?) -> String {
    shown {
      _ = try select(argument)
      return DiagnosticList([])
    }
  }

  @Test func pathsAreRelativeToTheFile() throws {
    try write(["assay.toml": Self.project])
    let (folder, stacks) = (
      TemporaryFolder.path, try ProjectFile.load(TemporaryFolder.path.appending("assay.toml")).stacks
    )
    #expect(stacks.map(\.name) == ["sample", "other"])
    #expect(stacks[0].spec == folder.appending("fixtures/venvstacks.toml"))
    #expect(stacks[0].expected == folder.appending("expected/sample"))
    #expect(stacks[0].locks == folder.appending("expected/sample/locks"))
    #expect(stacks[1].spec == folder.removingLastComponent().appending("other.toml"))
    #expect(stacks[1].locks == folder.appending("locks"))
  }

  @Test func venvstacksKeepsLocksBesideTheSpec() throws {
    let stack = """
      [stacks.old]
      spec = "stack/venvstacks.toml"
      expected = "stack"
      expected-layout = "venvstacks"
      publish.format = "tar.gz"
      """
    try write(["assay.toml": stack])
    let old = try ProjectFile.load(TemporaryFolder.path.appending("assay.toml")).stacks[0]
    #expect(old.layout == .venvstacks)
    #expect(old.locks == TemporaryFolder.path.appending("stack/requirements"))
    #expect(old.publishFormat == .tarGz)
  }

  @Test func withoutALayoutItIsAssays() throws {
    try write(["assay.toml": Self.project])
    let stack = try ProjectFile.load(TemporaryFolder.path.appending("assay.toml")).stacks[0]
    #expect(stack.layout == .assay)
    #expect(stack.publishFormat == nil)
  }

  @Test func layoutAndFormatAreKnownOnes() {
    let stack = """
      [stacks.a]
      spec = "a"
      expected = "e"
      expected-layout = "venvstack"
      publish.format = "rar"
      """
    #expect(
      problems(stack) == """
        assay.toml:4:19: error: [stacks.a]: unknown layout 'venvstack' [spec.unknown-value]
        hint: did you mean 'venvstacks'?
        assay.toml:5:18: error: [stacks.a] publish: unknown format 'rar' [spec.unknown-value]
        hint: known: 'tar.gz', 'tar.xz', 'tar.zst', 'zip'
        """)
  }

  @Test func theNearestFileAboveCounts() throws {
    try write(["assay.toml": Self.project, "a/assay.toml": "[stacks]", "a/b/c/file": "", "d/file": ""])
    let folder = TemporaryFolder.path
    #expect(try ProjectFile.find(from: folder.appending("a/b/c"))?.folder == folder.appending("a"))
    #expect(try ProjectFile.find(from: folder.appending("d"))?.folder == folder)
  }

  @Test func withoutAnArgumentTheFirstStackIsMeant() throws {
    try write(["assay.toml": Self.project])
    #expect(try select(nil).name == "sample")
  }

  @Test func aStackIsMeantByNameOrByItsSpec() throws {
    try write(["assay.toml": Self.project, "fixtures/venvstacks.toml": ""])
    #expect(try select("other").name == "other")
    #expect(try select("fixtures/venvstacks.toml").name == "sample")
    #expect(try select("venvstacks.toml", from: "fixtures").name == "sample")
  }

  @Test func anotherSpecKeepsItsLocksBesideIt() throws {
    try write(["assay.toml": Self.project, "mine/stack.toml": ""])
    let (stack, home) = (try select("mine/stack.toml"), TemporaryFolder.path.appending("mine"))
    #expect(stack.name == "mine/stack.toml")
    #expect(stack.spec == home.appending("stack.toml"))
    #expect(stack.expected == home.appending("expected"))
    #expect(stack.locks == home.appending("requirements"))
  }

  @Test func anUnknownStackIsNamed() throws {
    try write(["assay.toml": Self.project])
    #expect(
      problemsSelecting("sampel") == """
        error: 'sampel' is neither a stack of assay.toml nor a spec file [project.unknown-stack]
        hint: did you mean 'sample'?
        """)
  }

  @Test func aFolderIsNoSpec() throws {
    try write(["mine/stack.toml": ""])
    #expect(
      problemsSelecting("mine") == """
        error: 'mine' is neither a stack of assay.toml nor a spec file [project.unknown-stack]
        hint: name a spec file
        """)
  }

  @Test func withoutAFileThereIsNoStack() {
    #expect(
      problemsSelecting(nil) == """
        error: no assay.toml here or in a folder above [project.no-stack]
        hint: name a spec file, or write an assay.toml with [stacks.NAME] spec = "…", expected = "…"
        """)
  }

  @Test func aFileWithoutStacksIsNamed() throws {
    try write(["assay.toml": ""])
    #expect(
      problemsSelecting(nil) == """
        assay.toml: error: assay.toml names no stack [project.no-stack]
        hint: name a spec file, or write an assay.toml with [stacks.NAME] spec = "…", expected = "…"
        """)
  }

  @Test func everyProblemIsReported() {
    let project = """
      [stack.a]
      [stacks]
      b = "x"
      [stacks.c]
      spec = 1
      lock = "x"
      [stacks.d]
      command = "make"
      """
    #expect(
      problems(project) == """
        assay.toml:1:2: error: assay.toml: unknown field 'stack' [project.unknown-field]
        hint: did you mean 'stacks'?
        assay.toml:3:5: error: [stacks.b]: must be a table, but is a string [spec.wrong-type]
        hint: write { KEY = VALUE }
        assay.toml:4:1: error: [stacks.c]: missing 'expected' [spec.missing-field]
        hint: add expected = "expected/c"
        assay.toml:5:8: error: [stacks.c]: 'spec' must be a string, but is an integer [spec.wrong-type]
        hint: write spec = "…"
        assay.toml:6:1: error: [stacks.c]: unknown field 'lock' [project.unknown-field]
        hint: did you mean 'locks'?
        assay.toml:7:9: error: [stacks.d]: this version verifies layered Python stacks only [project.command-stack]
        hint: name a spec: spec = "venvstacks.toml"
        """)
  }

  @Test func aSyntaxErrorIsReportedFromEverywhere() throws {
    try write(["assay.toml": "stacks", "a/file": ""])
    #expect(
      problemsSelecting("a/file").hasPrefix("assay.toml:1:7: error: this is not TOML 1.0: "))
  }
}
