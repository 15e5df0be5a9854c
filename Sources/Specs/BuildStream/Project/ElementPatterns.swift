package import Diagnostics
import Store

extension ElementSource {
  /// Names of elements, each once, with patterns (`lib/*`, `**/*-test.bst`) replaced by the names that fit them, sorted.
  ///
  /// Names without a pattern are taken as they are, whether or not there is such an element.
  ///
  /// - Throws: `element.no-match` for each pattern that nothing fits, or why the project's files can't be listed.
  package func expanded(_ targets: [String]) throws(DiagnosticList) -> [String] {
    guard targets.contains(where: \.isPattern) else { return targets }
    let names = try elementNames()
    var (result, problems): ([String], [Diagnostic]) = ([], [])
    for target in targets {
      let fitting = target.isPattern ? names.filter { matches($0, glob: target, isAnchored: true) } : [target]
      if fitting.isEmpty {
        problems.append(
          Diagnostic(
            "element.no-match", "no element fits '\(escaped(target))'",
            hint: "'*' stays within a folder, '**' goes over them: try '**/*'"))
      }
      result += fitting.filter { !result.contains($0) }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return result
  }

  private func elementNames() throws(DiagnosticList) -> [String] {
    var problems: [Diagnostic] = []
    guard let settings = ProjectSettings(folder, options: options, problems: &problems) else {
      throw DiagnosticList(problems)
    }
    do { return try ElementFiles(settings).names(problems: &problems) } catch { throw DiagnosticList([error]) }
  }
}

extension String {
  fileprivate var isPattern: Bool { contains { "*?[".contains($0) } }
}
