import Store
import Testing

struct ByteCountTests {
  @Test(
    arguments: [
      ("0", 0), ("1000", 1000), ("7B", 7), ("500M", 500_000_000), ("2GB", 2_000_000_000), ("1K", 1000), ("1KiB", 1024),
      ("512KiB", 524_288), ("10GiB", 10_737_418_240), ("3TiB", 3_298_534_883_328),
    ] as [(String, Int64)])
  func readsSizes(_ text: String, _ bytes: Int64) { #expect(byteCount(text) == bytes) }

  @Test(arguments: ["", "-1", "1.5G", "G", "10 GiB", "10gib", "10GiBB", "9223372036854775808", "9000000000GiB", "1KK"])
  func refusesWhatIsNone(_ text: String) { #expect(byteCount(text) == nil) }

  @Test(
    arguments: [
      (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1_048_575, "1023.9 KiB"),
      (1_048_576, "1.0 MiB"), (10_737_418_240, "10.0 GiB"), (.max, "8388607.9 TiB"),
    ] as [(Int64, String)])
  func showsSizes(_ bytes: Int64, _ text: String) { #expect(shownByteCount(bytes) == text) }
}
