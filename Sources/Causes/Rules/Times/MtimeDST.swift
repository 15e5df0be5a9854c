import Comparison

/// An hour of daylight saving time lies between the clock times of part of a zip's members.
package struct MtimeDST: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "mtime-dst", meaning: "only one of the time zones had daylight saving time when part of the members changed",
    proof: "times are compared after the differences, which are an hour apart, are taken out of both",
    fooledBy: "members that really changed an hour later",
    fix: "run the step that zips with TZ=UTC, or write times in UTC")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard let shifts = ClockShifts(pair) else { return [] }
    let values = shifts.counts.keys.sorted()
    let isHourApart =
      values.count == 2
      ? values[1] - values[0] == 3600 : values.count == 1 && abs(values[0]) == 3600 && shifts.unchanged > 0
    guard isHourApart else { return [] }
    let unit = values.map { abs($0) }.reduce(3600, greatestCommonDivisor)
    let members = shifts.counts.values.reduce(0, +)
    return [Observation(members: members, evidence: shifts.evidence) { withClock(modulo: unit, $0) }]
  }
}

private func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
  var (left, right) = (left, right)
  while right != 0 { (left, right) = (right, left % right) }
  return left
}
