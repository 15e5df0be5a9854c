/// What the local header and the directory entry of a member have in common (APPNOTE 4.3.7, 4.3.12).
struct ZipHeader {
  let versionNeeded: UInt16
  let flags: UInt16
  let method: UInt16
  /// Date in the upper half, time in the lower one.
  let dosTime: UInt32
  let checksum: UInt32
  fileprivate(set) var compressedSize: Int64
  fileprivate(set) var size: Int64
  let name: [UInt8]
  let extra: ZipExtra
  /// Whether a number that is left to the zip64 field isn't there.
  fileprivate(set) var lacksZip64 = false

  /// `fixed` is the record from the needed version up to the lengths, `variable` what follows the record.
  fileprivate init(_ fixed: [UInt8], variable: [UInt8]) {
    versionNeeded = fixed.little(UInt16.self, at: 0)
    flags = fixed.little(UInt16.self, at: 2)
    method = fixed.little(UInt16.self, at: 4)
    dosTime = fixed.little(UInt32.self, at: 6)
    checksum = fixed.little(UInt32.self, at: 10)
    compressedSize = Int64(fixed.little(UInt32.self, at: 14))
    size = Int64(fixed.little(UInt32.self, at: 18))
    let (nameSize, extraSize) = (Int(fixed.little(UInt16.self, at: 22)), Int(fixed.little(UInt16.self, at: 24)))
    name = Array(variable.prefix(nameSize))
    extra = ZipExtra(Array(variable.dropFirst(nameSize).prefix(extraSize)))
  }

  /// Replaces the numbers that are all ones by those of the zip64 field, which come in this order (APPNOTE 4.5.3).
  fileprivate mutating func widen(offset: inout Int64) {
    var values = (extra.data(1) ?? [])[...]
    func widen(_ number: inout Int64, _ lacking: inout Bool) {
      guard number == 0xFFFF_FFFF else { return }
      guard values.count >= 8 else { return lacking = true }
      number = Int64(clamping: Array(values.prefix(8)).little(UInt64.self, at: 0))
      values = values.dropFirst(8)
    }
    widen(&size, &lacksZip64)
    widen(&compressedSize, &lacksZip64)
    widen(&offset, &lacksZip64)
  }
}

/// A member's entry in the central directory (APPNOTE 4.3.12).
struct ZipCentralHeader {
  let header: ZipHeader
  let creatorVersion: UInt8
  let creatorSystem: UInt8
  let internalAttributes: UInt16
  let externalAttributes: UInt32
  /// Where the local header lies, counted as the archive counts.
  let localOffset: Int64
  let comment: [UInt8]
  /// The size of the entry in bytes.
  let length: Int64

  static let fixedSize = 46

  /// Nil where there is no entry at `offset`, or one that reaches beyond `end`.
  init?(at offset: Int64, before end: Int64, in window: InputWindow) throws(ArchiveError) {
    let fixed = try window.bytes(at: offset, count: Self.fixedSize)
    guard fixed.count == Self.fixedSize, fixed.starts(with: ZipSignature.central) else { return nil }
    let sizes = [28, 30, 32].map { Int(fixed.little(UInt16.self, at: $0)) }
    let variableSize = sizes.reduce(0, +)
    length = Int64(Self.fixedSize + variableSize)
    guard length <= end - offset else { return nil }
    let variable = try window.bytes(at: offset + Int64(Self.fixedSize), count: variableSize)
    guard variable.count == variableSize else { return nil }
    var header = ZipHeader(Array(fixed[6...]), variable: variable)
    var localOffset = Int64(fixed.little(UInt32.self, at: 42))
    header.widen(offset: &localOffset)
    (self.header, self.localOffset) = (header, localOffset)
    (creatorVersion, creatorSystem) = (fixed[4], fixed[5])
    internalAttributes = fixed.little(UInt16.self, at: 36)
    externalAttributes = fixed.little(UInt32.self, at: 38)
    comment = Array(variable.dropFirst(sizes[0] + sizes[1]))
  }
}

/// The header in front of a member's content (APPNOTE 4.3.7).
struct ZipLocalHeader {
  let header: ZipHeader
  /// The size of the header in bytes; the content follows.
  let length: Int64

  static let fixedSize = 30

  /// Nil where there is none at `offset`.
  init?(at offset: Int64, in window: InputWindow) throws(ArchiveError) {
    let fixed = try window.bytes(at: offset, count: Self.fixedSize)
    guard fixed.count == Self.fixedSize, fixed.starts(with: ZipSignature.local) else { return nil }
    let variableSize = Int(fixed.little(UInt16.self, at: 26)) + Int(fixed.little(UInt16.self, at: 28))
    let variable = try window.bytes(at: offset + Int64(Self.fixedSize), count: variableSize)
    guard variable.count == variableSize else { return nil }
    var (header, noOffset) = (ZipHeader(Array(fixed[4...]), variable: variable), Int64(0))
    header.widen(offset: &noOffset)
    (self.header, length) = (header, Int64(Self.fixedSize + variableSize))
  }
}
