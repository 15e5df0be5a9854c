import Archives
import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Store

/// Turns differences of inventories into rows of a report.
struct MemberReporter {
  let store: ContentStore

  /// The same inventories, with how and why contents differ, as far as both are in the store.
  func explained(expected: Inventory, actual: Inventory) -> (expected: Inventory, actual: Inventory) {
    // Content that is gone from the store is told by its digest.
    let content: ContentComparer.Content = { digest in try? store.read(digest) }
    let comparer = ContentComparer(expected: content, actual: content, examiner: ContentCauses())
    return comparer.explain(expected: expected, actual: actual)
  }

  /// One row a field; a member that is missing or extra has one row.
  func rows(_ difference: InventoryDifference) -> [ReportedDifference] { difference.differences.flatMap(rows) }

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
}
