import Archives
import CanonicalJSON
import Comparison
import Diagnostics

/// Differences of inventories as rows of a report: one a field, and one for a member that is missing or extra.
func memberRows(_ difference: InventoryDifference) -> [ReportedDifference] {
  difference.differences.flatMap(rows)
}

private func rows(_ difference: Difference) -> [ReportedDifference] {
  let path = escaped(bytes: difference.path)
  switch difference.kind {
  case .missing:
    return [ReportedDifference(path: path, kind: .missing, expected: difference.expected.map(summary))]
  case .extra: return [ReportedDifference(path: path, kind: .extra, actual: difference.actual.map(summary))]
  case .moved, .changed:
    return difference.fields.map { field in
      ReportedDifference(
        path: path, kind: difference.kind == .moved ? .moved : .changed, field: field.field.rawValue,
        expected: text(field.expected), actual: text(field.actual),
        detail: field.field == .content ? difference.content?.lines ?? [] : [])
    }
  }
}

private func summary(_ member: InventoryMember) -> String {
  [member.type.rawValue, member.size.map { "\($0) bytes" }].compactMap { $0 }.joined(separator: ", ")
}

private func text(_ value: JSONValue) -> String? {
  switch value {
  case .null: nil
  case .string(let text): text
  default: value.line
  }
}
