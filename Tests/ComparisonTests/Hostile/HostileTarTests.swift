import Archives
import Comparison
import Diagnostics
import Testing

/// Tars that lie, end early or say two things at once.
struct HostileTarTests {
  static let ordinary = tarBytes { $0.add("a", "content") }

  static let cases = [
    HostileCase(
      "tar-size-negative",
      tarBytes { $0.add("a", "x") { $0.sizeField = [0xFF] + [UInt8](repeating: 0xFF, count: 11) } }),
    HostileCase(
      "tar-size-8EiB",
      tarBytes { $0.add("a", "x") { $0.sizeField = [0x80, 0, 0, 0, 0x7F] + .init(repeating: 0xFF, count: 7) } }),
    HostileCase("tar-size-text", tarBytes { $0.add("a", "x") { $0.sizeField = Array("many bytes!".utf8) } }),
    HostileCase("tar-size-beyond-the-end", tarBytes { $0.add("a", "x") { $0.size = 1 << 32 } }),
    HostileCase("tar-checksum", tarBytes { $0.add("a", "x") { $0.hasRightChecksum = false } }),
    HostileCase(
      "tar-checksum of the second",
      tarBytes {
        $0.add("a", "x"); $0.add("b") { $0.hasRightChecksum = false }
      }),
    HostileCase(
      "tar-pax-size",
      tarBytes {
        $0.addPax([("size", "9999999999")]); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax-size-negative",
      tarBytes {
        $0.addPax([("size", "-1")]); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax length zero",
      tarBytes {
        $0.addPax(Array("0 path=b\n".utf8)); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax length too long",
      tarBytes {
        $0.addPax(Array("99999 path=b\n".utf8)); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax length no number",
      tarBytes {
        $0.addPax(Array("xx path=b\n".utf8)); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax without =",
      tarBytes {
        $0.addPax(Array("9 pathb\n\n".utf8)); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax-times",
      tarBytes { tar in
        for time in ["NaN", "inf", String(repeating: "9", count: 400), "-99999999999", "1e9"] {
          tar.addPax([("mtime", time)])
          tar.add("at-\(time.prefix(5))")
        }
      }),
    HostileCase(
      "tar-pax of 2 MiB",
      tarBytes {
        $0.addPax([("comment", String(repeating: "c", count: 2 << 20))]); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax with 20,000 records",
      tarBytes {
        $0.addPax((0..<20_000).map { ("k\($0)", "v") }); $0.add("a", "content")
      }),
    HostileCase(
      "tar-global-pax",
      tarBytes {
        $0.addPax([("path", "b"), ("size", "1")], type: "g"); $0.add("a", "content")
      }),
    HostileCase(
      "tar-pax-desync",
      tarBytes { tar in
        tar.addPax([("size", "1024")])
        tar.add(Array("././@LongLink".utf8), Array("long".utf8)) { $0.type = "L" }
        tar.add("short", String(repeating: "c", count: 512))
        tar.add("hidden", "x")
      }),
    HostileCase("tar-types: unknown", tarBytes { $0.add("a", "content") { $0.type = "Q" } }),
    HostileCase(
      "tar-types: directory with data",
      tarBytes {
        $0.add("a", "content") { $0.type = "5" }; $0.add("b")
      }),
    HostileCase("tar-types: multi-volume", tarBytes { $0.add("a", "content") { $0.type = "M" } }),
    HostileCase(
      "tar-types: volume header",
      tarBytes {
        $0.add("label") { $0.type = "V" }; $0.add("a", "content")
      }),
    HostileCase(
      "tar-numbers", tarBytes { $0.add("a") { ($0.mode, $0.modified) = ("7777777", "77777777777") } }),
    HostileCase(
      "zero-block-inside",
      tarBytes {
        $0.add("a", "content"); $0.addRaw(TarBytes.end); $0.add("b", "hidden")
      }),
    HostileCase(
      "one zero block inside",
      tarBytes {
        $0.add("a", "content"); $0.addRaw(.init(repeating: 0, count: 512)); $0.add("b", "hidden")
      }),
    HostileCase("garbage-after", tarBytes { $0.add("a", "content") } + Array("behind".utf8)),
    HostileCase("without an end", Array(tarBytes { $0.add("a", "content") }.dropLast(1024))),
    HostileCase(
      "truncated in a header",
      Array(
        tarBytes {
          $0.add("a", "content"); $0.add("b")
        }.prefix(1024 + 100))),
    HostileCase("truncated in content", Array(tarBytes { $0.add("a", "content") }.prefix(514))),
    HostileCase("zero-bytes", []),
    HostileCase("only zeros", .init(repeating: 0, count: 10_240)),
  ]

  @Test(arguments: cases) func isToldApartFromAnOrdinaryOne(_ hostile: HostileCase) throws {
    #expect(messages(comparing: Self.ordinary, hostile.bytes) == hostile.says)
    guard let comparison = try? compareFiles(Self.ordinary, hostile.bytes) else { return }
    #expect(!comparison.difference.isEmpty || !comparison.obstacles.isEmpty)
  }

  @Test(arguments: cases) func doesNotDifferFromItself(_ hostile: HostileCase) throws {
    guard let comparison = try? compareFiles(hostile.bytes, hostile.bytes) else { return }
    #expect(shown(comparison.difference) == [])
  }

  /// Bytes in the gaps of the format, which no field stands for.
  @Test(arguments: cases) func noByteIsOverlooked(_ hostile: HostileCase) throws {
    for index in stride(from: hostile.bytes.count - 1, through: 0, by: -max(97, hostile.bytes.count / 40)) {
      var changed = hostile.bytes
      changed[index] ^= 1
      guard let comparison = try? compareFiles(hostile.bytes, changed) else { continue }
      #expect(!comparison.difference.isEmpty || !comparison.obstacles.isEmpty, "byte \(index)")
    }
  }
}
