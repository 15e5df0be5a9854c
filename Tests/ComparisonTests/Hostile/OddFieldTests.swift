import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Testing

/// Fields with values that are allowed, or nearly so, and that few programs expect.
struct OddFieldTests {
  @Test func aSetuidBitThatIsGainedIsADifferenceOfTheMode() throws {
    func archive(_ mode: String) -> [UInt8] { tarBytes { $0.add("tool", "x") { $0.mode = mode } } }
    #expect(
      try fields(archive("0000755"), archive("0006755")) == [
        FieldDifference(.mode, expected: "0755", actual: "6755")
      ])
    #expect(
      try fields(archive("0006755"), archive("0007755")) == [
        FieldDifference(.mode, expected: "6755", actual: "7755")
      ])
  }

  /// Before 1970, after 2038 and 2106, beyond 2³³ and beyond the calendar.
  @Test(
    arguments: [
      ("-1", "1969-12-31T23:59:59Z"), ("2147483648", "2038-01-19T03:14:08Z"),
      ("4294967296", "2106-02-07T06:28:16Z"), ("8589934593", "2242-03-16T12:56:33Z"),
      ("253402300800", "10000-01-01T00:00:00Z"),
    ])
  func anOddTimeIsShownAsItIs(value: String, shown: String) throws {
    let differences = try fields(times("0"), times(value))
    #expect(differences == [FieldDifference(.mtime, expected: "1970-01-01T00:00:00Z", actual: .string(shown))])
  }

  /// Parts of a second that no nanosecond counts are dropped and never make another second of it.
  @Test func partsOfNanosecondsAreNoTimes() throws {
    #expect(
      try fields(times("1"), times("1.9999999999999")) == [
        FieldDifference(.mtime, expected: "1970-01-01T00:00:01Z", actual: "1970-01-01T00:00:01.999999999Z")
      ])
    // Named by the bytes of the header, since no field stands for them.
    let difference = try compareFiles(times("1.9999999991"), times("1.9999999992")).difference
    #expect(difference.differences == [])
    #expect(difference.container.map(\.field) == [.bytes])
  }

  /// Month 13 of 1980 is the first of 1981 to who counts on.
  @Test func timesOfZipsThatAreOutOfTheCalendarDifferFromThoseThatAreNot() throws {
    func archive(_ year: Int, _ month: Int, _ day: Int) throws -> [UInt8] {
      var bytes = try zip([SampleMember("a")])
      let date = little(UInt64((year - 1980) << 9 | month << 5 | day), 2)
      // The date stands behind the signature in the local header and in the directory (APPNOTE 4.3.7, 4.3.12).
      for (signature, offset) in [("PK\u{3}\u{4}", 12), ("PK\u{1}\u{2}", 14)] {
        let start = try #require(bytes.firstRange(of: Array(signature.utf8))?.lowerBound)
        bytes.replaceSubrange(start + offset..<start + offset + 2, with: date)
      }
      return bytes
    }
    #expect(try fields(archive(1980, 13, 1), archive(1981, 1, 1)).map(\.field) == [.mtime])
    #expect(try fields(archive(1980, 0, 0), archive(1979 + 1, 1, 1)).map(\.field) == [.mtime])
    #expect(try compareFiles(archive(1980, 15, 31), archive(1980, 15, 31)).difference.isEmpty)
  }

  @Test func eachOptionalFieldOfAGzipHeaderIsNamed() throws {
    let plain = tarBytes { $0.add("a", "x") }
    func named(_ gzip: [UInt8]) throws -> [String] { shown(try compareFiles(gzipBytes(plain), gzip).difference) }
    #expect(try named(gzipBytes(plain, name: Array("a".utf8))) == [#"gzip.name: null → "a""#])
    #expect(try named(gzipBytes(plain, comment: Array("b".utf8))) == [#"gzip.comment: null → "b""#])
    #expect(try named(gzipBytes(plain, extra: [0x41, 0x42])) == [#"gzip.extra: null → "AB""#])
    #expect(try named(gzipBytes(plain, flags: 1)) == [#"gzip.flags: null → "text""#])
    #expect(try named(gzipBytes(plain, flags: 2)) == [#"gzip.flags: null → "header checksum""#])
  }

  private func times(_ value: String) -> [UInt8] {
    tarBytes {
      $0.addPax([("mtime", value)])
      $0.add("a")
    }
  }

  private func fields(_ expected: [UInt8], _ actual: [UInt8]) throws -> [FieldDifference] {
    let comparison = try compareFiles(expected, actual)
    #expect(comparison.obstacles.map(\.description) == [])
    return comparison.difference.differences.flatMap(\.fields)
  }
}
