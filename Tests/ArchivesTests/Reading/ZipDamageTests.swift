import Archives
import Testing

struct ZipDamageTests {
  private static let sample = ZipSampleArchive(
    ZipSample("a/", "").changed { $0.externalAttributes = 0o040755 << 16 },
    ZipSample("a/b", "text that is deflated", deflated: true).with { $0.extra = extraField(0x5455, [1, 1, 2, 3, 4]) },
    ZipSample("a/link", "b").changed { $0.externalAttributes = 0o120777 << 16 },
    ZipSample("a/c", "xyz").changed {
      ($0.local.flags, $0.central.flags) = (8, 8)
      $0.descriptor = [0x50, 0x4B, 7, 8] + little($0.central.checksum) + little(UInt32(3)) + little(UInt32(3))
    }
  ) { $0.comment = Array("a comment".utf8) }

  @Test(arguments: [false, true]) func everyTruncationIsAnError(isWide: Bool) throws {
    var sample = Self.sample
    sample.hasZip64 = isWide
    let archive = sample.bytes
    for count in 0..<archive.count {
      #expect(problem(reading: Array(archive.prefix(count))) != nil, "\(count) bytes read as a whole archive")
    }
    #expect(problem(reading: archive) == nil)
  }

  @Test func everyMissingStartIsAnErrorOrAFinding() throws {
    let archive = Self.sample.bytes
    for count in 1..<archive.count {
      let rest = Array(archive.dropFirst(count))
      #expect(try problem(reading: rest) != nil || !findings(in: rest).isEmpty, "\(count) bytes are missing")
    }
  }

  @Test func saysWhatIsMissing() throws {
    let archive = Self.sample.bytes
    #expect(
      problem(reading: Array(archive.prefix(200))) == """
        a.tar: error: the archive is damaged: it has no end record, so its end may be missing [archive.damaged]
        hint: fetch or make the archive again
        """)
    #expect(
      problem(reading: Array(archive.dropLast())) == """
        a.tar: error: the archive is damaged: its comment is cut off [archive.damaged]
        hint: fetch or make the archive again
        """)
    #expect(
      problem(reading: Array(archive.prefix(4)) + endRecord(count: 1, size: 46, offset: 9)) == """
        a.tar: error: the archive is damaged: its central directory is not where its end record says [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  @Test func aBrokenDirectoryEndsTheReadingAfterTheMembersBeforeIt() throws {
    let sample = ZipSampleArchive(ZipSample("a", "x"), ZipSample("b", "y"))
    var archive = sample.bytes
    // The signature of the second entry.
    archive[archive.count - 22 - 47] = 0
    #expect(try open(archive).contents == ["x"])
    #expect(
      problem(reading: archive) == """
        a.tar: error: member 2 is damaged: its entry in the central directory can't be read [archive.damaged]
        hint: fetch or make the archive again
        """)
  }

  @Test func limitsMembersHeadersAndNames() throws {
    let sample = ZipSampleArchive(
      ZipSample("a", "x").with { $0.extra = extraField(7, noise(500)) }, ZipSample("long name", "y"))
    func actual(members: Int64? = nil, headerBytes: Int64? = nil, nameBytes: Int64? = nil) throws -> [String] {
      let limits = ReadingLimits(
        plainBytes: nil, members: members, headerBytes: headerBytes, nameBytes: nameBytes)
      let archive = try open(sample, limits: limits)
      return archive.contents + [archive.damage.map(message)].compactMap(\.self)
    }
    #expect(try actual() == ["x", "y"])
    #expect(
      try actual(members: 1) == [
        "x",
        "a.zip: error: at member 2 'long name': there are more members than the limit of 1 member [archive.limit]",
      ])
    #expect(
      try actual(headerBytes: 1000) == [
        "a.zip: error: at member 1 'a': the member's header is larger than the limit of 1000 bytes [archive.limit]"
      ])
    #expect(
      try actual(nameBytes: 8) == [
        "x",
        "a.zip: error: at member 2 'long name': the member's name or link target is longer than the limit of 8 bytes "
          + "[archive.limit]",
      ])
  }

  @Test func manyMembersCannotShareALargeLocalHeader() throws {
    let large = ZipSample("a").changed { $0.local.extra = [UInt8](repeating: 0, count: 60_000) }
    let directory = (0..<50).flatMap { _ in large.centralBytes(offset: 0) }
    let local = large.localBytes
    let bytes = local + directory + endRecord(count: 50, size: UInt32(directory.count), offset: UInt32(local.count))
    let archive = try open(bytes)
    #expect(archive.entries.count == 1)
    #expect(
      archive.damage.map(message)
        == "a.zip: error: member 2 'a' is damaged: its local header shares its bytes with too many others "
        + "[archive.damaged]")
  }

  @Test func storedBytesThatManyMembersShareCountAsWell() throws {
    // Empty blocks of deflate (RFC 1951, 3.2.4), which unpack to nothing.
    let empty = ZipSample("a").with { $0.method = 8 }.changed {
      $0.stored = (0..<10_000).flatMap { _ in [0, 0, 0, 0xFF, 0xFF] as [UInt8] } + [1, 0, 0, 0xFF, 0xFF]
      ($0.local.compressedSize, $0.central.compressedSize) = (50_005, 50_005)
    }
    let directory = (0..<50).flatMap { _ in empty.centralBytes(offset: 0) }
    let local = empty.localBytes
    let bytes = local + directory + endRecord(count: 50, size: UInt32(directory.count), offset: UInt32(local.count))
    let limits = ReadingLimits(plainBytes: 100_000, members: nil, headerBytes: nil, nameBytes: nil)
    let contents = try open(bytes, limits: limits).contents
    #expect(Array(contents.prefix(4)) == ["", "", "", ""])
    #expect(
      contents.last
        == "a.zip: error: at member 50 'a': the plain content is larger than the limit of 100000 bytes [archive.limit]")
  }

  @Test func survivesEveryFlippedByte() throws {
    var archive = Self.sample.bytes
    for index in archive.indices {
      for mask: UInt8 in [0xFF, 1, 0x80] {
        archive[index] ^= mask
        expectBounded(archive)
        archive[index] ^= mask
      }
    }
  }

  @Test func survivesRandomMutations() throws {
    var random = noise(200_000, seed: 7)[...]
    func next() -> Int { Int(random.popFirst() ?? 0) << 8 | Int(random.popFirst() ?? 0) }
    var wide = Self.sample
    wide.hasZip64 = true
    let originals = [Self.sample.bytes, wide.bytes]
    for round in 0..<3000 {
      var archive = originals[round % 2]
      for _ in 0...(next() % 6) {
        let index = next() % archive.count
        switch next() % 4 {
        case 0: archive[index] = UInt8(truncatingIfNeeded: next())
        case 1: archive.replaceSubrange(index..<min(index + 4, archive.count), with: [0xFF, 0xFF, 0xFF, 0xFF])
        case 2: archive.removeSubrange(index..<min(index + next() % 40, archive.count))
        default: archive.insert(contentsOf: archive[index...].prefix(next() % 60), at: next() % archive.count)
        }
        if archive.isEmpty { archive = [0x50] }
      }
      expectBounded(archive)
    }
  }

  /// Reads all there is in each way; ends, and gives no more content than the limit.
  private func expectBounded(_ bytes: [UInt8]) {
    let limits = ReadingLimits(plainBytes: 10_000, members: 50, headerBytes: 2000, nameBytes: 200)
    _ = problem(reading: bytes, limits: limits)
    guard let archive = try? open(bytes, limits: limits) else { return }
    #expect(archive.entries.count <= 50)
    var total = 0
    for entry in archive.entries {
      _ = try? archive.header(of: entry)
      if let blocks = try? archive.compressedBlocks(of: entry) { while (try? blocks.nextBlock()) != nil {} }
      guard let content = try? archive.content(of: entry) else { continue }
      while let block = try? content.nextBlock() { total += block.count }
    }
    #expect(total <= 10_000)
    #expect(archive.gaps.allSatisfy { $0.size > 0 && $0.end <= Int64(bytes.count) })
  }
}
