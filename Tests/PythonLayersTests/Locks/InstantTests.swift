import PythonLayers
import Testing

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2026-01-31T00:00:00Z", 1_769_817_600), ("2026-01-31 00:00:00z", 1_769_817_600),
    ("2026-01-31t01:00:00+01:00", 1_769_817_600), ("2026-01-30T23:30:00-0030", 1_769_817_600),
    ("2000-02-29T12:34:56", 951_827_696), ("1969-12-31T23:59:59+00:00", -1), ("0000-03-01", -62_162_035_200),
  ])
  func readsTimes(text: String, seconds: Int64) {
    #expect(Instant(text) == Instant(seconds: seconds))
  }

  @Test(arguments: [("0.5", 500_000), ("0.493937", 493_937), ("0.0000019", 1)])
  func readsFractionsToTheMicrosecond(fraction: String, microseconds: Int32) {
    #expect(Instant("1970-01-01T00:00:0\(fraction)Z") == Instant(seconds: 0, microseconds: microseconds))
  }

  @Test(arguments: [
    "", "today", "2026", "2026-13-01", "2026-02-30", "2026-00-01", "2026-1-1", "2026/01/01", "2026-01-01T",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:60:00Z", "2026-01-01T00-00-00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00 +00:00",
    "2026-01-01T00:00:00+1", "2026-01-01T00:00:00+-100", "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00Zulu",
  ])
  func refusesOtherTexts(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(arguments: [
    (Instant(seconds: 0), "1970-01-01T00:00:00+00:00"), (Instant(seconds: -1), "1969-12-31T23:59:59+00:00"),
    (Instant(seconds: 1_763_127_088, microseconds: 493_937), "2025-11-14T13:31:28.493937+00:00"),
    (Instant(seconds: 951_827_696, microseconds: 1), "2000-02-29T12:34:56.000001+00:00"),
  ])
  func writesTimesAsPythonDoes(instant: Instant, text: String) {
    #expect(instant.text == text)
    #expect(Instant(text) == instant)
  }

  @Test func ordersByTime() {
    #expect(Instant(seconds: 1) < Instant(seconds: 1, microseconds: 1))
    #expect(Instant(seconds: 1, microseconds: 9) < Instant(seconds: 2))
  }

  @Test func readsBackDaysOfEightCenturies() {
    for day in stride(from: Int64(-146_097), through: 146_097, by: 61) {
      let instant = Instant(seconds: day * 86_400)
      guard Instant(instant.text) != instant else { continue }
      Issue.record("\(instant.text) is not read back")
      return
    }
  }
}
