import Diagnostics
import Execution
import Specs
import Store
import TestSupport
import Testing

@testable import Building

/// What each kind of element makes of its declaration.
struct RecipeTests {
  @Test func importMovesAFolderOfItsSources() throws {
    let element = SampleElement("a", .import(source: "/files", target: "/usr/share"))
    let recipe = try recipe(element, sources: ["files/x": "1", "other": "2"])
    #expect(recipe.result == .tree(sampleTree(["usr/share/x": "1"])))
    let all = try self.recipe(SampleElement("a", .import(source: "/", target: "/")), sources: ["x": "1"])
    #expect(all.result == .tree(sampleTree(["x": "1"])))
  }

  @Test(arguments: ["/none", "/empty", "/file"]) func importRefusesNothing(source: String) throws {
    let problem = problem(
      SampleElement("a", .import(source: source, target: "/")), sources: ["empty/": "", "file": "1"])
    #expect(
      problem == """
        a.bst:1:1: error: the sources of 'a.bst' hold nothing at '\(source)' [element.empty-import]
        hint: correct 'source', or the sources
        """)
  }

  @Test func aStackIsEmpty() throws {
    #expect(try recipe(SampleElement("a"), [element("b", ["x": "1"])]).result == .tree(Folder()))
  }

  @Test func composeTakesDomainsOfAllItStages() throws {
    var (a, b) = (element("a", ["bin/a": "1", "doc/a": "1"]), element("b", ["bin/b": "2", "doc/b": "2", "rest": "2"]))
    (a.splitRules, b.splitRules) = (["runtime": ["/bin/**"]], ["runtime": ["/bin/**"], "doc": ["/doc/**"]])
    let selection = SplitSelection(include: ["runtime"], exclude: [], includesOrphans: false)
    let recipe = try recipe(SampleElement("c", .compose(selection, integrates: false)), [a, b])
    #expect(recipe.integration == nil)
    #expect(recipe.tree(from: recipe.root) == sampleTree(["bin/a": "1", "bin/b": "2"]))
  }

  @Test func composeTakesWhatIntegrationChangedAndAdded() throws {
    var base = element("a", ["bin/sh": "+x sh", "list": "1", "gone": "1"])
    base.integrationCommands = ["update list"]
    for takesAdded in [true, false] {
      let selection = SplitSelection(include: [], exclude: [], includesOrphans: takesAdded)
      base.splitRules = ["all": ["/**"]]
      let recipe = try recipe(SampleElement("c", .compose(selection, integrates: true)), [base])
      #expect(recipe.integration?.script.commands == ["update list"])
      let integrated = sampleTree(["bin/sh": "+x sh", "list": "2", "new": "2"])
      let kept = ["bin/sh": "+x sh", "list": "2"]
      #expect(
        recipe.tree(from: integrated) == sampleTree(takesAdded ? kept.merging(["new": "2"]) { $1 } : kept))
    }
  }

  @Test func filterTakesPartOfOneElement() throws {
    var a = element("a.bst", ["bin/a": "1", "bin/b": "1", "rest": "1", "doc/": ""])
    a.splitRules = ["programs": ["/bin/*"], "secret": ["/bin/b"], "doc": ["/doc"]]
    let selection = SplitSelection(include: ["programs", "doc"], exclude: ["secret"], includesOrphans: false)
    let recipe = try recipe(SampleElement("f", .filter(selection, passesIntegration: false)), [a])
    #expect(recipe.result == .tree(sampleTree(["bin/a": "1", "doc/": ""])))
  }

  @Test func filterRefusesUnknownDomains() throws {
    var a = element("a.bst", [:])
    a.splitRules = ["runtime": [], "doc": []]
    let selection = SplitSelection(include: ["runtim"], exclude: [], includesOrphans: false)
    #expect(
      problem(SampleElement("f", .filter(selection, passesIntegration: false)), [a]) == """
        f.bst:1:1: error: 'f.bst' filters by the domain 'runtim', which 'a.bst' lacks [element.unknown-domain]
        hint: did you mean 'runtime'?
        """)
  }

  @Test func commandsRunInAReadOnlyRootWithTheirSources() throws {
    let element = SampleElement.manual("a", "make install", " ").with {
      $0.environment = ["PATH": "/bin"]
      ($0.sandbox.userID, $0.sandbox.groupID) = (1000, 100)
    }
    let recipe = try recipe(element, [shell], sources: ["Makefile": "all:"])
    guard case .commands(let commands) = recipe.result else { throw UnexpectedRecipe() }
    let action = commands.action(in: recipe.root, timeout: 60)
    #expect(action.title == "build a.bst")
    #expect(action.input == sampleTree(["bin/sh": "+x sh", "build/a/Makefile": "all:"]))
    #expect(action.arguments.suffix(2) == ["sh", "make install"])
    #expect(action.environment == ["PATH": "/bin"])
    #expect(action.outputs == ["/install"])
    #expect(action.sandbox.root == .input(writable: ["/build/a", "/install"]))
    #expect(action.sandbox.workingFolder == "/build/a")
    #expect(action.sandbox.userID == 1000)
    #expect(action.sandbox.groupID == 100)
  }

  @Test func noCommandsGiveAnEmptyTreeWithoutAShell() throws {
    #expect(try recipe(.manual("a", "", "\n")).result == .tree(Folder()))
  }

  @Test func commandsNeedAShell() {
    #expect(
      problem(.manual("a", "make"), [element("b", ["bin/sh": "-> dash"])]) == """
        a.bst:1:1: error: 'a.bst' runs commands, but what is staged for it has no '/bin/sh' [element.no-shell]
        hint: add an element with a shell to 'build-depends'
        """)
    #expect(throws: Never.self) {
      try recipe(
        .manual("a", "make"), [element("b", ["usr/bin/dash": "+x sh", "bin": "-> usr/bin", "usr/bin/sh": "-> dash"])])
    }
  }

  @Test func commandsNeedTheirFolder() {
    var commands = BuildCommands(buildRoot: "/build", installRoot: "/install")
    (commands.build, commands.subfolder) = (["make"], "src")
    #expect(
      problem(SampleElement("a", .commands(commands, kind: "manual")), [shell]) == """
        a.bst:1:1: error: 'a.bst' runs commands in '/build/src', which is not there [element.no-working-folder]
        hint: correct the variable that names it, or the sources
        """)
  }

  @Test func integrationRunsForWhatIsStagedAtTheRoot() throws {
    var (a, b) = (shell, element("b", ["x": "1"]))
    (a.integrationCommands, b.integrationCommands) = (["ldconfig", ""], ["never"])
    let input = RecipeInput(
      SampleElement.manual("a", "make").declaration,
      staging: [StagedElements(at: "/", [a]), StagedElements(at: "/sysroot", [b])], sources: Folder())
    var warnings: [Diagnostic] = []
    let action = try #require(try Recipe(for: input, warnings: &warnings).integrationAction(timeout: 60))
    #expect(action.arguments.suffix(2) == ["sh", "ldconfig"])
    #expect(action.sandbox.root == .input(writable: ["/"]))
    #expect(action.outputs == ["/"])
  }

  @Test(arguments: [true, false]) func aScriptMayWriteToItsRootUnlessItIsReadOnly(isReadOnly: Bool) throws {
    let script = ScriptCommands(
      commands: ["echo"], workingFolder: "/work", installRoot: "/install", isRootReadOnly: isReadOnly)
    let recipe = try recipe(SampleElement("a", .script(script)), [shell])
    guard case .commands(let commands) = recipe.result else { throw UnexpectedRecipe() }
    #expect(commands.sandbox.root == .input(writable: isReadOnly ? ["/install", "/work"] : ["/"]))
    #expect(
      commands.action(in: recipe.root, timeout: 60).input
        == sampleTree(["bin/sh": "+x sh", "work/": "", "install/": ""]))
  }

  @Test func overlapsStopTheBuildWhereTheyAreFatal() throws {
    let staging = [StagedElements(at: "/", [shell, element("b", ["bin/sh": "+x other"])])]
    var input = RecipeInput(SampleElement.manual("a", "make").declaration, staging: staging, sources: Folder())
    var warnings: [Diagnostic] = []
    _ = try Recipe(for: input, warnings: &warnings)
    #expect(warnings.map(\.code) == ["element.overlaps"])
    input.fatalWarnings = ["overlaps"]
    #expect(throws: DiagnosticList.self) { try Recipe(for: input, warnings: &warnings) }
  }

  private struct UnexpectedRecipe: Error {}

  private var shell: StagedElement { element("shell.bst", ["bin/sh": "+x sh"]) }

  private func element(_ name: String, _ entries: [String: String]) -> StagedElement {
    StagedElement(name: name, tree: sampleTree(entries))
  }

  private func recipe(
    _ element: SampleElement, _ staged: [StagedElement] = [], sources: [String: String] = [:]
  ) throws -> Recipe {
    var warnings: [Diagnostic] = []
    let input = RecipeInput(
      element.declaration, staging: [StagedElements(at: "/", staged)], sources: sampleTree(sources))
    return try Recipe(for: input, warnings: &warnings)
  }

  private func problem(
    _ element: SampleElement, _ staged: [StagedElement] = [], sources: [String: String] = [:]
  ) -> String? {
    do { _ = try recipe(element, staged, sources: sources) } catch { return "\(error)" }
    return nil
  }
}

struct CommandScriptTests {
  @Test func namesTheCommandThatFailed() {
    let script = CommandScript(["one", "", "two\nmore"])
    #expect(
      script.failure(exitCode: 3, log: "+ one\n+ two\nmore\ncommand 2 of 2 ended with 3\n")
        == "command 2 of 2 ended with 3: two")
  }

  @Test(arguments: ["", "command 9 of 2 ended with 3", "command 2 of 2 ended with 4", "killed"])
  func saysOnlyTheExitCodeWhereTheLogDoesNotTell(log: String) {
    #expect(CommandScript(["one", "two"]).failure(exitCode: 3, log: log) == "the commands ended with 3")
  }
}
