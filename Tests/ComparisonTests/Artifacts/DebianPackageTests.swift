import Archives
import Comparison
import Testing

/// The tars inside Debian packages answer to each other whatever they are compressed with.
struct DebianPackageTests {
  @Test func tarsInOtherCompressionAreComparedInside() throws {
    let data = try tar([SampleMember("usr/a", "one")])
    let difference = try compareFiles(
      package("data.tar.gz", try compressed(data, .gzip())), package("data.tar.xz", try compressed(data, .xz()))
    ).difference
    #expect(
      shown(difference).filter { !$0.contains("gzip.") && !$0.contains("xz.") && !$0.contains("streams") } == [
        "changed data.tar.gz: name size content", #"  format: "tar.gz" → "tar.xz""#,
      ])
  }

  @Test func namesOfOtherArchivesAreNotShortened() throws {
    let data = try tar([SampleMember("usr/a", "one")])
    let difference = try compareFiles(
      package("data.tar.gz", try compressed(data, .gzip()), first: "other"),
      package("data.tar.xz", try compressed(data, .xz()), first: "other")
    ).difference
    #expect(shown(difference) == ["missing data.tar.gz", "extra data.tar.xz"])
  }

  private func package(_ name: String, _ content: [UInt8], first: String = "debian-binary") -> [UInt8] {
    Array("!<arch>\n".utf8) + header(first, 4) + Array("2.0\n".utf8) + header(name, content.count) + content
      + (content.count % 2 == 0 ? [] : [0x0A])
  }

  private func header(_ name: String, _ size: Int) -> [UInt8] {
    let fields = [(name, 16), ("0", 12), ("0", 6), ("0", 6), ("100644", 8), (String(size), 10)]
    return fields.flatMap { Array($0.0.utf8) + [UInt8](repeating: 0x20, count: $0.1 - $0.0.utf8.count) }
      + Array("`\n".utf8)
  }
}
