import Archives
import Comparison
import Diagnostics
import Store
import Testing

/// What follows the end of a compressed stream has a field of its own, whatever else differs.
struct TrailingBytesTests {
  private let junk = Array("junk".utf8)

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func areNamedWhereMembersDifferToo(
    _ compression: Compression
  ) throws {
    let archives = try ["one", "two"].map { try compressed(tar([SampleMember("a", $0)]), compression) }
    let comparison = try compareFiles(archives[0], archives[1] + junk)
    #expect(shown(comparison.difference) == [field(nil, junk), "changed a: content"])
    #expect(comparison.obstacles.map(\.description) == [])
    #expect(comparison.warnings.map(\.code) == ["archive.trailing-bytes"])
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func areNamedAlone(_ compression: Compression) throws {
    let stream = try compressed(tar([SampleMember("a")]), compression)
    #expect(shown(try compareFiles(stream, stream + junk).difference) == [field(nil, junk)])
    #expect(shown(try compareFiles(stream + junk, stream + [7]).difference) == [field(junk, [7])])
    #expect(shown(try compareFiles(stream + junk, stream + junk).difference) == [])
    // A stream that follows other bytes is one of them.
    let rest = junk + stream
    #expect(shown(try compareFiles(stream, stream + rest).difference) == [field(nil, rest)])
    let padded = [0, 0, 0, 0] + junk
    #expect(shown(try compareFiles(stream, stream + padded).difference) == [field(nil, padded)])
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func areNamedBehindWhatIsNoArchive(
    _ compression: Compression
  ) throws {
    let streams = try ["one", "two"].map { try compressed(Array($0.utf8), compression) }
    #expect(shown(try compareFiles(streams[0], streams[0] + junk).difference) == [field(nil, junk)])
    #expect(
      shown(try compareFiles(streams[0] + junk, streams[1]).difference).map { $0.hasPrefix("xz") ? "" : $0 }
        .filter { $0 != "" } == [field(junk, nil), "changed content: content"])
  }

  @Test func areNamedInsideOfAnArchive() throws {
    let outer = try ["one", "two"].map { text in
      let inner = try compressed(tar([SampleMember("a", text)]), .xz())
      return try tar([SampleMember("in.tar.xz", inner + (text == "two" ? junk : []))])
    }
    #expect(
      shown(try compareFiles(outer[0], outer[1]).difference) == [
        "changed in.tar.xz: size content", "  " + field(nil, junk), "  changed a: content",
      ])
  }

  @Test func areNamedBesideAnotherCompression() throws {
    let plain = try tar((0..<40).map { SampleMember("m\($0)", String(repeating: "lorem ipsum ", count: 90)) })
    let streams = [try compressed(plain, .gzip(level: 1)), try compressed(plain, .gzip(level: 9))]
    #expect(
      try compareFiles(streams[0], streams[1] + junk).difference.container.map(\.field) == [
        .gzipExtraFlags, .compressor, .compressed, .trailingBytes,
      ])
  }

  @Test func areToldApartFromThoseBehindTheArchiveInside() throws {
    let plain = tarBytes { $0.add("a") } + Array("hidden".utf8)
    let stream = try compressed(plain, .gzip())
    let hidden = "6 bytes, sha256 \(ContentDigest(of: "hidden").hex)"
    #expect(
      shown(try compareFiles(stream, stream + junk).difference) == [
        #"trailing-bytes: "\#(hidden)" → "\#(hidden); 4 bytes, sha256 \#(ContentDigest(of: junk).hex)""#
      ])
  }

  @Test(arguments: [Compression.gzip(), .xz(), .zstd()]) func aCutStreamIsNoneOfThem(_ compression: Compression) throws
  {
    let stream = try compressed(tar([SampleMember("a")]), compression)
    for count in [2, 5, 11, stream.count / 2, stream.count - 1] {
      let comparison = try compareFiles(stream, stream + stream[..<count])
      #expect(!comparison.obstacles.isEmpty, "\(count)")
    }
  }

  @Test func footersThatLieEndTheSearch() throws {
    let stream = try compressed(tar([SampleMember("a")]), .xz())
    let lies = (0..<100).flatMap { _ in stream.suffix(12) }
    #expect(!(try compareFiles(stream, stream + lies).obstacles.isEmpty))
    let few = (0..<10).flatMap { _ in stream.suffix(12) }
    #expect(shown(try compareFiles(stream, stream + few).difference) == [field(nil, few)])
  }

  private func field(_ expected: [UInt8]?, _ actual: [UInt8]?) -> String {
    let texts = [expected, actual].map { bytes in
      bytes.map { #""\#($0.count) bytes, sha256 \#(ContentDigest(of: $0).hex)""# } ?? "null"
    }
    return "trailing-bytes: \(texts[0]) → \(texts[1])"
  }
}
