import Archives
import CanonicalJSON
import Comparison
import Testing

/// Bytes that differ although every member and field is the same get a name of their own.
struct UnnamedBytesTests {
  @Test func paddingIsNamed() throws {
    let left = try tar([SampleMember("a", "content"), SampleMember("b")])
    var right = left
    right[512 + 300] = 7
    #expect(
      shown(try compareFiles(left, right).difference) == [
        #"bytes: "0x0000000000000000 at offset 812, padding behind the content of 'a'" → "0x0700000000000000 at offset 812, padding behind the content of 'a'""#
      ])
  }

  @Test func unusedHeaderBytesAreNamed() throws {
    let left = try tar([SampleMember("a", "content")])
    var right = left
    // The checksum may be followed by a NUL and a space, or the other way round.
    (right[154], right[155]) = (left[155], left[154])
    let difference = try compareFiles(left, right).difference
    #expect(
      shown(difference) == [
        #"bytes: "0x0020300000000000 at offset 154, checksum in the header of 'a'" → "0x2000300000000000 at offset 154, checksum in the header of 'a'""#
      ])
  }

  @Test func compressionIsNamedWhenThePlainArchiveIsTheSame() throws {
    let plain = try tar(
      (0..<40).map { SampleMember("m\($0)", "text number \($0) " + String(repeating: "lorem ipsum ", count: 90)) })
    let difference = try compareFiles(try compressed(plain, .gzip(level: 1)), try compressed(plain, .gzip(level: 9)))
      .difference
    #expect(difference.differences == [])
    #expect(difference.container.map(\.field) == [.gzipExtraFlags, .compressor, .compressed])
  }

  @Test func streamsOfOneFileAreCounted() throws {
    let plain = try tar([SampleMember("a", String(repeating: "one line\n", count: 99))])
    let whole = try compressed(plain, .gzip())
    let parts = try compressed(Array(plain.prefix(700)), .gzip()) + compressed(Array(plain.dropFirst(700)), .gzip())
    let difference = try compareFiles(whole, parts).difference
    #expect(difference.container.first { $0.field == .streams } == .init(.streams, expected: 1, actual: 2))
  }

  @Test func bytesBehindAGzipStreamAreNoOtherCompression() throws {
    let left = try compressed(try tar([SampleMember("a")]), .gzip())
    #expect(shown(try compareFiles(left, left + Array("junk".utf8)).difference) == ["trailing-bytes: null → 4"])
    #expect(shown(try compareFiles(left, left + [0, 0]).difference) == ["trailing-bytes: null → 2"])
  }

  @Test func gzipHeaderIsNamedAlone() throws {
    let left = try compressed(try tar([SampleMember("a")]), .gzip())
    var right = left
    right[4] = 1
    #expect(
      shown(try compareFiles(left, right).difference) == [#"gzip.mtime: null → "1970-01-01T00:00:01Z""#])
  }

  @Test func blockingIsNamed() throws {
    let left = try tar([SampleMember("a")])
    let right = left + [UInt8](repeating: 0, count: 5120)
    let difference = try compareFiles(left, right).difference
    #expect(difference.container.map(\.field) == [.endBytes])
  }

  @Test func bytesBehindTheEndAreNamed() throws {
    let left = try tar([SampleMember("a")])
    let difference = try compareFiles(left, left + Array("hidden".utf8)).difference
    #expect(difference.container.map(\.field) == [.endBytes, .trailingBytes])
  }
}
