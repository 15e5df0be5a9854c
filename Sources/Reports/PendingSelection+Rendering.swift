package import CanonicalJSON
import Diagnostics
package import Verification

extension PendingSelection {
  /// One line a change, and what to do about them.
  package var text: String {
    guard !items.isEmpty else { return "nothing is pending\n" }
    return (items.map(\.line) + [pendingAdvice(items.count)]).map { $0 + "\n" }.joined()
  }

  /// The schema `assay.pending-list/1`.
  package var json: JSONValue {
    ["schema": "assay.pending-list/1", "changes": .array(items.map(\.json))]
  }
}

/// How to go on when so many changes are pending.
package func pendingAdvice(_ number: Int) -> String {
  "\(count(number, "change")) pending: 'assay review' walks through, 'assay accept' and 'assay reject' take patterns"
}

extension PendingSelection.Item {
  /// The change in a line; a stale one says why.
  package var line: String {
    let causes = change.causes.isEmpty ? "" : "; cause: " + change.causes.joined(separator: ", ")
    let stale = staleReason.map { "\n  stale: \($0)" } ?? ""
    return "\(escaped(change.path)): \(change.summary)\(causes)\(stale)"
  }

  var json: JSONValue {
    var json: JSONValue = [
      "path": .string(change.path), "stack": .string(update.stack), "platform": .string(update.platform),
      "summary": .string(change.summary), "causes": .array(change.causes.map { .string($0) }),
    ]
    json["stale"] = staleReason.map { .string($0) }
    return json
  }
}
