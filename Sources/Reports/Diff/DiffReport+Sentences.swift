import CanonicalJSON
import Comparison
import Diagnostics
import Verification

/// The sentences that all reports for reading share.
extension DiffReport {
  /// The verdict in one or a few words: what was ignored changes what equal means.
  var verdictWords: String {
    let rules = ignored.filter { $0.members > 0 }.map { escaped($0.rule) }
    guard verdict == .equal, !rules.isEmpty else { return verdict.rawValue }
    return "equal after ignoring " + rules.joined(separator: ", ")
  }

  /// What the verdict rests on.
  var verdictReason: String {
    guard verdict == .equal else {
      let counts = difference.counts
      return "\(escaped(left.name)) \(escaped(right.name))" + (counts.isEmpty ? "" : ": \(counts)")
    }
    if bytesAreSame == true { return "the same bytes" }
    if ignored.contains(where: { $0.members > 0 }) { return "every other member and field" }
    return "every member and field" + (bytesAreSame == false ? ", though the bytes differ" : "")
  }

  /// How many members each side has; nil where the bytes are the same, so that nobody looked inside.
  var memberCounts: (expected: Int, actual: Int)? {
    hasSameBytes == true ? nil : (difference.summary.expectedMembers, difference.summary.actualMembers)
  }

  private var bytesAreSame: Bool? {
    if let hasSameBytes { return hasSameBytes }
    guard let left = left.sha256, let right = right.sha256 else { return nil }
    return left == right
  }

  /// What no cause explains; nil where nothing differs.
  var unexplainedSentence: String? {
    guard !difference.isEmpty else { return nil }
    if let unexplainedDifference {
      let counts = unexplainedDifference.counts
      return "unexplained: \(counts.isEmpty ? "nothing" : counts)"
    }
    guard !causes.isEmpty || !unexplained.isEmpty else { return "no cause was found" }
    return "unexplained: \(unexplained.isEmpty ? "no member" : unexplained.text)"
  }

  /// `mtime (3 members), *.log (1 member)`; empty where nothing was to be ignored.
  var ignoredText: String {
    ignored.map { "\(escaped($0.rule)) (\(count($0.members, "member")))" }.joined(separator: ", ")
  }
}

extension InventoryDifference {
  /// How many members differ and how, and how many fields of the container; empty for no difference.
  var counts: String {
    let members = summary.isEmpty ? [] : [summary.text]
    let fields = container.isEmpty ? [] : [count(container.count, "field") + " of the container"]
    return (members + fields).joined(separator: ", ")
  }

  /// The fields that could not be compared, in a sentence; nil for none.
  var uncomparedSentence: String? {
    guard !uncomparedFields.isEmpty else { return nil }
    return "not compared, as only one side knows them: \(uncomparedFields.map(\.rawValue).joined(separator: ", "))"
  }
}

extension Diagnostic {
  /// The lines of the description, each harmless to print.
  var lines: [String] {
    description.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
  }
}
