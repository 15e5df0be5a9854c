package import Diagnostics
import Store
package import SystemPackage

extension ElementProject {
  /// Reads a project and its elements; all problems of all files are reported at once, in the order of the files.
  ///
  /// With targets, only what can be reached from them is read, over dependencies, links and condition providers; a
  /// provider whose file is missing is then left for whoever requires it.
  ///
  /// - Parameters:
  ///   - folder: The folder of `project.conf`, or that file.
  ///   - targets: Names of elements; nil for every element of the project.
  ///   - options: What the project's options are set to, by name.
  /// - Throws: Every problem, warnings with them.
  package static func load(
    _ folder: FilePath, targets: [String]?, options: [String: String] = [:]
  ) throws(DiagnosticList) -> ElementProject {
    var folder = folder.absolute
    if folder.lastComponent?.string == ProjectSettings.fileName { folder.removeLastComponent() }
    var problems: [Diagnostic] = []
    guard let settings = ProjectSettings(folder, options: options, problems: &problems) else {
      throw DiagnosticList(problems.told)
    }
    var loader = ElementLoader(settings)
    loader.load(targets)
    problems = (problems + loader.problems).told
    guard !problems.contains(where: { $0.severity == .error }) else { throw DiagnosticList(problems) }
    var project = ElementProject(name: settings.name, folder: folder, file: settings.file)
    project.defaultTargets = settings.defaultTargets.map(\.text)
    project.fatalWarnings = settings.fatalWarnings
    project.elements = loader.elements
    project.warnings = problems
    return project
  }
}

extension [Diagnostic] {
  /// Each problem once, as what elements share is looked at for each of them, and in the order of the files.
  fileprivate var told: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }.inFileOrder
  }
}
