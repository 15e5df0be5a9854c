package import Causes
package import Diagnostics
import Publishing
import SystemPackage

/// What a verification found: the one model that every report format renders.
package struct VerificationReport: Sendable {
  /// The stack's name in `assay.toml`, or the spec's path.
  package var stack: String
  package var platform: String
  /// The platform of a stack that makes the same everywhere.
  package static let anyPlatform = "any"
  package var checks: [CheckResult]
  /// Warnings about the spec and the project; they don't change the verdict.
  package var warnings: [Diagnostic]
  /// Where outputs were exported to and why not, in sentences.
  package var notes: [String]
  /// What an update would change that deserves a second look, only for a stack that differs; stands at the top of
  /// reports.
  package var review: [ReviewNote]
  /// The artifacts with their sizes; empty where archives were not compared.
  package var artifacts: [ReportedArtifact]
  /// What an update would write, where the checks have found it out.
  package var proposed: UpdatePlan?

  package init(
    stack: String, platform: String, checks: [CheckResult], warnings: [Diagnostic], notes: [String],
    review: [ReviewNote] = [], artifacts: [ReportedArtifact] = []
  ) {
    (self.stack, self.platform, self.checks) = (stack, platform, checks)
    (self.warnings, self.notes, self.review, self.artifacts) = (warnings, notes, review, artifacts)
  }

  /// `undecided` when a check could not be made, unless another found a real difference.
  package var verdict: Verdict {
    let outcomes = checks.map(\.outcome)
    if outcomes.contains(.failed) { return .failed }
    return outcomes.contains(.undecided) ? .undecided : .passed
  }
}

/// The answer to "is it as expected?".
package enum Verdict: String, Sendable {
  case passed, failed, undecided

  /// 0, 1 and 2.
  package var exitCode: Int32 {
    switch self {
    case .passed: 0
    case .failed: 1
    case .undecided: 2
    }
  }
}

/// What one check found.
package struct CheckResult: Sendable {
  /// `skipped` says nothing about the stack; the reason stands in the notes.
  package enum Outcome: String, Sendable { case passed, failed, undecided, skipped }

  package var id: CheckID
  package var outcome: Outcome
  package var findings: [Finding]
  /// Sentences that go with the outcome: why it was skipped, what was counted.
  package var notes: [String]

  package init(_ id: CheckID, outcome: Outcome, findings: [Finding] = [], notes: [String] = []) {
    (self.id, self.outcome, self.findings, self.notes) = (id, outcome, findings, notes)
  }

  /// Failed when there are findings, else passed.
  package init(_ id: CheckID, findings: [Finding], notes: [String] = []) {
    self.init(id, outcome: findings.isEmpty ? .passed : .failed, findings: findings, notes: notes)
  }

  /// Failed when there are differences; else undecided when something stood in the way; else passed.
  package init(_ id: CheckID, findings: [Finding], obstacles: [Finding], notes: [String] = []) {
    let outcome: Outcome = !findings.isEmpty ? .failed : obstacles.isEmpty ? .passed : .undecided
    self.init(id, outcome: outcome, findings: findings + obstacles.map(\.asObstacle), notes: notes)
  }

  /// A check that needs what could not be had.
  package init(_ id: CheckID, undecided diagnostics: [Diagnostic]) {
    self.init(id, outcome: .undecided, findings: diagnostics.map { Finding($0).asObstacle })
  }
}

/// One thing that is not as expected, or could not be found out.
package struct Finding: Sendable {
  /// A stable code such as `contents.changed`.
  package var code: String
  /// A sentence without a final full stop; untrusted text in it is escaped.
  package var message: String
  /// The layer it is about, by build name; for stacks of other kinds the element or the output.
  package var layer: String?
  /// What `layer` is, in words.
  package var noun = "layer"
  /// Where to look: the committed file that holds the expectation or the place of the problem, relative to the current
  /// folder where it lies below.
  package var place: Place?
  package var differences: [ReportedDifference]
  package var causes: [Cause]
  package var hint: String?
  /// Whether it kept the check from being decided, rather than being a difference.
  package var isObstacle = false

  /// - Parameter file: A path as it is, not escaped.
  package init(
    _ code: String, _ message: String, layer: String? = nil, file: String? = nil,
    differences: [ReportedDifference] = [], causes: [Cause] = [], hint: String? = nil
  ) {
    (self.code, self.message, self.layer, self.place) = (code, message, layer, file.map { Place($0) })
    (self.differences, self.causes, self.hint) = (differences, causes, hint)
  }

  /// What a diagnostic says, as a finding about a layer; the layer is not named again in the message.
  package init(_ diagnostic: Diagnostic, layer: String? = nil, hint: String? = nil) {
    var message = diagnostic.message
    if let layer {
      for prefix in ["layer '\(layer)': ", "layer '\(layer)' "] where message.hasPrefix(prefix) {
        message.removeFirst(prefix.count)
      }
    }
    self.init(diagnostic.code, message, layer: layer, hint: diagnostic.hint ?? hint)
    place = diagnostic.place.map { Place(shown(FilePath($0.file)), line: $0.line, column: $0.column) }
  }

  fileprivate var asObstacle: Self {
    var finding = self
    finding.isObstacle = true
    return finding
  }
}

/// What was published of a layer, element or output, for a look at its size.
package struct ReportedArtifact: Sendable, Hashable {
  /// The layer's build name; escaped.
  package var name: String
  /// In bytes; nil where it is not expected, or its expectation can't be read.
  package var expectedSize: Int64?
  /// In bytes; nil where it was not made.
  package var actualSize: Int64?

  package init(_ name: String, expectedSize: Int64?, actualSize: Int64?) {
    (self.name, self.expectedSize, self.actualSize) = (name, expectedSize, actualSize)
  }
}

/// One difference, expected on the left and actual on the right; texts are escaped.
package struct ReportedDifference: Sendable, Hashable {
  package enum Kind: String, Sendable { case missing, extra, changed, moved }

  /// A member's name, or the path of a value inside a file.
  package var path: String
  package var kind: Kind
  /// The field that differs; nil when the whole is missing or extra.
  package var field: String?
  package var expected: String?
  package var actual: String?
  /// Lines that show the change, such as a unified diff.
  package var detail: [String]

  package init(
    path: String, kind: Kind, field: String? = nil, expected: String? = nil, actual: String? = nil,
    detail: [String] = []
  ) {
    (self.path, self.kind, self.field) = (path, kind, field)
    (self.expected, self.actual, self.detail) = (expected, actual, detail)
  }
}
