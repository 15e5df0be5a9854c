package import Diagnostics
package import Graph
import Specs
package import Store

/// How a build is done.
package struct BuildOptions: Hashable, Sendable {
  package var failurePolicy = FailurePolicy.quit
  /// Whether what has failed before is run again.
  package var retriesFailed = false
  /// How many commands run at once.
  package var jobs = 1
  /// After so many seconds an element's commands are killed.
  package var timeout = 4 * 3600

  package init() {}
}

/// Something that happens during a build, of an element by its name.
package enum BuildEvent: Hashable, Sendable {
  /// It is staged, and its commands are run.
  case started(String)
  /// It was built or aliased, or not.
  case finished(String, BuildState)
}

/// What a build came to.
package struct BuildResult: Sendable {
  package let report: BuildReport
  private let details: [ElementID: ElementDetail]

  init(report: BuildReport, details: [ElementID: ElementDetail]) { (self.report, self.details) = (report, details) }

  /// What there is to say about an element; nothing for one that nothing was needed of.
  package subscript(element: ElementID) -> ElementDetail { details[element] ?? ElementDetail() }

  /// Everything that went wrong and every warning, in order of the elements; what several have in common is told once.
  package var problems: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return details.sorted { $0.key < $1.key }.flatMap { id, detail in
      detail.problems
        + (isFailed(id) ? [detail.artifact?.failure(of: report.graph.elements[id])].compactMap { $0 } : [])
    }.filter { seen.insert($0).inserted }
  }

  private func isFailed(_ element: ElementID) -> Bool {
    if case .failed = report[element] { true } else { false }
  }
}

/// What a build found out about one element.
package struct ElementDetail: Hashable, Sendable {
  /// What was there or was made: also that it failed.
  package var artifact: Artifact?
  /// Why it could not be decided, and warnings.
  package var problems: [Diagnostic] = []
  /// What its commands wrote, where it is not an artifact's.
  package var undecidedLog: ContentDigest?

  /// What its commands wrote, now or when the artifact was made.
  package var log: ContentDigest? { undecidedLog ?? artifact?.log }
}

extension Artifact {
  /// The failure, if it is one, told at the element's place.
  package func failure(of element: Element) -> Diagnostic? {
    guard case .failed(let message) = outcome else { return nil }
    return Diagnostic(
      "element.failed", "'\(escaped(element.name))' failed: \(escaped(message))", at: element.declaration.place,
      hint: "read its log; it is not run again until what it is made from changes, or with --retry-failed")
  }
}
