import Glibc

/// A point in time to the microsecond, read from and written as ISO 8601 text.
///
/// The calendar is the proleptic Gregorian one by Howard Hinnant's `days_from_civil`; no locale, no time zone data.
package struct Instant: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  package var seconds: Int64
  /// From 0 to 999,999.
  package var microseconds: Int32

  /// The time so many seconds after 1970-01-01T00:00:00Z.
  package init(seconds: Int64, microseconds: Int32 = 0) { (self.seconds, self.microseconds) = (seconds, microseconds) }

  /// Reads `YYYY-MM-DD`, or that with `T` or a blank, `HH:MM:SS`, a fraction, and `Z` or an offset; UTC where none is given.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (48...57).contains($0) }) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), bytes[4] == 45, bytes[7] == 45,
      (1...12).contains(month), (1...31).contains(day), case let days = Self.days(year: year, month: month, day: day),
      Self.civil(days) == (year, month, day)  // Else the month has no such day.
    else { return nil }
    seconds = days * 86_400
    microseconds = 0
    guard bytes.count > 10 else { return }
    guard [0x54, 0x74, 0x20].contains(bytes[10]), let hour = number(11..<13), let minute = number(14..<16),
      let second = number(17..<19), bytes[13] == 58, bytes[16] == 58, hour < 24, minute < 60, second < 61
    else { return nil }
    seconds += hour * 3600 + minute * 60 + second
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      if digits.isEmpty { return nil }
      rest = rest.dropFirst(digits.count + 1)
      let six = (Array(digits) + Array(repeating: 48, count: 6)).prefix(6)
      microseconds = six.reduce(0) { $0 * 10 + Int32($1 - 48) }
    }
    guard let offset = Self.offset(String(decoding: rest, as: UTF8.self)) else { return nil }
    seconds -= offset
  }

  /// `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00`, as Python's `isoformat` writes it.
  package var text: String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    let (year, month, dayOfMonth) = Self.civil(day)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    let time = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    return "\(date)T\(time)" + (microseconds == 0 ? "" : ".\(padded(Int64(microseconds), 6))") + "+00:00"
  }

  /// Earlier comes first.
  package static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.microseconds) < (right.seconds, right.microseconds)
  }

  /// Seconds east of UTC; nil when the text is no offset.
  private static func offset(_ text: String) -> Int64? {
    if text.isEmpty || text == "Z" || text == "z" { return 0 }
    guard let match = text.wholeMatch(of: /([+-])([01][0-9]|2[0-3]):?([0-5][0-9])/) else { return nil }
    let (hours, minutes) = (Int64(match.2) ?? 0, Int64(match.3) ?? 0)  // Two digits each.
    return (match.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Instant {
  /// The machine's clock.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec), microseconds: Int32(time.tv_nsec / 1000))
  }
}
