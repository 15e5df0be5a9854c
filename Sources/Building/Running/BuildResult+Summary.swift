package import Diagnostics
import Graph

extension BuildResult {
  /// Warnings, and why elements could not be decided, in order of the elements; what several share is told once.
  package var obstacles: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return report.states.indices.flatMap { self[$0].problems }.filter { seen.insert($0).inserted }
  }

  /// Whether an element's commands failed, now or in the build whose failure was told again.
  package var hasFailed: Bool {
    report.states.contains { if case .failed = $0 { true } else { false } }
  }
}
