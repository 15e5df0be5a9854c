import Archives
import Testing

struct ZipFindingsTests {
  @Test func tellsWhereTheLocalHeaderDiffers() throws {
    let changes: [((inout ZipSample) -> Void, String)] = [
      ({ $0.local.name = [0x62] }, "name ('b', not 'a')"),
      ({ $0.local.name = [0x1B] }, "name ('\\u{1b}', not 'a')"),
      ({ $0.local.method = 8 }, "method (8, not 0)"),
      ({ $0.local.flags = 0x800 }, "flags (0x800, not 0x0)"),
      ({ $0.local.dosTime = 0x21_0000 }, "time (0x210000, not 0x576eb1aa)"),
      ({ $0.local.checksum = 1 }, "checksum (0x1, not 0x8cdc1683)"),
      ({ $0.local.size = 7 }, "size (7, not 1)"),
      ({ $0.local.compressedSize = 0 }, "compressed size (0, not 1)"),
      ({ ($0.local.size, $0.local.method) = (7, 9) }, "method (9, not 0), size (7, not 1)"),
    ]
    for (change, text) in changes {
      #expect(
        try zipFindings(ZipSampleArchive(ZipSample("a", "x").changed(change))) == [
          "member 1 'a': its local header differs from the central directory in \(text) [zip.local-differs]"
        ])
    }
  }

  @Test func tellsOfAWrongDataDescriptor() throws {
    let streamed = ZipSample("a", "x").changed {
      ($0.local.flags, $0.central.flags, $0.local.checksum) = (8, 8, 0)
      $0.descriptor = [0x50, 0x4B, 7, 8] + little(UInt32(5)) + little(UInt32(1)) + little(UInt32(1))
    }
    #expect(
      try zipFindings(ZipSampleArchive(streamed)) == [
        "member 1 'a': its data descriptor differs from the central directory, or there is none [zip.local-differs]"
      ])
    // Some writers set the flag and have the numbers in the local header.
    #expect(try zipFindings(ZipSampleArchive(ZipSample("a", "x").with { $0.flags = 8 })) == [])
  }

  @Test(
    arguments: [
      (ZipSample(""), "member 1 '' has no name [archive.no-name]"),
      (ZipSample("a\0b"), "member 1 'a\\u{0}b': its name has a NUL, at which some readers end it [zip.nul-in-name]"),
      (ZipSample("a").with { $0.flags = 1 }, "member 1 'a' is encrypted [zip.encrypted]"),
      (
        ZipSample("a").with { $0.method = 98 },
        "member 1 'a' is compressed with the unknown method 98 [zip.unknown-method]"
      ),
      (
        ZipSample("a").changed { $0.central.extra = [1, 2, 9, 0, 7] },
        "member 1 'a': its extra fields are malformed [zip.bad-extra]"
      ),
      (
        ZipSample("a").changed { $0.local.extra = [0, 0] },
        "member 1 'a': the extra fields of its local header are malformed [zip.bad-extra]"
      ),
      (
        ZipSample("a").changed { $0.offset = 5 },
        "member 1 'a': there is no local header at offset 5 [zip.no-local-header]"
      ),
    ] as [(ZipSample, String)])
  func tellsWhatIsOddAboutAMember(sample: ZipSample, text: String) throws {
    // In the second place, so that the offsets of the first one lead to the archive's start.
    let actual = try zipFindings(ZipSampleArchive(ZipSample("first"), sample))
    #expect(actual.first == text.replacing("member 1", with: "member 2"))
  }

  @Test func keepsMalformedExtraFields() throws {
    let samples = [
      ZipSample("a").with { $0.extra = extraField(7, [1]) + [1, 2, 9, 0, 7] },
      ZipSample("b").with { $0.extra = [5, 6, 7] },
    ]
    let headers = try open(ZipSampleArchive { $0.samples = samples }).headers
    #expect(
      headers.map(\.zip?.centralExtra) == [
        [ZipExtraField(id: 7, data: [1]), ZipExtraField(id: 0x0201, data: [7])],
        [ZipExtraField(id: 0, data: [5, 6, 7])],
      ])
  }

  @Test func tellsOfASecondName() throws {
    let field = extraField(0x7075, [1, 0, 0, 0, 0] + Array("setup.py".utf8))
    #expect(
      try zipFindings(ZipSampleArchive(ZipSample("readme").changed { $0.local.extra = field })) == [
        "member 1 'readme': some readers call it 'setup.py', as its extra fields do [zip.other-name]"
      ])
    #expect(try zipFindings(ZipSampleArchive(ZipSample("setup.py").with { $0.extra = field })) == [])
    // The name is in another encoding, which the field is for.
    #expect(try zipFindings(ZipSampleArchive(ZipSample([0x82], []).with { $0.extra = field })) == [])
  }

  @Test func tellsOfNumbersThatZip64Lacks() throws {
    let sample = ZipSample("a", "x").changed {
      $0.central.size = .max
      $0.central.extra = extraField(1, [1, 2, 3])
    }
    #expect(
      try zipFindings(ZipSampleArchive(sample)) == [
        "member 1 'a': its extra fields are malformed [zip.bad-extra]",
        "member 1 'a': its local header differs from the central directory in size (1, not 4294967295) "
          + "[zip.local-differs]",
        "its \(ZipSampleArchive(sample).bytes.count) bytes declare more than 1,000 times as much plain content "
          + "[archive.ratio]",
      ])
  }

  @Test func tellsOfMembersThatShareBytes() throws {
    // A flat bomb: all entries lead to the first local header.
    let kernel = ZipSample("a", "kernel")
    let same = (0..<3).map { _ in kernel.changed { $0.offset = 0 } }
    var bomb = ZipSampleArchive(kernel)
    let local = kernel.localBytes
    var directory: [UInt8] = []
    for sample in same { directory += sample.centralBytes(offset: 0) }
    let bytes = local + directory + endRecord(count: 3, size: UInt32(directory.count), offset: UInt32(local.count))
    #expect(
      try zipFindings(bytes) == [
        "member 2 'a' overlaps member 1 'a' [zip.overlap]", "member 3 'a' overlaps member 1 'a' [zip.overlap]",
      ])
    #expect(try open(bytes).contents == ["kernel", "kernel", "kernel"])
    bomb.samples[0].central.compressedSize = 7
    #expect(
      try zipFindings(bomb) == [
        "member 1 'a': its local header differs from the central directory in compressed size (6, not 7) "
          + "[zip.local-differs]", "member 1 'a' overlaps the central directory [zip.overlap]",
      ])
  }

  @Test func tellsOfQuotedLocalHeaders() throws {
    // The first member's deflate stream holds the second one's local header in a stored block, then goes on with it.
    let second = ZipSample("b", "kernel", deflated: true)
    let header = Array(second.localBytes.prefix(31))
    let quote = [0] + little(UInt16(31)) + little(~UInt16(31))
    let first = ZipSample([0x61], header + Array("kernel".utf8), deflated: true).changed {
      $0.stored = quote
      ($0.local.compressedSize, $0.central.compressedSize) = (5 + 31 + 11, 5 + 31 + 11)
    }
    let archive = ZipSampleArchive(first, second)
    #expect(try zipFindings(archive) == ["member 2 'b' overlaps member 1 'a' [zip.overlap]"])
    let limits = ReadingLimits(plainBytes: 40, members: nil, headerBytes: nil, nameBytes: nil)
    #expect(try open(archive).contents.last == "kernel")
    #expect(
      try open(archive, limits: limits).contents.last
        == "a.zip: error: at member 2 'b': the plain content is larger than the limit of 40 bytes [archive.limit]")
  }

  @Test func tellsOfMembersThatTheDirectoryDoesNotList() throws {
    let hidden = ZipSample("hidden", "x").localBytes
    let first = ZipSample("a", "x")
    let gap = ZipSampleArchive(first, ZipSample("b").changed { $0.gap = hidden })
    #expect(
      try zipFindings(gap) == ["the central directory doesn't list 'hidden' at offset 32 [zip.hidden-member]"])
    let front = ZipSampleArchive(first.changed { $0.gap = [0] + hidden })
    #expect(
      try zipFindings(front) == ["the central directory doesn't list 'hidden' at offset 1 [zip.hidden-member]"])
    let entry = ZipSampleArchive(first) { $0.gapBeforeDirectory = ZipSample("c").centralBytes(offset: 0) }
    #expect(
      try zipFindings(entry) == [
        "an entry for 'c' at offset 32 is outside of the central directory [zip.hidden-member]"
      ])
  }

  @Test func findsHiddenMembersAcrossBlocks() throws {
    let hidden = ZipSample("hidden", "x").localBytes
    for padding in (65_533...65_537) {
      let sample = ZipSample("a").changed { $0.gap = [UInt8](repeating: 1, count: padding) + hidden }
      #expect(
        try zipFindings(ZipSampleArchive(sample)) == [
          "the central directory doesn't list 'hidden' at offset \(padding) [zip.hidden-member]"
        ])
    }
  }

  @Test func tellsOfASecondEndRecord() throws {
    let inner = ZipSampleArchive(ZipSample("in", "i")).bytes
    let first = ZipSampleArchive(ZipSample("first", "f")) { $0.comment = inner }
    // The last end record counts, as in most readers; here it belongs to the archive in the comment.
    let archive = try open(first)
    #expect(archive.contents == ["i"])
    #expect(
      archive.findingTexts == [
        "the central directory doesn't list 'first' at offset 0 [zip.hidden-member]",
        "an entry for 'first' at offset 36 is outside of the central directory [zip.hidden-member]",
        "there is another end record at offset 87 [zip.two-ends]",
      ])
  }

  @Test func anEndRecordThatDoesNotReachTheEndIsTheSecondChoice() throws {
    let fake = endRecord(count: 0, size: 0, offset: 0) + [1]
    let archive = ZipSampleArchive(ZipSample("a", "x")) { $0.comment = fake }
    #expect(try open(archive).contents == ["x"])
    #expect(try zipFindings(archive) == ["there is another end record at offset 101 [zip.two-ends]"])
  }

  @Test func tellsOfCountsThatLie() throws {
    let archive = ZipSampleArchive(ZipSample("a", "x"), ZipSample("b", "y"))
    var counts = archive
    counts.count = 9
    #expect(
      try zipFindings(counts) == ["the end record counts 9 members, the central directory lists 2 [zip.false-count]"])
    var size = archive
    size.directorySize = 47
    #expect(
      try zipFindings(size) == [
        "the end record gives the central directory 47 bytes, but it has 94 [zip.false-count]"
      ])
    #expect(try open(size).contents == ["x", "y"])
  }

  @Test func tellsWhereBothEndRecordsDiffer() throws {
    let archive = ZipSampleArchive(ZipSample("a", "x")) { ($0.hasZip64, $0.directoryOffset) = (true, 7) }
    #expect(try open(archive).contents == ["x"])
    #expect(try zipFindings(archive) == ["the end record differs from the one of zip64 [zip.two-ends]"])
  }

  @Test func nestedZipsAreNoSecondEnd() throws {
    let inner = ZipSampleArchive(ZipSample("inner", "i")).bytes
    #expect(try zipFindings(ZipSampleArchive(ZipSample(Array("a.zip".utf8), inner))) == [])
  }

  @Test func holdsAHundredFindings() throws {
    let hidden = (0..<300).flatMap { ZipSample("h\($0)").localBytes }
    let archive = try open(ZipSampleArchive(ZipSample("a").changed { $0.gap = hidden }))
    #expect(archive.findingTexts.count == 100)
  }
}
