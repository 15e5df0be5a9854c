/// The end record of a zip, with the numbers of zip64's record where there is one (APPNOTE 4.3.14 to 4.3.16).
struct ZipEnd {
  let offset: Int64
  /// How many members are declared; without zip64, the remainder of a division by 65,536.
  let members: UInt64
  let hasZip64: Bool
  /// As they are declared.
  let directorySize: Int64
  let directoryOffset: Int64
  /// Where the record begins that follows the directory.
  let directoryEnd: Int64
  let comment: [UInt8]
  let declaredCommentSize: Int
  /// Whether end record and zip64's record have different numbers.
  let differsFromZip64: Bool
  /// The end records, without the directory.
  let regions: [ByteRegion]

  static let fixedSize = 22

  /// Nil where there is none at `offset`.
  init?(at offset: Int64, in window: InputWindow) throws(ArchiveError) {
    let record = try window.bytes(at: offset, count: Self.fixedSize)
    guard record.count == Self.fixedSize, record.starts(with: ZipSignature.end) else { return nil }
    self.offset = offset
    declaredCommentSize = Int(record.little(UInt16.self, at: 20))
    comment = try window.bytes(at: offset + Int64(Self.fixedSize), count: declaredCommentSize)
    let own = Numbers(
      members: UInt64(record.little(UInt16.self, at: 10)), size: UInt64(record.little(UInt32.self, at: 12)),
      offset: UInt64(record.little(UInt32.self, at: 16)))
    let end = ByteRegion(offset: offset, size: Int64(Self.fixedSize + comment.count))
    let zip64 = try Zip64End(beforeEnd: offset, in: window)
    let numbers = zip64?.numbers ?? own
    (hasZip64, members) = (zip64 != nil, numbers.members)
    differsFromZip64 = zip64.map { !own.agree(with: $0.numbers) } ?? false
    (directorySize, directoryOffset) = (Int64(clamping: numbers.size), Int64(clamping: numbers.offset))
    directoryEnd = zip64?.region.offset ?? offset
    regions = (zip64.map { [$0.region, $0.locator] } ?? []) + [end]
  }

  var end: Int64 { offset + Int64(Self.fixedSize + comment.count) }

  var isCommentCut: Bool { comment.count < declaredCommentSize }

  var declaresNothing: Bool { members == 0 && directorySize == 0 }
}

/// What both end records say of the directory.
private struct Numbers {
  let members: UInt64
  let size: UInt64
  let offset: UInt64

  /// A number that is all ones leaves it to the other record.
  func agree(with zip64: Numbers) -> Bool {
    (members == 0xFFFF || members == zip64.members) && (size == 0xFFFF_FFFF || size == zip64.size)
      && (offset == 0xFFFF_FFFF || offset == zip64.offset)
  }
}

private struct Zip64End {
  let numbers: Numbers
  let region: ByteRegion
  let locator: ByteRegion

  private static let fixedSize = 56
  private static let locatorSize = 20

  init?(beforeEnd end: Int64, in window: InputWindow) throws(ArchiveError) {
    let locatorOffset = end - Int64(Self.locatorSize)
    let locator = try window.bytes(at: locatorOffset, count: Self.locatorSize)
    guard locator.count == Self.locatorSize, locator.starts(with: ZipSignature.zip64Locator) else { return nil }
    // What stands in front of a zip isn't always counted in its offsets.
    let offsets = [Int64(clamping: locator.little(UInt64.self, at: 8)), locatorOffset - Int64(Self.fixedSize)]
    for offset in offsets where offset <= locatorOffset - Int64(Self.fixedSize) {
      let record = try window.bytes(at: offset, count: Self.fixedSize)
      guard record.count == Self.fixedSize, record.starts(with: ZipSignature.zip64End) else { continue }
      numbers = Numbers(
        members: record.little(UInt64.self, at: 32), size: record.little(UInt64.self, at: 40),
        offset: record.little(UInt64.self, at: 48))
      let declared = saturatingSum(12, Int64(clamping: record.little(UInt64.self, at: 4)))
      region = ByteRegion(offset: offset, size: min(max(declared, Int64(Self.fixedSize)), locatorOffset - offset))
      self.locator = ByteRegion(offset: locatorOffset, size: Int64(Self.locatorSize))
      return
    }
    return nil
  }
}
