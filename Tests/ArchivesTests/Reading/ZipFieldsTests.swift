import Archives
import Testing

struct ZipFieldsTests {
  @Test func givesAllFieldsOfAMember() throws {
    let sample = ZipSample("a/b", "text", deflated: true).changed {
      $0.local.extra = extraField(0x1234, [1, 2, 3])
      $0.central.extra = extraField(0x4321, []) + extraField(0x1234, [4])
      ($0.local.flags, $0.central.flags) = (0x800, 0x800)
      $0.comment = Array("note".utf8)
      ($0.creatorVersion, $0.internalAttributes, $0.externalAttributes) = (30, 1, 0o100755 << 16)
    }
    let archive = try open(ZipSampleArchive(sample))
    var expected = MemberHeader(
      name: Array("a/b".utf8), type: .file, mode: 0o755, modified: Timestamp(seconds: 1_700_000_000), declaredSize: 4)
    var fields = ZipFields()
    (fields.method, fields.flags, fields.dosTime) = (8, 0x800, 0x576E_B1AA)
    (fields.creatorVersion, fields.creatorSystem, fields.versionNeeded) = (30, 3, 20)
    (fields.internalAttributes, fields.externalAttributes) = (1, 0o100755 << 16)
    fields.localExtra = [ZipExtraField(id: 0x1234, data: [1, 2, 3])]
    fields.centralExtra = [ZipExtraField(id: 0x4321, data: []), ZipExtraField(id: 0x1234, data: [4])]
    (fields.comment, fields.checksum, fields.compressedSize) = (Array("note".utf8), checksum(Array("text".utf8)), 9)
    expected.zip = fields
    #expect(try archive.headers == [expected])
    #expect(archive.entries.map(\.declaredSize) == [4])
    #expect(archive.entries.map(\.checksum) == [fields.checksum])
    #expect(archive.findingTexts == [])
  }

  @Test(
    arguments: [
      (3, 0o100644 << 16, "f", MemberType.file, 0o644), (3, 0o100644 << 16, "d/", .directory, 0o644),
      (3, 0o040755 << 16, "d", .directory, 0o755), (3, 0o004755 << 16, "f", .file, 0o4755),
      (3, 0o010600 << 16, "p", .fifo, 0o600), (3, 0, "f", .file, 0o664), (3, 0, "d/", .directory, 0o775),
      (19, 0o100600 << 16, "f", .file, 0o600), (0, 0o100600 << 16, "f", .file, 0o664),
      (0, 0x10, "d", .directory, 0o775),
      (0, 0x11, "d", .directory, 0o555), (10, 1, "f", .file, 0o444),
    ] as [(UInt8, UInt32, String, MemberType, UInt32)])
  func takesTypeAndModeFromTheAttributes(
    system: UInt8, attributes: UInt32, name: String, type: MemberType, mode: UInt32
  ) throws {
    let sample = ZipSample(name).changed { ($0.creatorSystem, $0.externalAttributes) = (system, attributes) }
    let header = try #require(open(ZipSampleArchive(sample)).headers.first)
    #expect(header.type == type)
    #expect(header.mode == mode)
  }

  @Test(
    arguments: [
      (0x0021_0000, 315_532_800), (0x576E_B1AA, 1_700_000_000), (0xFF9F_BF7D, 4_354_819_198),
      // Outside of the calendar: nothing at all is 1979-11-30; month 15, day 31, 31:63:62.
      (0, 312_768_000), (0xFFFF_FFFF, 4_362_710_642),
    ] as [(UInt32, Int64)])
  func readsTimesOfDosAsUTC(dosTime: UInt32, seconds: Int64) throws {
    let sample = ZipSample("a").with { $0.dosTime = dosTime }
    #expect(try open(ZipSampleArchive(sample)).headers.map(\.modified) == [Timestamp(seconds: seconds)])
  }

  @Test func prefersTheExtendedTimestamp() throws {
    let central = ZipSample("a").changed {
      $0.central.extra = extraField(0x5455, [1] + little(Int32(-5)))
      $0.local.extra = extraField(0x5455, [1] + little(Int32(7)))
    }
    let local = central.changed { $0.central.extra = [] }
    // The first bit says that there is a modification time.
    let other = ZipSample("a").with { $0.extra = extraField(0x5455, [2] + little(Int32(7))) }
    #expect(
      try open(ZipSampleArchive(central, local, other)).headers.map(\.modified?.seconds) == [-5, 7, 1_700_000_000])
  }

  @Test func readsOwners() throws {
    let wide = extraField(0x7875, [1, 4] + little(UInt32(1000)) + [8] + little(UInt64(1) << 40))
    let samples = [
      ZipSample("a").changed { $0.central.extra = wide },
      ZipSample("b").changed { $0.local.extra = extraField(0x7855, little(UInt16(7)) + little(UInt16(8))) },
      // A size of nine bytes, and a number that no identifier has.
      ZipSample("c").changed { $0.central.extra = extraField(0x7875, [1, 9] + [UInt8](repeating: 1, count: 12)) },
      ZipSample("d").changed { $0.central.extra = extraField(0x7875, [1, 8] + little(UInt64.max) + [1, 1]) },
    ]
    let headers = try open(ZipSampleArchive { $0.samples = samples }).headers
    #expect(headers.map(\.uid) == [1000, 7, 0, 0])
    #expect(headers.map(\.gid) == [1 << 40, 8, 0, 0])
  }

  @Test func readsTheTargetsOfSymbolicLinks() throws {
    let link = ZipSample("l", "../target", deflated: true).changed { $0.externalAttributes = 0o120777 << 16 }
    let broken = link.with { $0.checksum = 1 }
    let archive = try open(ZipSampleArchive(link, broken))
    #expect(try archive.headers.map(\.linkTarget) == [Array("../target".utf8), nil])
    #expect(try archive.headers.map(\.type) == [.symlink, .symlink])
    #expect(
      archive.findingTexts.first
        == "member 2 'l' has no readable target [archive.no-target]")
    // The target is no content.
    #expect(try members(of: ZipSampleArchive(link).bytes).map(\.content) == [[]])
  }

  @Test func limitsTheTargetsOfSymbolicLinks() throws {
    let link = ZipSample("l", String(repeating: "t", count: 100)).changed { $0.externalAttributes = 0o120777 << 16 }
    let limits = ReadingLimits(plainBytes: nil, members: nil, headerBytes: nil, nameBytes: 99)
    let archive = try open(ZipSampleArchive(link), limits: limits)
    let place = MemberPlace(position: 1, name: [0x6C])
    #expect(throws: ArchiveError.limit(archive: "a.zip", member: place, .nameBytes, 99)) { try archive.headers }
  }

  @Test func readsNumbersOfZip64() throws {
    let wide = ZipSample("a", "text").changed {
      ($0.local.size, $0.local.compressedSize) = (.max, .max)
      $0.local.extra = extraField(1, little(UInt64(4)) + little(UInt64(4)))
      ($0.central.size, $0.central.compressedSize, $0.offset) = (.max, .max, .max)
      $0.central.extra = extraField(1, little(UInt64(4)) + little(UInt64(4)) + little(UInt64(0)))
    }
    let archive = try open(ZipSampleArchive(wide) { $0.hasZip64 = true })
    #expect(archive.contents == ["text"])
    #expect(archive.gaps == [])
    #expect(archive.findingTexts == [])
  }
}
