import Archives
import Comparison

/// Times are those of the build: on each side they lie close together, and elsewhere on the other.
package struct MtimeNow: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-now", meaning: "members have the time of the build that made them",
    proof: "times that lie in either side's window of an hour are left out",
    fooledBy: "two checkouts of the same release, whose times are those of the checkout",
    fix: "set SOURCE_DATE_EPOCH; with tar '--mtime=@$SOURCE_DATE_EPOCH --clamp-mtime'; touch files before zipping")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let times = pair.differingTimes
    // Two builds follow each other; times that mix have another cause.
    guard let left = window(times.map(\.0)), let right = window(times.map(\.1)), !left.overlaps(right) else {
      return []
    }
    let evidence = [(left, "expected"), (right, "actual")].map { window, side in
      let (first, last) = (window.lowerBound.text, window.upperBound.text)
      return first == last ? "\(side): \(first)" : "\(side): \(first) to \(last)"
    }
    return [
      Observation(members: times.count, evidence: evidence) { inventory in
        inventory.editingMembers { member in
          guard let time = member.modified, left.contains(time) || right.contains(time) else { return }
          member.dropModified()
        }
      }
    ]
  }

  /// The window of at most an hour that holds most of the times; nil when that is less than nine tenths, or nothing.
  private func window(_ times: [Timestamp]) -> ClosedRange<Timestamp>? {
    let sorted = times.sorted()
    var (best, first) = (0..<0, 0)
    for last in sorted.indices {
      while isOverAnHour(from: sorted[first].seconds, to: sorted[last].seconds) { first += 1 }
      if last + 1 - first > best.count { best = first..<(last + 1) }
    }
    guard best.count * 10 >= times.count * 9, let from = best.first, let to = best.last else { return nil }
    return sorted[from]...sorted[to]
  }

  /// Times come from outside, so that the distance may not fit a number.
  private func isOverAnHour(from start: Int64, to end: Int64) -> Bool {
    let (seconds, overflows) = end.subtractingReportingOverflow(start)
    return overflows || seconds > 3600
  }
}
