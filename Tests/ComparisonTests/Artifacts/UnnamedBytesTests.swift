import Archives
import CanonicalJSON
import Comparison
import Store
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

  @Test func namesOfExtendedHeadersAreNamed() throws {
    func archive(_ name: String, _ time: String) -> [UInt8] {
      tarBytes {
        $0.addPax([("mtime", time)], name: name)
        $0.add("folder/a", "content")
        $0.addPax([("mtime", "1.25")], name: name)
        $0.add("folder/a", "content")
      }
    }
    let left = archive("folder/PaxHeaders.17/a", "1.5")
    #expect(
      shown(try compareFiles(left, archive("folder/PaxHeaders.18/a", "1.5")).difference) == [
        #"tar.pax-names: "%d/PaxHeaders.17/%f" → "%d/PaxHeaders.18/%f""#
      ])
    #expect(
      shown(try compareFiles(left, archive("other/PaxHeaders.17/a", "2.5")).difference) == [
        #"tar.pax-names: "%d/PaxHeaders.17/%f" → "other/PaxHeaders.17/a""#, "changed folder/a: mtime",
      ])
  }

  @Test func manyNamesOfExtendedHeadersAreTakenTogether() throws {
    func archive(_ start: Int) -> [UInt8] {
      tarBytes {
        for number in start..<start + 9 {
          $0.addPax([("mtime", "1.5")], name: "header\(number)")
          $0.add("a\(number)")
        }
      }
    }
    let inventory = try compareFiles(archive(0), archive(1)).expected
    #expect(inventory.container?[.paxNames] == "many")
  }

  @Test func numbersOfInodesAreNamedUnlessTheyOnlyCount() throws {
    let archives = [7, 8].map { newcMember("a", "content", inode: $0) + cpioTrailer }
    let difference = try compareFiles(archives[0], archives[1]).difference
    #expect(shown(difference) == ["changed a: attributes"])
    #expect(
      difference.differences.first?.fields == [
        FieldDifference(
          .attributes, expected: "inode=7, inode.device=0:0, inode.links=1",
          actual: "inode=8, inode.device=0:0, inode.links=1")
      ])
    let counted = [[1, 2], [2, 1]].map { numbers in
      numbers.flatMap { newcMember("m\($0)", "content", inode: $0) } + cpioTrailer
    }
    let recounted = [1, 2].map { numbers in newcMember("m\(3 - numbers)", "content", inode: numbers) }
    #expect(
      shown(try compareFiles(counted[0], recounted.flatMap(\.self) + cpioTrailer).difference) == ["moved m1: position"])
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
    let junk = Array("junk".utf8)
    #expect(
      shown(try compareFiles(left, left + junk).difference) == [
        #"trailing-bytes: null → "4 bytes, sha256 \#(ContentDigest(of: junk).hex)""#
      ])
    #expect(shown(try compareFiles(left, left + [0, 0]).difference) == ["trailing-bytes: null → 2"])
  }

  /// 'hello' as bzip2 writes it.
  private static let bzip2: [UInt8] = [
    0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0x19, 0x31, 0x65, 0x3D, 0x00, 0x00,
    0x00, 0x81, 0x00, 0x02, 0x44, 0xA0, 0x00, 0x21, 0x9A, 0x68, 0x33, 0x4D, 0x07, 0x33, 0x8B, 0xB9,
    0x22, 0x9C, 0x28, 0x48, 0x0C, 0x98, 0xB2, 0x9E, 0x80,
  ]

  @Test(arguments: [try compressed(Array("hello".utf8), .gzip()), bzip2])
  func otherBytesBehindTheSameStreamAreNamed(stream: [UInt8]) throws {
    let (junk, trash) = (Array("junk".utf8), Array("junq".utf8))
    #expect(
      shown(try compareFiles(stream + junk, stream + trash).difference).filter { !$0.hasPrefix("streams") } == [
        #"trailing-bytes: "4 bytes, sha256 \#(ContentDigest(of: junk).hex)" → "4 bytes, sha256 \#(ContentDigest(of: trash).hex)""#
      ])
  }

  @Test func paddingOfAnXzStreamIsNoOtherCompression() throws {
    let left = try compressed(try tar([SampleMember("a")]), .xz())
    let digest = ContentDigest(of: [UInt8](repeating: 0, count: 4)).hex
    #expect(
      shown(try compareFiles(left, left + [0, 0, 0, 0]).difference) == [
        #"trailing-bytes: null → "4 bytes, sha256 \#(digest)""#
      ])
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
