import Diagnostics
import Verification

/// The sentences that all reports for reading share.
extension VerificationReport {
  /// `stack 'small' for linux_x86_64`.
  var subject: String { "stack '\(escaped(stack))'" + (platform == Self.anyPlatform ? "" : " for \(platform)") }

  /// The subject with the checks that made the verdict, or were left out of it.
  var verdictReason: String {
    switch verdict {
    case .passed: subject + (names(.skipped).isEmpty ? "" : " (skipped: \(names(.skipped)))")
    case .failed: "\(subject): \(names(.failed))"
    case .undecided: "\(subject): \(names(.undecided))"
    }
  }

  private func names(_ outcome: CheckResult.Outcome) -> String {
    checks.filter { $0.outcome == outcome }.map(\.id.rawValue).joined(separator: ", ")
  }

  /// The findings of all checks in order, each with its check; what one check has told the next doesn't repeat.
  var toldOnce: [(check: CheckResult, finding: Finding)] {
    var told: Set<FindingID> = []
    return checks.flatMap { check in
      check.findings.filter { told.insert(FindingID($0)).inserted }.map { (check, $0) }
    }
  }
}

extension CheckResult {
  /// What was counted or stood in the way; what the check establishes where there is nothing of that.
  var summary: String { notes.isEmpty ? id.meaning : notes.joined(separator: "; ") }

  /// Whether there is something to show beyond the outcome.
  var isToBeLookedAt: Bool { outcome == .failed || outcome == .undecided }
}

extension Finding {
  /// `layer 'app-x': its archive has other bytes [archives.changed]`.
  var sentence: String { (layer.map { "\(noun) '\($0)': " } ?? "") + "\(message) [\(code)]" }

  /// The sentence with the place before it.
  var placedSentence: String { (place.map { "\($0): " } ?? "") + sentence }

  /// All that is known, for readers of plain text: causes, so many differences, the hint.
  func lines(differences limit: Int) -> [String] {
    causes.flatMap(\.lines) + DifferenceLines().lines(of: differences, limit: limit)
      + (hint.map { ["hint: \($0)"] } ?? [])
  }
}

extension ReviewNote {
  /// `app-x: its archive grew by 12 % [review.size-changed]`.
  var sentence: String { "\(escaped(subject)): \(message) [\(reason.rawValue)]" }
}

/// What makes two findings the same sentence.
struct FindingID: Hashable {
  private var place: Place?
  private var layer: String?
  private var message: String
  let hint: String?

  init(_ finding: Finding) {
    (place, layer, message, hint) = (finding.place, finding.layer, finding.message, finding.hint)
  }
}
