/// Where the central directory of a zip lies, and by which end record.
struct ZipDirectoryPlace {
  let end: ZipEnd
  let start: Int64
  /// What has to be added to the offsets that the archive declares.
  let shift: Int64
  /// Where another directory begins that a reader may take instead.
  let other: Int64?

  /// The end record that a reader takes, searched from the end of the file.
  ///
  /// - Throws: `damaged` where there is none, or none that leads to a directory.
  init(_ input: ArchiveInput) throws(ArchiveError) {
    let window = InputWindow(input, blockSize: 1 << 10)
    var best: (place: ZipDirectoryPlace, rank: Int)?
    var foundEnd = false
    for offset in try endOffsets(input) {
      guard let end = try ZipEnd(at: offset, in: window) else { continue }
      foundEnd = true
      guard let place = try ZipDirectoryPlace(end, window) else { continue }
      let rank = end.isCommentCut ? 0 : end.end < input.size ? 1 : 2
      if rank > best?.rank ?? -1 { best = (place, rank) }
      if rank == 2 { break }
    }
    guard let best else {
      throw .damaged(
        archive: input.name, member: nil,
        reason: foundEnd
          ? "its central directory is not where its end record says"
          : "it has no end record, so its end may be missing")
    }
    self = best.place
  }

  private init?(_ end: ZipEnd, _ window: InputWindow) throws(ArchiveError) {
    self.end = end
    guard !end.declaresNothing else {
      (start, shift, other) = (end.directoryEnd, 0, nil)
      return
    }
    // Right in front of the end record, whatever stands before the zip; else where the archive says.
    let before = end.directoryEnd - min(end.directorySize, end.directoryEnd)
    let first = try quality(start: before, shift: before - end.directoryOffset, end, window)
    let second = before == end.directoryOffset ? 0 : try quality(start: end.directoryOffset, shift: 0, end, window)
    guard max(first, second) > 0 else { return nil }
    (start, shift) = first >= second ? (before, before - end.directoryOffset) : (end.directoryOffset, 0)
    other = first == 2 && second == 2 ? end.directoryOffset : nil
  }
}

/// 2 for a directory whose first entry leads to a local header, 1 for one that doesn't, 0 for none.
private func quality(
  start: Int64, shift: Int64, _ end: ZipEnd, _ window: InputWindow
) throws(ArchiveError) -> Int {
  guard let entry = try ZipCentralHeader(at: start, before: end.directoryEnd, in: window) else {
    // Its first entry may be cut.
    return try window.bytes(at: start, count: 4) == ZipSignature.central ? 1 : 0
  }
  let local = try window.bytes(at: saturatingSum(entry.localOffset, shift), count: 4)
  return local == ZipSignature.local ? 2 : 1
}

/// Where end records may be, the last one first; a comment has at most 65,535 bytes.
private func endOffsets(_ input: ArchiveInput) throws(ArchiveError) -> [Int64] {
  let start = max(0, input.size - Int64(0xFFFF + ZipEnd.fixedSize))
  let tail = try input.bytes(at: start, count: 0xFFFF + ZipEnd.fixedSize)
  guard tail.count >= ZipEnd.fixedSize else { return [] }
  return (0...(tail.count - ZipEnd.fixedSize)).reversed()
    .filter { tail[$0] == 0x50 && tail[$0...].starts(with: ZipSignature.end) }
    .map { start + Int64($0) }
}
