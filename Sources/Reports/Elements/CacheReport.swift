package import CanonicalJSON
package import Store

/// What `assay cache` prints.
package enum CacheReport {
  /// A row for each kind, and the sum that a limit counts.
  package static func text(_ status: CacheStatus, at root: String) -> String {
    let rows = amounts(status).map { ($0.0, String($0.1.count), shownByteCount($0.1.bytes)) }
    let all = rows + [("staged trees", String(status.stagedTrees), ""), ("total", "", shownByteCount(status.bytes))]
    return "store: \(root)\n"
      + all.map { name, count, size in
        var row = name + padding(14 - name.count) + padding(9 - count.count) + count
        if !size.isEmpty { row += padding(14 - size.count) + size }
        return row + "\n"
      }.joined()
  }

  /// `assay.cache/1`: numbers and bytes by kind.
  package static func json(_ status: CacheStatus, at root: String) -> JSONValue {
    var object: [String: JSONValue] = [
      "schema": "assay.cache/1", "store": .string(root), "bytes": .integer(status.bytes),
      "staged_trees": .integer(Int64(status.stagedTrees)),
    ]
    for (name, amount) in amounts(status) {
      object[name] = ["count": .integer(Int64(amount.count)), "bytes": .integer(amount.bytes)]
    }
    return .object(object)
  }

  /// What was looked at, and how many faults there were.
  package static func text(_ check: CacheCheck) -> String {
    let looked = "checked \(check.contents) contents and \(check.records) records: "
    switch check.problems.count {
    case 0: return looked + "all as they should be\n"
    case 1: return looked + "1 was not, and was removed\n"
    case let count: return looked + "\(count) were not, and were removed\n"
    }
  }

  /// What was taken away, and what is left.
  package static func text(_ pruning: CachePruning) -> String {
    "removed \(pruning.removedRecords) records and \(pruning.removedContents) contents: "
      + "\(shownByteCount(pruning.bytesBefore)) before, \(shownByteCount(pruning.bytesAfter)) now\n"
  }

  private static func amounts(_ status: CacheStatus) -> [(String, CacheStatus.Amount)] {
    [
      ("contents", status.contents), ("executables", status.executables), ("artifacts", status.artifacts),
      ("actions", status.actions),
    ]
  }

  private static func padding(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
