package import Archives

extension Timestamp {
  /// ISO 8601 in UTC; the fraction is left out when it is zero, and else has nine digits.
  package var text: String {
    let (day, second) = seconds.quotientAndRemainderRoundingDown(by: 86_400)
    let (year, month, dayOfMonth) = Self.civilDate(day: day)
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    let fraction = nanoseconds == 0 ? "" : "." + padded(Int64(nanoseconds), 9)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\(time)\(fraction)Z"
  }

  /// The proleptic Gregorian date of a day counted from 1970-01-01.
  ///
  /// Counts in eras of 400 years that begin on March 1st, so that the leap day is a year's last.
  private static func civilDate(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (day + 719_468).quotientAndRemainderRoundingDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

/// The decimal digits of `value`, with zeros in front to make at least `width`.
func padded(_ value: some BinaryInteger, _ width: Int, radix: Int = 10) -> String {
  let digits = String(value.magnitude, radix: radix)
  return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  fileprivate func quotientAndRemainderRoundingDown(by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
