import Archives
import Comparison

/// By how many seconds the clock times of two zips differ: zips hold local time.
struct ClockShifts {
  /// How many members are that much later in actual; without those whose times are the same.
  private(set) var counts: [Int64: Int] = [:]
  /// The number of members whose times are the same.
  private(set) var unchanged = 0

  /// Nil unless each difference is a multiple of 15 minutes, of at most 26 hours, and there are at most two of them.
  init?(_ pair: InventoryPair) {
    guard pair.isZip, pair.differingFields.contains(.mtime) else { return nil }
    for (expected, actual) in pair.members(differingIn: .mtime) {
      guard let shift = Self.shift(expected, actual), shift % 900 == 0, abs(shift) <= 26 * 3600 else { return nil }
      counts[shift, default: 0] += 1
      guard counts.count <= 2 else { return nil }
    }
    let matched = pair.difference.summary.expectedMembers - pair.difference.summary.missing
    unchanged = max(0, matched - counts.values.reduce(0, +))
  }

  /// Nil where a local time can't be what differs.
  private static func shift(_ expected: InventoryMember, _ actual: InventoryMember) -> Int64? {
    if expected.modified == actual.modified {
      guard let left = expected.zip?.dosTime, let right = actual.zip?.dosTime, left != right else { return nil }
      return clockSeconds(right) - clockSeconds(left)
    }
    guard !expected.hasUniversalTime || !actual.hasUniversalTime, let left = expected.modified,
      let right = actual.modified, left.nanoseconds == right.nanoseconds
    else { return nil }
    let (shift, overflows) = right.seconds.subtractingReportingOverflow(left.seconds)
    // The smallest number of all has no absolute value.
    return overflows || shift == 0 || shift == .min ? nil : shift
  }

  /// One line for each difference, `2 h ahead in 5 members`.
  var evidence: [String] {
    counts.sorted { $0.key < $1.key }.map { shift, members in
      "the clock of actual is \(duration(abs(shift))) \(shift < 0 ? "behind" : "ahead") in \(counted(members))"
    }
  }
}

/// The inventory with the times of zip members cut down to what is left of `unit` seconds.
func withClock(modulo unit: Int64, _ inventory: Inventory) -> Inventory {
  inventory.editingMembers { member in
    guard member.zip != nil, unit > 0 else { return }
    member.zip?.dosTime = 0
    guard !member.hasUniversalTime, let time = member.modified else { return }
    let remainder = time.seconds % unit
    member.modified?.seconds = remainder < 0 ? remainder + unit : remainder
  }
}

/// `5 h 45 min`.
private func duration(_ seconds: Int64) -> String {
  [(seconds / 3600, "h"), (seconds / 60 % 60, "min")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    .joined(separator: " ")
}

/// Seconds of a date and time as DOS packs them, in an unnamed time zone; odd months and days count on.
private func clockSeconds(_ dosTime: UInt32) -> Int64 {
  let bits = Int64(dosTime)
  let time = (bits >> 11 & 31) * 3600 + (bits >> 5 & 63) * 60 + (bits & 31) * 2
  let (year, month, day) = (1980 + (bits >> 25), bits >> 21 & 15, bits >> 16 & 31)
  // Years that begin on March 1st have their leap day at the end.
  let (shiftedYear, shiftedMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
  let days = shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
  return (days + (153 * shiftedMonth + 2) / 5 + day) * 86_400 + time
}
