import CanonicalJSON
import Comparison
import Diagnostics
import Verification

/// The sentences that all reports for reading share.
extension DiffReport {
  /// The verdict in one or a few words: what was ignored changes what equal means.
  var verdictWords: String {
    let rules = ignored.filter(\.isInUse).map { escaped($0.rule) }
    guard verdict == .equal, !rules.isEmpty else { return verdict.rawValue }
    return "equal after ignoring " + rules.joined(separator: ", ")
  }

  /// What the verdict rests on.
  var verdictReason: String {
    let names = "\(escaped(left.name)) \(escaped(right.name))"
    let counts = difference.counts
    switch verdict {
    case .undecided: return "\(names): \(undecidedWords)"
    case .different: return names + (counts.isEmpty ? "" : ": \(counts)")
    case .equal: break
    }
    if bytesAreSame == true { return "the same bytes" }
    if ignored.contains(where: \.isInUse) { return "every other member and field" }
    return "every member and field" + (bytesAreSame == false ? ", though the bytes differ" : "")
  }

  var undecidedWords: String {
    "not compared to the end" + (difference.counts.isEmpty ? "" : ", so far \(difference.counts)")
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
    ignored.map { rule in
      let containers = rule.containers > 0 ? ", \(count(rule.containers, "container"))" : ""
      return "\(escaped(rule.rule)) (\(count(rule.members, "member"))\(containers))"
    }.joined(separator: ", ")
  }

  /// How many contents differ that were not looked into, because a limit struck.
  var contentsNotShown: Int { [left, right].contains { $0.format == "mtree" } ? 0 : difference.contentsNotShown }

  /// The option that shows them.
  var contentsNotShownSentence: String? {
    guard contentsNotShown > 0 else { return nil }
    return "\(count(contentsNotShown, "content")) more \(contentsNotShown == 1 ? "differs and was" : "differ and were")"
      + " not looked into: raise the limit with '--max-shown-contents'"
  }
}

extension IgnoredDifferences {
  /// Whether anything would have differed by it.
  var isInUse: Bool { members > 0 || containers > 0 }
}

extension ContentDifference {
  /// How to see more, where a limit kept the contents from being compared line by line; nil elsewhere.
  var limitHint: String? {
    switch explanation {
    case .text(let text) where text.limit?.contains(" lines:") == true: "raise the limit with '--max-text-lines'"
    case .binary(let bytes) where bytes.limit != nil: "raise the limit with '--max-text-bytes'"
    default: nil
    }
  }

  /// Whether the explanation shows all there is to see, so that sizes need not be told.
  var isReadable: Bool {
    switch explanation {
    case .text, .values, .actualOnly: true
    case .binary, .unknown: false
    }
  }
}

extension InventoryDifference {
  fileprivate var contentsNotShown: Int {
    differences.reduce(0) { sum, member in
      if let inner = member.inner { return sum + inner.contentsNotShown }
      return sum + (member.differs(in: .content) && member.content == nil && member.hasReadContents ? 1 : 0)
    }
  }

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
