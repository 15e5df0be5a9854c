import Archives
import Comparison

/// One side's times end at a limit, while some of the other side's lie after it.
package struct MtimeUnclamped: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-unclamped", meaning: "a part of the members escaped the limit that was set for times",
    proof: "times after the limit, the most frequent time of both sides, are set back to it",
    fooledBy: "a file that is really newer in its source",
    fix: "clamp times when archiving ('tar --mtime=@$SOURCE_DATE_EPOCH --clamp-mtime'), "
      + "and set SOURCE_DATE_EPOCH for the step that made these members")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let times = pair.differingTimes
    return observe(
      clamped: times.map(\.expected), pair.expected, late: times.map(\.actual), pair.actual, side: "actual")
      + observe(
        clamped: times.map(\.actual), pair.actual, late: times.map(\.expected), pair.expected, side: "expected")
  }

  private func observe(
    clamped: [Timestamp], _ tidy: Inventory, late: [Timestamp], _ loose: Inventory, side: String
  ) -> [Observation] {
    guard let limit = clamped.first, clamped.allSatisfy({ $0 == limit }), late.allSatisfy({ $0 > limit }),
      tidy.members.allSatisfy({ ($0.modified ?? limit) <= limit }), isMostFrequent(limit, in: loose)
    else { return [] }
    return [
      Observation(
        members: late.count, evidence: ["\(late.count) of the times of \(side) lie after \(limit.text)"]
      ) { inventory in
        inventory.editingMembers { member in
          guard let time = member.modified, time >= limit else { return }
          member.dropModified()
          member.modified = limit
        }
      }
    ]
  }

  /// Whether several members have this time, and no other time is had by more.
  private func isMostFrequent(_ limit: Timestamp, in inventory: Inventory) -> Bool {
    var counts: [Timestamp: Int] = [:]
    for member in inventory.members { if let time = member.modified { counts[time, default: 0] += 1 } }
    let count = counts[limit, default: 0]
    return count >= 2 && counts.values.allSatisfy { $0 <= count }
  }
}
