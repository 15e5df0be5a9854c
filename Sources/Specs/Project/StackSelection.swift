package import Diagnostics
import Store
package import SystemPackage

extension ProjectFile.Stack {
  /// The stack that a command's argument means: a name of `assay.toml`, or a path to a spec; the first without any.
  ///
  /// A spec that `assay.toml` names is that stack; another keeps its locks beside it, as venvstacks does.
  ///
  /// - Throws: `project.…` diagnostics that say what to type.
  package static func select(_ argument: String?, from folder: FilePath) throws(DiagnosticList) -> Self {
    let project = try ProjectFile.find(from: folder)
    guard let argument else {
      guard let first = project?.stacks.first else { throw DiagnosticList([noStack(project)]) }
      return first
    }
    if let named = project?.stacks.first(where: { $0.name == argument }) { return named }
    let path = folder.absolute.pushing(FilePath(argument)).lexicallyNormalized()
    let elements = ElementSource.folder(of: path)
    let spec = elements?.appending(ElementSource.fileName) ?? path
    if let known = project?.stacks.first(where: { $0.source.spec == spec }) { return known }
    guard !spec.isFolder, spec.resolved != nil else { throw DiagnosticList([unknownStack(argument, project)]) }
    let home = spec.removingLastComponent()
    let source: StackSource =
      elements.map { .elements(ElementSource(folder: $0)) }
      ?? .layers(LayerSource(spec: spec, locks: home.appending("requirements")))
    return Self(name: argument, source: source, expected: home.appending("expected"))
  }

  /// The stacks that several arguments mean, each as in ``select(_:from:)``; without any, all stacks of `assay.toml`.
  ///
  /// - Throws: The problems of all arguments.
  package static func select(all arguments: [String], from folder: FilePath) throws(DiagnosticList) -> [Self] {
    if arguments.isEmpty {
      let all = try ProjectFile.find(from: folder)?.stacks ?? []
      return all.isEmpty ? [try select(nil, from: folder)] : all
    }
    var (stacks, problems) = ([Self](), [Diagnostic]())
    for argument in arguments {
      do { stacks.append(try select(argument, from: folder)) } catch { problems += error.diagnostics }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return stacks
  }

  private static func noStack(_ project: ProjectFile?) -> Diagnostic {
    Diagnostic(
      "project.no-stack",
      project == nil ? "no assay.toml here or in a folder above" : "assay.toml names no stack",
      at: project.map { Place(shownPath($0.folder.appending(ProjectFile.name))) },
      hint: "name a spec file, or write an assay.toml with [stacks.NAME] spec = \"…\", expected = \"…\"")
  }

  private static func unknownStack(_ argument: String, _ project: ProjectFile?) -> Diagnostic {
    let names = project?.stacks.map(\.name) ?? []
    return Diagnostic(
      "project.unknown-stack", "'\(escaped(argument))' is neither a stack of assay.toml nor a spec file",
      hint: suggestion(for: argument, among: names) ?? "name a spec file, or a folder with project.conf")
  }
}
