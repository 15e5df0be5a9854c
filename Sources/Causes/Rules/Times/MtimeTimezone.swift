import Comparison

/// The clock times of a zip were written in different time zones.
package struct MtimeTimezone: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-timezone", meaning: "the times in the zips are local times of different time zones",
    proof: "times are compared after the constant difference, a multiple of 15 minutes, is taken out of both",
    fooledBy: "a rebuild that came later by just such a number of minutes",
    fix: "run the step that zips with TZ=UTC, or write times in UTC")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard let shifts = ClockShifts(pair), shifts.counts.count == 1, let (shift, members) = shifts.counts.first,
      abs(shift) != 3600 || shifts.unchanged == 0
    else { return [] }
    let unit = abs(shift)
    return [Observation(members: members, evidence: shifts.evidence) { withClock(modulo: unit, $0) }]
  }
}
