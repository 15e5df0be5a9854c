import Diagnostics
import Specs
import SystemPackage
import TestSupport
import Testing

/// `[review]` of `assay.toml`.
@Suite(.temporaryFolder)
struct ReviewSettingsTests {
  private func settings(_ text: String) throws -> ReviewSettings {
    try write(["assay.toml": text])
    return try ProjectFile.load(TemporaryFolder.path.appending("assay.toml")).review
  }

  private func problems(_ text: String) -> String {
    shown {
      _ = try settings(text)
      return DiagnosticList([])
    }
  }

  @Test func withoutATableTheStandardHolds() throws {
    let standard = try settings("[stacks]")
    #expect(standard.sizePercent == 10)
    #expect(standard.sizeBytes == 1_048_576)
    #expect(try settings("[review]") == standard)
  }

  @Test(arguments: [("100", 100), ("\"100\"", 100), ("\"512KiB\"", 524_288), ("\"2GiB\"", 2_147_483_648), ("0", 0)])
  func sizesAreNumbersOrTexts(text: String, bytes: Int64) throws {
    let settings = try settings("[review]\nsize-percent = 25\nsize-bytes = \(text)")
    #expect(settings.sizePercent == 25)
    #expect(settings.sizeBytes == bytes)
  }

  @Test func everyProblemIsReported() {
    #expect(
      problems("[review]\nsize-percent = -1\nsize-bytes = \"1 MB\"\nsizes = 1") == """
        assay.toml:2:16: error: [review]: 'size-percent' can't be negative [spec.wrong-value]
        hint: write 0 to be told of every change
        assay.toml:3:14: error: [review]: '1 MB' is no size [spec.wrong-value]
        hint: write a number of bytes, or one with KiB, MiB or GiB, such as "512KiB"
        assay.toml:4:1: error: [review]: unknown field 'sizes' [project.unknown-field]
        hint: known: 'size-bytes', 'size-percent'
        """)
  }

  @Test(arguments: ["-1", "\"-1\"", "\"99999999999GiB\"", "\"MiB\""])
  func whatIsNoSizeIsRefused(text: String) {
    #expect(problems("[review]\nsize-bytes = \(text)").contains("[spec.wrong-value]"))
  }
}
