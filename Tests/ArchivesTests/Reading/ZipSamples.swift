import Archives
import Diagnostics

/// What the local header and the directory entry have in common, each field to be set by itself.
struct ZipRecord {
  var name: [UInt8]
  var versionNeeded: UInt16 = 20
  var flags: UInt16 = 0
  var method: UInt16 = 0
  /// 2023-11-14 22:13:20.
  var dosTime: UInt32 = 0x576E_B1AA
  var checksum: UInt32
  var compressedSize: UInt32
  var size: UInt32
  var extra: [UInt8] = []

  fileprivate var bytes: [UInt8] {
    little(versionNeeded) + little(flags) + little(method) + little(dosTime) + little(checksum)
      + little(compressedSize) + little(size) + little(UInt16(name.count)) + little(UInt16(extra.count))
  }
}

/// A member of a zip, byte by byte.
struct ZipSample {
  var local: ZipRecord
  var central: ZipRecord
  var stored: [UInt8]
  var descriptor: [UInt8] = []
  /// Bytes in front of the local header that belong to nothing.
  var gap: [UInt8] = []
  var creatorVersion: UInt8 = 20
  var creatorSystem: UInt8 = 3
  var internalAttributes: UInt16 = 0
  var externalAttributes: UInt32 = 0o100644 << 16
  var comment: [UInt8] = []
  /// The offset in the directory instead of the true one.
  var offset: UInt32?

  init(_ name: String, _ content: String = "", deflated: Bool = false) {
    self.init(Array(name.utf8), Array(content.utf8), deflated: deflated)
  }

  init(_ name: [UInt8], _ content: [UInt8], deflated: Bool = false) {
    stored = deflated ? deflate(content) : content
    local = ZipRecord(
      name: name, method: deflated ? 8 : 0, checksum: checksum(content), compressedSize: UInt32(stored.count),
      size: UInt32(content.count))
    central = local
  }

  /// The sample with both records changed.
  func with(_ change: (inout ZipRecord) -> Void) -> ZipSample {
    changed {
      change(&$0.local)
      change(&$0.central)
    }
  }

  func changed(_ change: (inout ZipSample) -> Void) -> ZipSample {
    var result = self
    change(&result)
    return result
  }

  var localBytes: [UInt8] {
    [0x50, 0x4B, 3, 4] + local.bytes + local.name + local.extra + stored + descriptor
  }

  func centralBytes(offset: Int) -> [UInt8] {
    [0x50, 0x4B, 1, 2, creatorVersion, creatorSystem] + central.bytes + little(UInt16(comment.count)) + [0, 0]
      + little(internalAttributes) + little(externalAttributes) + little(self.offset ?? UInt32(offset)) + central.name
      + central.extra + comment
  }
}

/// A zip whose every number can be made to lie.
struct ZipSampleArchive {
  var samples: [ZipSample]
  var prefix: [UInt8] = []
  /// Whether the offsets count the prefix.
  var countsPrefix = true
  /// The order of the directory.
  var centralOrder: [Int]?
  var gapBeforeDirectory: [UInt8] = []
  var gapBeforeEnd: [UInt8] = []
  var comment: [UInt8] = []
  var trailing: [UInt8] = []
  var count: UInt16?
  var directorySize: UInt32?
  var directoryOffset: UInt32?
  var hasZip64 = false

  init(_ samples: ZipSample..., change: (inout ZipSampleArchive) -> Void = { _ in }) {
    self.samples = samples
    change(&self)
  }

  var bytes: [UInt8] {
    var result = prefix
    var offsets: [Int] = []
    for sample in samples {
      result += sample.gap
      offsets.append(result.count - (countsPrefix ? 0 : prefix.count))
      result += sample.localBytes
    }
    result += gapBeforeDirectory
    let start = result.count
    for index in centralOrder ?? Array(samples.indices) {
      result += samples[index].centralBytes(offset: offsets[index])
    }
    let size = result.count - start
    result += gapBeforeEnd
    return result + end(size: size, offset: start - (countsPrefix ? 0 : prefix.count), before: result.count) + trailing
  }

  private func end(size: Int, offset: Int, before position: Int) -> [UInt8] {
    let number = count ?? UInt16(samples.count)
    let wide =
      [0x50, 0x4B, 6, 6] + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45)) + little(UInt64(0))
      + little(UInt64(number)) + little(UInt64(number)) + little(UInt64(size)) + little(UInt64(offset))
      + [0x50, 0x4B, 6, 7] + little(UInt32(0))
      + little(UInt64(position - (countsPrefix ? 0 : prefix.count))) + little(UInt32(1))
    let plain = hasZip64 ? (0xFFFF, .max, .max) : (number, directorySize ?? UInt32(size), UInt32(offset))
    return (hasZip64 ? wide : [])
      + endRecord(count: plain.0, size: plain.1, offset: directoryOffset ?? plain.2, comment)
  }
}

func endRecord(count: UInt16, size: UInt32, offset: UInt32, _ comment: [UInt8] = []) -> [UInt8] {
  [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(count) + little(count) + little(size) + little(offset)
    + little(UInt16(comment.count)) + comment
}

/// An extra field.
func extraField(_ id: UInt16, _ data: [UInt8]) -> [UInt8] { little(id) + little(UInt16(data.count)) + data }

func little(_ value: some FixedWidthInteger) -> [UInt8] {
  (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// A deflate stream of stored blocks (RFC 1951, 3.2.4).
func deflate(_ content: [UInt8]) -> [UInt8] {
  let blocks = stride(from: 0, to: max(content.count, 1), by: 0xFFFF).map { content[$0...].prefix(0xFFFF) }
  return blocks.enumerated().flatMap { index, block in
    [index == blocks.count - 1 ? 1 : 0] + little(UInt16(block.count)) + little(~UInt16(block.count)) + block
  }
}

/// The CRC-32 of zip and gzip, bit by bit.
func checksum(_ content: [UInt8]) -> UInt32 {
  ~content.reduce(UInt32.max) { register, byte in
    (0..<8).reduce(register ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}

func open(_ archive: [UInt8], limits: ReadingLimits = .standard) throws(ArchiveError) -> ZipArchive {
  try ZipArchive(ArchiveInput(bytes: archive, name: "a.zip"), limits: limits)
}

func open(_ archive: ZipSampleArchive, limits: ReadingLimits = .standard) throws(ArchiveError) -> ZipArchive {
  try open(archive.bytes, limits: limits)
}

extension ZipArchive {
  var headers: [MemberHeader] { get throws { try entries.map { try header(of: $0) } } }

  /// The findings without the name of the archive and the severity.
  var findingTexts: [String] { findings.diagnostics.map { String($0.description.dropFirst("a.zip: warning: ".count)) } }

  /// The stored bytes of a member.
  func stored(_ entry: ZipEntry) throws -> [UInt8] {
    let blocks = try compressedBlocks(of: entry)
    var bytes: [UInt8] = []
    while let block = try blocks.nextBlock() { bytes += block }
    return bytes
  }

  func text(of entry: ZipEntry) throws -> String { String(decoding: try content(of: entry).readAll(), as: UTF8.self) }

  /// Each member's content, or the message that reading it gives.
  var contents: [String] {
    entries.map { entry in
      do { return try text(of: entry) } catch { return message(error) }
    }
  }
}

func message(_ error: any Error) -> String { (error as? ArchiveError).map { firstLine($0) } ?? "\(error)" }

private func firstLine(_ error: ArchiveError) -> String {
  String(Diagnostic(reporting: error).description.split(separator: "\n").first ?? "")
}

/// What opening gives as findings.
func zipFindings(_ archive: ZipSampleArchive) throws -> [String] { try zipFindings(archive.bytes) }

func zipFindings(_ archive: [UInt8]) throws -> [String] { try open(archive).findingTexts }
