extension Timestamp {
  /// A date and time of MS-DOS, taken as UTC: the date in the upper half (APPNOTE 4.4.6).
  ///
  /// What lies outside of the calendar is carried over as mktime(3) does: the 31st of April is the 1st of May.
  init(dosTime: UInt32) {
    func bits(_ position: UInt32, _ count: UInt32) -> Int64 { Int64(dosTime >> position & (1 << count - 1)) }
    let day = days(year: 1980 + bits(25, 7), month: bits(21, 4)) + bits(16, 5) - 1
    self.init(seconds: day * 86_400 + bits(11, 5) * 3600 + bits(5, 6) * 60 + bits(0, 5) * 2)
  }
}

/// The days from 1970-01-01 to the first of a month, which may be 0 to 15; years begin in March, so that the leap day
/// is their last.
private func days(year: Int64, month: Int64) -> Int64 {
  let months = year * 12 + month - 3
  let (years, month) = (months / 12, months % 12)
  return years * 365 + years / 4 - years / 100 + years / 400 + (153 * month + 2) / 5 - 719_468
}
