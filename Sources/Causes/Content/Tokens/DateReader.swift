import Comparison

/// Reads one date at a place; what could not be read whole leaves the reader anywhere.
struct DateReader {
  let text: ArraySlice<UInt8>
  var position: Int

  /// `YYYY-MM-DD` or `YYYY/MM/DD`, with or without a time and a zone.
  mutating func readISO() -> Bool {
    guard let year = number(4...4), let separator = skip("-/"), let month = number(2...2), skip(separator),
      let day = number(2...2), isDate(year, month, day)
    else { return false }
    optionally { $0.skip("T _") != nil && $0.readTime() }
    return true
  }

  /// `YYYYMMDDTHHMMSS`, with or without `Z`.
  mutating func readBasic() -> Bool {
    guard let date = number(8...8), isDate(date / 10_000, date / 100 % 100, date % 100), skip("T") != nil,
      let time = number(6...6), isTime(time / 10_000, time / 100 % 100, time % 100)
    else { return false }
    _ = skip("Z")
    return true
  }

  /// `Sat, 21 Nov 2026 07:34:35 +0000`; the day of the week, the time and the zone may be left out.
  mutating func readMail() -> Bool {
    optionally { $0.skipDayOfWeek() && $0.skip(",") != nil && $0.skip(" ") != nil }
    guard let day = number(1...2), let separator = skip(" -"), let month = month(), skip(separator),
      let year = number(4...4), isDate(year, month, day)
    else { return false }
    optionally { $0.skip(" ") != nil && $0.readTime() }
    return true
  }

  /// `Nov 21 2026` or `November 21, 2026`, with or without a time.
  mutating func readMonthFirst() -> Bool {
    guard let month = month(), skip(" ") != nil else { return false }
    _ = skip(" ")
    guard let day = number(1...2) else { return false }
    _ = skip(",")
    guard skip(" ") != nil, let year = number(4...4), isDate(year, month, day) else { return false }
    optionally { $0.skip(" ") != nil && $0.readTime() }
    return true
  }

  /// `Sat Nov 21 07:34:35 UTC 2026`; the zone may be left out.
  mutating func readUnix() -> Bool {
    guard skipDayOfWeek(), skip(" ") != nil, let month = month(), skip(" ") != nil else { return false }
    _ = skip(" ")
    guard let day = number(1...2), skip(" ") != nil, readClock(), skip(" ") != nil else { return false }
    optionally { $0.skipLetters(2...5) && $0.skip(" ") != nil }
    guard let year = number(4...4) else { return false }
    return isDate(year, month, day)
  }

  /// Seconds since 1970 in ten digits, with or without a fraction, up to the end of 2099.
  mutating func readEpoch() -> Bool {
    guard let seconds = number(10...10), seconds >= 1_000_000_000, seconds < 4_102_444_800 else { return false }
    optionally { $0.skip(".") != nil && $0.number(1...9) != nil }
    return true
  }

  /// `HH:MM:SS`, with or without a fraction and a zone.
  mutating func readTime() -> Bool {
    guard readClock() else { return false }
    optionally { $0.skip(".,") != nil && $0.number(1...9) != nil }
    optionally {
      _ = $0.skip(" ")
      return $0.skip("Z") != nil || $0.skipZone()
    }
    return true
  }

  /// Whether the word ends here, and is not the beginning of a version or a longer number.
  var isAtEndOfWord: Bool {
    guard let next else { return true }
    guard next == UInt8(ascii: ".") || next == UInt8(ascii: "-") || next == UInt8(ascii: ":") else {
      return !next.isAlphanumeric
    }
    let after = text[(position + 1)...].first
    return after?.isDigit != true
  }
}

extension DateReader {
  private var next: UInt8? { position < text.endIndex ? text[position] : nil }

  /// Reads something that may be missing: what can't be read whole is not read at all.
  private mutating func optionally(_ read: (inout DateReader) -> Bool) {
    var copy = self
    if read(&copy) { self = copy }
  }

  private mutating func readClock() -> Bool {
    guard let hour = number(2...2), skip(":") != nil, let minute = number(2...2), skip(":") != nil,
      let second = number(2...2)
    else { return false }
    return isTime(hour, minute, second)
  }

  /// `UTC`, `GMT`, `+0100` or `+01:00`.
  private mutating func skipZone() -> Bool {
    for zone in ["UTC", "GMT"] where text[position...].starts(with: zone.utf8) {
      position += zone.utf8.count
      return true
    }
    guard skip("+-") != nil else { return false }
    if number(4...4) != nil { return true }
    return number(2...2) != nil && skip(":") != nil && number(2...2) != nil
  }

  private mutating func skip(_ bytes: String) -> UInt8? {
    guard let next, bytes.utf8.contains(next) else { return nil }
    position += 1
    return next
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipLetters(_ count: ClosedRange<Int>) -> Bool {
    let letters = text[position...].prefix(count.upperBound).prefix { $0.isAlphanumeric && !$0.isDigit }
    position += letters.count
    return count.contains(letters.count)
  }

  /// A number of so many digits, and no more.
  private mutating func number(_ count: ClosedRange<Int>) -> Int? {
    let digits = text[position...].prefix(count.upperBound + 1).prefix { $0.isDigit }
    guard count.contains(digits.count) else { return nil }
    position += digits.count
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func skipDayOfWeek() -> Bool {
    let isDay = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains { text[position...].starts(with: $0.utf8) }
    if isDay { position += 3 }
    return isDay
  }

  private mutating func month() -> Int? {
    for (index, name) in monthNames.enumerated() where text[position...].starts(with: name.utf8.prefix(3)) {
      position += text[position...].starts(with: name.utf8) ? name.utf8.count : 3
      return index + 1
    }
    return nil
  }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]

private func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
  guard (1990..<2100).contains(year), (1...12).contains(month), day >= 1 else { return false }
  let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  return day <= [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}

private func isTime(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
  (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
}
