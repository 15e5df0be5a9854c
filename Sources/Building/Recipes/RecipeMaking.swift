package import Diagnostics
import Execution
package import Specs
package import Store

/// All that an element's recipe is made from.
package struct RecipeInput: Sendable {
  package var declaration: ElementDeclaration
  /// What is staged, by location.
  package var staging: [StagedElements]
  /// The element's own sources, laid over each other.
  package var sources: Folder
  /// Names of warnings that are errors.
  package var fatalWarnings: [String]

  package init(
    _ declaration: ElementDeclaration, staging: [StagedElements], sources: Folder, fatalWarnings: [String] = []
  ) {
    (self.declaration, self.staging) = (declaration, staging)
    (self.sources, self.fatalWarnings) = (sources, fatalWarnings)
  }
}

extension Recipe {
  /// What the element's kind makes of its declaration, its dependencies and its sources.
  ///
  /// - Parameter warnings: Gets what is to be said about the staging.
  /// - Throws: `element.…` for what the element can't be made from.
  package init(for input: RecipeInput, warnings: inout [Diagnostic]) throws(DiagnosticList) {
    let element = input.declaration
    switch element.work {
    case .import(let source, let target): self = try .importing(source, to: target, input)
    case .stack, .link: self.init(root: Folder(), result: .tree(Folder()))
    case .filter(let selection, _): self = try .filtering(selection, input)
    case .compose(let selection, let integrates):
      let root = try input.stagedRoot(&warnings)
      self = try .composing(selection, integrates: integrates, in: root, input)
    case .commands(let commands, _):
      self = try input.recipe(
        in: try input.stagedRoot(&warnings), script: commands.script, folder: commands.workingFolder,
        writable: [commands.buildRoot, commands.installRoot], content: [commands.buildRoot: input.sources],
        installRoot: commands.installRoot)
    case .script(let script):
      let folder = script.workingFolder == "/" ? [] : [script.workingFolder]
      self = try input.recipe(
        in: try input.stagedRoot(&warnings), script: CommandScript(script.commands), folder: script.workingFolder,
        writable: script.isRootReadOnly ? [script.installRoot] + folder : ["/"],
        content: Dictionary(
          (folder + [script.installRoot]).map { ($0, Folder()) }, uniquingKeysWith: { first, _ in first }),
        installRoot: script.installRoot)
    }
  }

  private init(root: Folder, result: Result) { self.init(root: root, integration: nil, result: result) }

  private static func importing(_ source: String, to target: String, _ input: RecipeInput) throws(DiagnosticList)
    -> Recipe
  {
    guard let folder = input.sources.folder(at: source), !folder.entries.isEmpty else {
      throw input.problem(
        "element.empty-import", "the sources of \(input.name) hold nothing at '\(escaped(source))'",
        hint: "correct 'source', or the sources")
    }
    var tree = Folder()
    let path = target.split(separator: "/").joined(separator: "/")
    if path.isEmpty { tree = folder } else { tree.insert(.folder(folder), at: path) }
    return Recipe(root: Folder(), result: .tree(tree))
  }

  private static func filtering(_ selection: SplitSelection, _ input: RecipeInput) throws(DiagnosticList) -> Recipe {
    // The last of a run closure is the one that was asked for.
    guard let dependency = input.staging.first?.elements.last else {
      return Recipe(root: Folder(), result: .tree(Folder()))
    }
    for domain in selection.include + selection.exclude where dependency.splitRules[domain] == nil {
      throw input.problem(
        "element.unknown-domain",
        "\(input.name) filters by the domain '\(escaped(domain))', which '\(escaped(dependency.name))' lacks",
        hint: suggestion(for: domain, among: Array(dependency.splitRules.keys)))
    }
    let tree = SplitFilter(selection, rules: dependency.splitRules).taking(from: dependency.tree)
    return Recipe(root: Folder(), result: .tree(tree))
  }

  private static func composing(
    _ selection: SplitSelection, integrates: Bool, in root: Folder, _ input: RecipeInput
  ) throws(DiagnosticList) -> Recipe {
    let takesAll = selection.include.isEmpty && selection.exclude.isEmpty && selection.includesOrphans
    let part = takesAll ? root : input.part(by: selection)
    let integration = integrates ? try input.integration(in: root) : nil
    return Recipe(
      root: root, integration: integration, result: .part(of: part, takesAdded: selection.includesOrphans))
  }
}

extension BuildCommands {
  fileprivate var script: CommandScript { CommandScript(configure + build + install + strip) }

  fileprivate var workingFolder: String { subfolder.isEmpty ? buildRoot : buildRoot + "/" + subfolder }
}
