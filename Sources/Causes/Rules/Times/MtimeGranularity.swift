import Archives
import Comparison

/// One side holds times to the nanosecond, the other in whole or even seconds.
package struct MtimeGranularity: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-granularity", meaning: "one side's times are finer than those of the other",
    proof: "all times are cut to whole seconds, or to even ones as zip holds them",
    fooledBy: "two builds within the same second",
    fix: "cut times when archiving: whole seconds ('tar --format=ustar'), even ones for zip")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let times = pair.differingTimes
    for (unit, words) in [(Int64(1), "whole seconds"), (2, "even seconds")] {
      let cutTimes = times.filter { cut($0.0, unit) == cut($0.1, unit) }
      let sides = (cutTimes.allSatisfy { cut($0.0, unit) == $0.0 }, cutTimes.allSatisfy { cut($0.1, unit) == $0.1 })
      // More than half, as another cause may have changed some.
      guard cutTimes.count * 2 > times.count, sides.0 != sides.1 else { continue }
      let evidence = "times of \(sides.0 ? "expected" : "actual") are \(words), those of the other side are finer"
      return [
        Observation(members: cutTimes.count, evidence: [evidence]) { inventory in
          inventory.editingMembers { $0.modified = $0.modified.map { cut($0, unit) } }
        }
      ]
    }
    return []
  }
}

/// The last time before or at `time` that is a multiple of `unit` seconds.
private func cut(_ time: Timestamp, _ unit: Int64) -> Timestamp {
  let remainder = time.seconds % unit
  // Rounds towards earlier times also before 1970; the earliest time of all is even, so nothing overflows.
  return Timestamp(seconds: time.seconds - (remainder < 0 ? remainder + unit : remainder))
}
