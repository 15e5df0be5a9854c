package import CanonicalJSON
import Diagnostics

/// Why some members of two artifacts differ, with what speaks for it and how to end it.
package struct Cause: Hashable, Sendable {
  /// How sure it is.
  ///
  /// *Proven*: the transformation that stands for the cause, applied to both sides, made members equal. *Likely*: what
  /// is observed fits, but these members differ in something else as well. *Possible*: a mere pattern.
  package enum Confidence: String, Sendable, CaseIterable { case proven, likely, possible }

  /// The name in the ``CauseCatalog``.
  package var id: String
  package var confidence: Confidence
  /// The number of members that show it.
  package var members: Int
  /// What was observed, one sentence a line; names are escaped.
  package var evidence: [String]
  package var fix: String

  package init(id: String, confidence: Confidence, members: Int, evidence: [String], fix: String) {
    (self.id, self.confidence, self.members, self.evidence, self.fix) = (id, confidence, members, evidence, fix)
  }

  /// The cause as reports hold it.
  package var json: JSONValue {
    [
      "id": .string(id), "confidence": .string(confidence.rawValue), "members": .integer(Int64(members)),
      "evidence": .array(evidence.map { .string($0) }), "fix": .string(fix),
    ]
  }
}

/// Names in quotes, escaped and cut where they are too long to be read, the first few of them.
func quoted(_ names: [[UInt8]]) -> String {
  let shown = names.prefix(3).map { name in
    let cut = name.count > 200 ? "…' (\(name.count - 200) more bytes)" : "'"
    return "'\(escaped(bytes: name.prefix(200)))\(cut)"
  }.joined(separator: ", ")
  return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
}

/// `1 member`, `2 members`.
func counted(_ count: some BinaryInteger, _ noun: String = "member") -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
