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

  /// What a layered Python stack is built from.
  private func layers(_ stack: ProjectFile.Stack) throws -> LayerSource {
    guard case .layers(let source) = stack.source else { throw DiagnosticList([]) }
    return source
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
    #expect(try layers(stacks[0]).spec == folder.appending("fixtures/venvstacks.toml"))
    #expect(stacks[0].expected == folder.appending("expected/sample"))
    #expect(try layers(stacks[0]).locks == folder.appending("expected/sample/locks"))
    #expect(try layers(stacks[1]).spec == folder.removingLastComponent().appending("other.toml"))
    #expect(try layers(stacks[1]).locks == folder.appending("locks"))
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
    #expect(try layers(old).layout == .venvstacks)
    #expect(try layers(old).locks == TemporaryFolder.path.appending("stack/requirements"))
    #expect(old.publishFormat == .tarGz)
  }

  @Test func withoutALayoutItIsAssays() throws {
    try write(["assay.toml": Self.project])
    let stack = try ProjectFile.load(TemporaryFolder.path.appending("assay.toml")).stacks[0]
    #expect(try layers(stack).layout == .assay)
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
    #expect(try layers(stack).spec == home.appending("stack.toml"))
    #expect(stack.expected == home.appending("expected"))
    #expect(try layers(stack).locks == home.appending("requirements"))
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
        hint: name a spec file, or a folder with project.conf
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
        assay.toml:7:1: error: [stacks.d]: missing 'expected' [spec.missing-field]
        hint: add expected = "expected/d"
        assay.toml:7:1: error: [stacks.d]: missing 'outputs' [spec.missing-field]
        hint: say what the command makes: outputs = ["dist/*.tar.gz"]
        assay.toml:8:11: error: [stacks.d]: 'command' must be an array of strings, but is a string [spec.wrong-type]
        hint: write command = ["…"]
        """)
  }

  @Test func aCommandIsAStack() throws {
    let project = """
      [stacks.release]
      command = ["make", "dist"]
      outputs = ["dist/*.tar.gz"]
      expected = "expected/release"
      environment = { LC_ALL = "C" }
      timeout = 60
      network = true
      triggers = ["src/**"]
      """
    try write(["assay.toml": project])
    let stack = try select("release")
    var source = CommandSource(
      folder: TemporaryFolder.path, arguments: ["make", "dist"], outputs: ["dist/*.tar.gz"])
    (source.environment, source.timeout, source.usesNetwork) = (["LC_ALL": "C"], 60, true)
    #expect(stack.source == .command(source))
    #expect(stack.triggers == ["src/**"])
  }

  @Test func whatACommandCannotHaveIsReported() {
    let project = """
      [stacks.a]
      command = []
      outputs = ["../x", "/y"]
      expected = "e"
      timeout = 0
      locks = "locks"
      """
    #expect(
      problems(project) == """
        assay.toml:2:11: error: [stacks.a]: the command is empty [project.empty-command]
        hint: write command = ["make", "dist"]
        assay.toml:3:12: error: [stacks.a]: '../x' does not lie below the folder of assay.toml [project.outside-output]
        hint: write a path relative to it, such as "dist/*.tar.gz"
        assay.toml:3:20: error: [stacks.a]: '/y' does not lie below the folder of assay.toml [project.outside-output]
        hint: write a path relative to it, such as "dist/*.tar.gz"
        assay.toml:5:11: error: [stacks.a]: a timeout of 0 s can't be kept [spec.wrong-value]
        hint: write a number of seconds between 1 and 86400
        assay.toml:6:1: error: [stacks.a]: unknown field 'locks' [project.unknown-field]
        hint: known: 'command', 'environment', 'expected', 'git', 'network', 'outputs', 'platform-specific', 'timeout', 'triggers'
        """)
  }

  @Test func aProjectOfElementsIsAStack() throws {
    let project = """
      [stacks.tools]
      spec = "tools/project.conf"
      expected = "expected/tools"
      targets = ["app.bst"]
      options = { arch = "x86-64" }
      """
    try write(["assay.toml": project, "tools/project.conf": "", "other/project.conf": ""])
    var source = ElementSource(folder: TemporaryFolder.path.appending("tools"))
    (source.targets, source.options) = (["app.bst"], ["arch": "x86-64"])
    #expect(try select("tools").source == .elements(source))
    #expect(try select("tools/project.conf").source == .elements(source))
    let other = ElementSource(folder: TemporaryFolder.path.appending("other"))
    #expect(try select("other").source == .elements(other))
  }

  @Test func aSyntaxErrorIsReportedFromEverywhere() throws {
    try write(["assay.toml": "stacks", "a/file": ""])
    #expect(
      problemsSelecting("a/file").hasPrefix("assay.toml:1:7: error: this is not TOML 1.0: "))
  }
}
