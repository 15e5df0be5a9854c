import Diagnostics
import Execution
import Specs
import Store

extension RecipeInput {
  /// How messages call the element.
  var name: String { "'\(escaped(declaration.name))'" }

  func problem(_ code: String, _ message: String, hint: String?) -> DiagnosticList {
    DiagnosticList([Diagnostic(code, message, at: declaration.place, hint: hint)])
  }

  /// The dependencies laid over each other.
  func stagedRoot(_ warnings: inout [Diagnostic]) throws(DiagnosticList) -> Folder {
    let root = StagedRoot(staging)
    let found = root.warnings(for: declaration.name, at: declaration.place, fatal: fatalWarnings)
    guard found.allSatisfy({ $0.severity != .error }) else { throw DiagnosticList(found) }
    warnings += found
    return root.tree
  }

  /// Commands in a root; none are no work at all, and give an empty tree.
  func recipe(
    in root: Folder, script: CommandScript, folder: String, writable: [String], content: [String: Folder],
    installRoot: String
  ) throws(DiagnosticList) -> Recipe {
    guard !script.commands.isEmpty else { return Recipe(root: Folder(), integration: nil, result: .tree(Folder())) }
    let commands = Recipe.Commands(
      title: "build \(declaration.name)", script: script, environment: declaration.environment,
      sandbox: sandbox(.input(writable: writable), folder: folder), content: content, installRoot: installRoot)
    try checkWorkingFolder(folder, in: commands.action(in: root, timeout: 0).input)
    try checkShell(in: root)
    return Recipe(root: root, integration: try integration(in: root), result: .commands(commands))
  }

  /// The integration commands of what is staged at `/`, each element's in staging order.
  func integration(in root: Folder) throws(DiagnosticList) -> Recipe.Integration? {
    let elements = staging.filter { $0.location == "/" }.flatMap(\.elements)
    let script = CommandScript(elements.flatMap(\.integrationCommands))
    guard !script.commands.isEmpty else { return nil }
    try checkShell(in: root)
    return Recipe.Integration(
      title: "integrate the dependencies of \(declaration.name)", script: script,
      environment: declaration.environment, sandbox: sandbox(.input(writable: ["/"]), folder: "/"))
  }

  /// The parts of all staged elements that are selected, each by its own rules.
  func part(by selection: SplitSelection) -> Folder {
    StagedRoot(
      staging.map { group in
        StagedElements(
          at: group.location,
          group.elements.map { element in
            var element = element
            element.tree = SplitFilter(selection, rules: element.splitRules).taking(from: element.tree)
            return element
          })
      }
    ).tree
  }

  private func sandbox(_ root: Action.Sandbox.Root, folder: String) -> Action.Sandbox {
    var sandbox = Action.Sandbox()
    (sandbox.root, sandbox.workingFolder) = (root, folder)
    (sandbox.userID, sandbox.groupID) = (declaration.sandbox.userID, declaration.sandbox.groupID)
    return sandbox
  }

  private func checkShell(in root: Folder) throws(DiagnosticList) {
    if case .file(_, isExecutable: true)? = root.entry(following: CommandScript.shell) { return }
    throw problem(
      "element.no-shell", "\(name) runs commands, but what is staged for it has no '\(CommandScript.shell)'",
      hint: "add an element with a shell to 'build-depends'")
  }

  private func checkWorkingFolder(_ path: String, in root: Folder) throws(DiagnosticList) {
    if case .folder? = root.entry(following: path) { return }
    throw problem(
      "element.no-working-folder", "\(name) runs commands in '\(escaped(path))', which is not there",
      hint: "correct the variable that names it, or the sources")
  }
}
