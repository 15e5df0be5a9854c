import CanonicalJSON
import SystemPackage
import TestSupport
import Testing

/// `assay triggers`: which changed files make an update due.
@Suite(.temporaryFolder, .needs("git"))
struct TriggersTests {
  /// A committed project of a stack with everything that can be a reason, and one made by a command.
  private func committedProject(_ assay: String = "") async throws -> Project {
    let project = try Project(parts: [])
    try project.write(
      """
      [stacks.layers]
      spec = "stack/venvstacks.toml"
      expected = "expected/layers"
      triggers = ["tools/*.sh", "data"]

      [stacks.dist]
      command = ["make", "dist"]
      outputs = ["dist/*.tar"]
      expected = "expected/dist"
      \(assay)
      """, to: "assay.toml")
    try project.write(
      """
      [[runtimes]]
      name = "py"
      python_implementation = "cpython@3.11.11"
      requirements = []

      [[applications]]
      name = "hello"
      runtime = "py"
      launch_module = "modules/hello.py"
      support_modules = ["modules/words"]
      requirements = []

      [tool.assay]
      local-wheels = ["wheels"]
      injected = "injected"
      """, to: "stack/venvstacks.toml")
    for file in ["modules/hello.py", "modules/words/__init__.py", "wheels/a.whl", "injected/postinstall.py"] {
      try project.write("old\n", to: "stack/\(file)")
    }
    for file in [
      "README.md", "tools/make.sh", "data/sub/x.csv", "expected/layers/locks/x.toml", "expected/dist/m.json",
    ] {
      try project.write("old\n", to: file)
    }
    try project.write("# note\n[pinned-tools]\nuv = \"0.8.18\"\n", to: "expected/expected-output-config.toml")
    try project.write("*.log\n", to: ".gitignore")
    try await project.commit()
    return project
  }

  /// What is said of the stack of layers after one edit of the working tree.
  private func check(_ file: String, _ text: String? = "new\n", gives expected: String) async throws {
    let project = try await committedProject()
    if let text { try project.write(text, to: file) } else { try project.remove(file) }
    let outcome = try await project.assay("triggers", "layers")
    #expect(outcome.standardOutput == expected)
    #expect(outcome.exitCode == 0)
  }

  @Test(arguments: [
    ("stack/modules/hello.py", "launch-module", " (app-hello)"),
    ("stack/modules/words/__init__.py", "support-module", " (app-hello)"),
    ("stack/modules/words/more.py", "support-module", " (app-hello)"),
    ("stack/injected/postinstall.py", "injected-file", ""),
    ("stack/wheels/a.whl", "local-wheel", ""),
    ("stack/wheels/new.whl", "local-wheel", ""),
    ("tools/make.sh", "glob", " (tools/*.sh)"),
    ("data/sub/x.csv", "glob", " (data)"),
  ])
  func changedFileIsNamedWithItsReason(file: String, reason: String, subject: String) async throws {
    try await check(file, gives: "due: stack 'layers'\n  \(reason): \(file)\(subject)\n")
  }

  @Test(arguments: ["README.md", "stack/other.py", "expected/layers/locks/x.toml", "expected/dist/m.json", "x.log"])
  func otherFilesAreNoReason(file: String) async throws {
    try await check(file, gives: "not due: stack 'layers'\n")
  }

  @Test func specAndProjectFileAreReasons() async throws {
    let project = try await committedProject()
    for file in ["assay.toml", "stack/venvstacks.toml"] { try project.write(project.read(file) + "\n", to: file) }
    #expect(
      try await project.assay("triggers", "layers").standardOutput == """
        due: stack 'layers'
          spec: stack/venvstacks.toml
          project: assay.toml

        """)
  }

  @Test(arguments: [
    ("# other note\n[pinned-tools]\nuv = \"0.8.18\"\n", "requested-update"),
    ("[pinned-tools]\nuv = \"0.8.18\"\n[last-requested-update]\nat = \"2026-11-21\"\n", "requested-update"),
    ("# note\n[pinned-tools]\nuv = \"0.8.19\"\n", "pinned-tool"),
    ("# note\n[pinned-tools]\nuv = \"0.8.18\"\n[env]\nX = \"1\"\n", "environment"),
  ])
  func editOfTheConfigSaysWhatItIsAbout(text: String, reason: String) async throws {
    let file = "expected/expected-output-config.toml"
    try await check(file, text, gives: "due: stack 'layers'\n  \(reason): \(file)\n")
  }

  @Test func bothNamesOfARenamedFileCount() async throws {
    let project = try await committedProject()
    try await project.git("mv", "stack/wheels/a.whl", "README2.md")
    try await project.git("mv", "README.md", "stack/wheels/b.whl")
    #expect(
      try await project.assay("triggers", "layers").standardOutput == """
        due: stack 'layers'
          local-wheel: stack/wheels/a.whl
          local-wheel: stack/wheels/b.whl

        """)
  }

  @Test func anyFileButOutputsCountsForACommand() async throws {
    let project = try await committedProject()
    for file in ["new.c", "x.log", "expected/dist/m.json", "expected/layers/locks/x.toml"] {
      try project.write("new\n", to: file)
    }
    let outcome = try await project.assay("triggers", "dist", "--exit-code")
    #expect(outcome.standardOutput == "due: stack 'dist'\n  source: new.c\n")
    #expect(outcome.exitCode == 1)
  }

  @Test func globsOfACommandTakeThePlaceOfAnyFile() async throws {
    let project = try await committedProject("triggers = [\"src/**/*.c\"]")
    for file in ["new.c", "src/deep/a.c"] { try project.write("new\n", to: file) }
    #expect(
      try await project.assay("triggers", "dist").standardOutput
        == "due: stack 'dist'\n  glob: src/deep/a.c (src/**/*.c)\n")
  }

  @Test func anyFileOfAProjectOfElementsCounts() async throws {
    let project = try await committedProject(
      "[stacks.elements]\nspec = \"el/project.conf\"\nexpected = \"el/expected\"")
    for file in ["el/project.conf", "el/elements/a.bst", "el/expected/manifest.json", "README.md"] {
      try project.write("new\n", to: file)
    }
    #expect(
      try await project.assay("triggers", "elements").standardOutput == """
        due: stack 'elements'
          spec: el/project.conf
          source: el/elements/a.bst

        """)
  }

  @Test func onlyWhatTheBranchChangedCounts() async throws {
    let project = try await committedProject()
    try await project.git("checkout", "--quiet", "-b", "topic")
    try project.write("new\n", to: "README.md")
    try await project.git("commit", "--quiet", "--all", "--message", "topic")
    try await project.git("checkout", "--quiet", "-b", "trunk", "HEAD~1")
    try project.write("new\n", to: "stack/modules/hello.py")
    try await project.git("commit", "--quiet", "--all", "--message", "trunk")
    let arguments = ["triggers", "layers", "--base", "trunk", "--head", "topic"]
    #expect(try await Program.run(arguments, in: project.folder).standardOutput == "not due: stack 'layers'\n")
  }

  @Test func givesADocument() async throws {
    let project = try await committedProject()
    try project.write("new\n", to: "stack/modules/hello.py")
    try await project.git("commit", "--quiet", "--all", "--message", "edit")
    let outcome = try await project.assay("triggers", "--base", "HEAD~1", "--head", "HEAD", "--json", "layers")
    #expect(
      try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "triggers") == [
        "schema": "assay.triggers/1", "due": true, "base": "HEAD~1", "head": "HEAD",
        "stacks": [
          [
            "stack": "layers", "due": true,
            "triggers": [["reason": "launch-module", "file": "stack/modules/hello.py", "subject": "app-hello"]],
          ]
        ],
      ])
  }

  @Test func hostileNamesAreEscapedAndManyAreCounted() async throws {
    let project = try await committedProject()
    for number in 10...22 { try project.write("", to: "stack/wheels/\(number)\u{1B}[2J.whl") }
    let lines = try await project.assay("triggers", "layers").standardOutput.split(separator: "\n")
    #expect(lines[1] == "  local-wheel: stack/wheels/10\\u{1b}[2J.whl")
    #expect(lines.last == "  … and 3 more files; --json lists all")
  }

  // Bad input

  private func checkRefusal(_ project: Project, _ arguments: [String], says expected: String) async throws {
    let outcome = try await Program.run(["triggers"] + arguments, in: project.folder)
    #expect(outcome.standardError == expected)
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardOutput == "")
  }

  @Test func withoutARepository() async throws {
    let project = try Project(parts: [])
    try project.write(
      "[stacks.dist]\ncommand = [\"make\"]\noutputs = [\"x\"]\nexpected = \"expected\"\n", to: "assay.toml")
    try await checkRefusal(
      project, [],
      says: """
        .: error: no work tree of git holds this folder [git.no-repository]
        hint: run it in a clone of the project, or make one with 'git init'

        """)
  }

  @Test func unknownBase() async throws {
    try await checkRefusal(
      committedProject(), ["--base=--output=x"],
      says: """
        error: the repository has no commit '--output=x' [git.unknown-revision]
        hint: 'git branch --all' lists branches; fetch the one that is meant, or correct the name

        """)
  }

  @Test func rangesAreNoRevisions() async throws {
    try await checkRefusal(
      committedProject(), ["--base=HEAD..HEAD", "--head=HEAD"],
      says: """
        error: the repository has no commit 'HEAD..HEAD' [git.unknown-revision]
        hint: 'git branch --all' lists branches; fetch the one that is meant, or correct the name

        """)
  }

  @Test func editOfTheConfigInACommitSaysWhatItIsAbout() async throws {
    let project = try await committedProject()
    let file = "expected/expected-output-config.toml"
    try project.write("# note\n[pinned-tools]\nuv = \"0.8.19\"\n", to: file)
    try await project.git("commit", "--quiet", "--all", "--message", "pin")
    let outcome = try await project.assay("triggers", "layers", "--base", "HEAD~1", "--head", "HEAD")
    #expect(outcome.standardOutput == "due: stack 'layers'\n  pinned-tool: \(file)\n")
  }

  @Test func variablesOfAHookLeadNowhereElse() async throws {
    let project = try await committedProject()
    try project.write("new\n", to: "stack/modules/hello.py")
    let outcome = try await project.assay(
      "triggers", "layers", variables: ["GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"])
    #expect(outcome.standardOutput == "due: stack 'layers'\n  launch-module: stack/modules/hello.py (app-hello)\n")
  }

  @Test func branchesThatShareNothing() async throws {
    let project = try await committedProject()
    try await project.git("branch", "start")
    try await project.git("checkout", "--quiet", "--orphan", "other")
    try await project.git("commit", "--quiet", "--message", "other")
    try await checkRefusal(
      project, ["--base", "start", "--head", "other"],
      says: """
        error: 'start' and 'other' share no commit [git.no-merge-base]
        hint: name a base that the branch began at

        """)
  }

  @Test func shallowCloneWithoutTheBase() async throws {
    let project = try await committedProject()
    try await project.git("branch", "base")
    try project.write("new\n", to: "README.md")
    try await project.git("commit", "--quiet", "--all", "--message", "edit")
    var clone = try Project(in: TemporaryFolder.path.appending("clone"), parts: [])
    try await project.git(
      "clone", "--quiet", "--depth", "1", "--no-single-branch", "file://\(project.folder)", clone.folder.string)
    clone = try Project(in: clone.folder, parts: [])
    try await checkRefusal(
      clone, ["--base", "origin/base", "--head", "HEAD"],
      says: """
        error: 'origin/base' and 'HEAD' share no commit [git.no-merge-base]
        hint: this clone is shallow: run 'git fetch --unshallow'

        """)
    try await checkRefusal(
      clone, ["--base", "HEAD~1"],
      says: """
        error: the repository has no commit 'HEAD~1' [git.unknown-revision]
        hint: this clone is shallow: run 'git fetch --unshallow', or fetch the branch that is meant

        """)
  }
}
