/// A zip by its central directory, which is what tells its members; local headers are held against it.
///
/// Holds the entries and no names or contents: header and content are read when they are asked for.
package final class ZipArchive {
  /// What deserves a look although it could be read.
  package let findings: Findings
  /// In the order of the central directory.
  package private(set) var entries: [ZipEntry] = []
  /// What ended the reading of the directory early: `damaged`, or a `limit`; `entries` are those before it.
  package private(set) var damage: ArchiveError?
  /// The comment of the archive.
  package var comment: [UInt8] { place.end.comment }
  /// What stands before the first member.
  package var prefix: ByteRegion? { layout.prefix }
  /// What lies between and belongs to no member, no data descriptor and no directory, in ascending order.
  package var gaps: [ByteRegion] { layout.gaps }
  /// What follows the end record and its comment.
  package var trailing: ByteRegion? { layout.trailing }
  /// Indices of `entries` in the order in which the members are stored.
  package var storedOrder: [Int] { layout.storedOrder }
  /// Whether the central directory lists the members in the order in which they are stored.
  package var isInStoredOrder: Bool { zip(storedOrder, entries.indices).allSatisfy(==) }

  let input: ArchiveInput
  let limits: ReadingLimits
  private let place: ZipDirectoryPlace
  private var layout = ZipLayout()
  private let directoryWindow: InputWindow
  private let localWindow: InputWindow
  private var plainBytes: Int64 = 0
  private var storedBytes: Int64 = 0
  /// Kept from one content to the next, since a new one costs more than a small member.
  var spareInflater: InflateStream?

  /// Reads the central directory and the local headers.
  ///
  /// - Throws: `damaged` where there is no end record that leads to a directory, `unreadable`.
  package convenience init(_ input: ArchiveInput, limits: ReadingLimits = .standard) throws(ArchiveError) {
    try self.init(input, limits, Findings(archive: input.name))
  }

  init(_ input: ArchiveInput, _ limits: ReadingLimits, _ findings: Findings) throws(ArchiveError) {
    (self.input, self.limits, self.findings) = (input, limits, findings)
    place = try ZipDirectoryPlace(input)
    directoryWindow = InputWindow(input, blockSize: 64 << 10)
    localWindow = InputWindow(input, blockSize: 512)
    var end = place.start
    do throws(ArchiveError) { end = try readDirectory() } catch {
      if case .unreadable = error { throw error }
      (damage, end) = (error, place.end.directoryEnd)
    }
    layout = ZipLayout(entries, directory: ByteRegion(from: place.start, to: end), place.end, size: input.size)
    try report(directory: ByteRegion(from: place.start, to: end))
  }

  /// The fields of a member; a symbolic link's target is its content.
  ///
  /// - Throws: `damaged` where the file has changed, `limit` for a long target, `unreadable`.
  package func header(of entry: ZipEntry) throws(ArchiveError) -> MemberHeader {
    guard let central = try ZipCentralHeader(at: entry.offset, before: place.end.directoryEnd, in: directoryWindow)
    else { throw damaged(MemberPlace(position: entry.position), "its entry has changed while it was read") }
    let local = entry.compressed == nil ? nil : try ZipLocalHeader(at: entry.region.offset, in: localWindow)
    var header = MemberHeader(central, local)
    if header.type == .symlink {
      header.linkTarget = try linkTarget(of: entry, MemberPlace(position: entry.position, name: header.name))
    }
    return header
  }

  /// The stored bytes of a member, as they are.
  ///
  /// - Throws: `damaged` without a local header.
  package func compressedBlocks(of entry: ZipEntry) throws(ArchiveError) -> ZipStoredBytes {
    guard let region = entry.compressed else {
      throw damaged(memberPlace(entry), "there is no local header at offset \(entry.region.offset)")
    }
    return ZipStoredBytes(self, entry, region)
  }

  /// The content of a member; damage is thrown while it is read, and leaves the other members alone.
  ///
  /// - Throws: `damaged` without a local header, `unsupportedMember` for encrypted content and unknown methods.
  package func content(of entry: ZipEntry) throws(ArchiveError) -> ZipContent { try ZipContent(self, entry) }

  /// How messages call a member.
  package func memberPlace(_ entry: ZipEntry) -> MemberPlace {
    let central = try? ZipCentralHeader(at: entry.offset, before: place.end.directoryEnd, in: directoryWindow)
    return MemberPlace(position: entry.position, name: central?.header.name)
  }

  /// Counts content that was read against the limit for all of it together.
  func count(plain bytes: Int, of entry: ZipEntry) throws(ArchiveError) {
    plainBytes = saturatingSum(plainBytes, Int64(bytes))
    try check(plainBytes, entry)
  }

  /// Counts stored bytes that were read, against the same limit.
  ///
  /// Two readings of the whole archive are free. More come about where many members share their bytes, which may unpack
  /// to nothing.
  func count(stored bytes: Int, of entry: ZipEntry) throws(ArchiveError) {
    storedBytes = saturatingSum(storedBytes, Int64(bytes))
    try check(storedBytes - saturatingSum(input.size, input.size), entry)
  }

  private func check(_ bytes: Int64, _ entry: ZipEntry) throws(ArchiveError) {
    guard let limit = limits.plainBytes, bytes > limit else { return }
    throw .limit(archive: input.name, member: memberPlace(entry), .plainBytes, limit)
  }

  private func damaged(_ member: MemberPlace?, _ reason: String) -> ArchiveError {
    .damaged(archive: input.name, member: member, reason: reason)
  }
}

extension ZipArchive {
  /// Fills `entries`; gives where the directory ends.
  private func readDirectory() throws(ArchiveError) -> Int64 {
    var offset = place.start
    var (localBytes, plainSize): (Int64, Int64) = (0, 0)
    while let central = try ZipCentralHeader(at: offset, before: place.end.directoryEnd, in: directoryWindow) {
      let member = MemberPlace(position: entries.count + 1, name: central.header.name)
      try check(central, nil, member)
      let localOffset = saturatingSum(central.localOffset, place.shift)
      let local = try ZipLocalHeader(at: localOffset, in: localWindow)
      try check(central, local, member)
      localBytes += local?.length ?? 0
      // Each of a million members may lead to the same large header.
      guard localBytes <= input.size else {
        throw damaged(member, "its local header shares its bytes with too many others")
      }
      let entry = try entry(central, local, at: offset, localOffset: localOffset)
      report(central, local, localOffset: localOffset, member)
      entries.append(entry)
      plainSize = saturatingSum(plainSize, max(0, entry.declaredSize))
      offset += central.length
    }
    try checkEnd(of: offset)
    findings.noteRatio(plainBytes: plainSize, size: input.size, isDeclared: true)
    return offset
  }

  private func entry(
    _ central: ZipCentralHeader, _ local: ZipLocalHeader?, at offset: Int64, localOffset: Int64
  ) throws(ArchiveError) -> ZipEntry {
    let position = entries.count + 1
    guard let local else {
      let nowhere = ByteRegion(offset: localOffset, size: 0)
      return ZipEntry(central, position: position, at: offset, compressed: nil, region: nowhere)
    }
    let compressed = ByteRegion(offset: localOffset + local.length, size: central.header.compressedSize)
    let descriptor = try ZipDescriptor(central.header, local.header, at: compressed.end, in: localWindow)
    if descriptor == .differs {
      let member = MemberPlace(position: position, name: central.header.name)
      findings.add(
        "zip.local-differs", "\(member): its data descriptor differs from the central directory, or there is none")
    }
    let end = saturatingSum(compressed.end, descriptor.size)
    return ZipEntry(
      central, position: position, at: offset, compressed: compressed, region: ByteRegion(from: localOffset, to: end))
  }

  /// The limits of one member, checked before anything is made of it.
  private func check(
    _ central: ZipCentralHeader, _ local: ZipLocalHeader?, _ member: MemberPlace
  ) throws(ArchiveError) {
    let headerBytes = central.length + (local?.length ?? 0)
    let nameBytes = max(central.header.name.count, local?.header.name.count ?? 0)
    let values: [(ReadingLimits.Kind, Int64)] = [
      (.members, Int64(member.position)), (.nameBytes, Int64(nameBytes)), (.headerBytes, headerBytes),
    ]
    for (kind, value) in values {
      if let limit = limits[kind], value > limit { throw .limit(archive: input.name, member: member, kind, limit) }
    }
  }

  /// A directory that breaks off has lost members, unless the end record says that there are no more.
  private func checkEnd(of offset: Int64) throws(ArchiveError) {
    let rest = try directoryWindow.bytes(at: offset, count: 4)
    let isCounted = UInt64(entries.count) == place.end.members && rest != ZipSignature.central
    let declaredEnd = saturatingSum(place.start, place.end.directorySize)
    guard
      offset == place.end.directoryEnd || isCounted || rest == ZipSignature.digitalSignature
        || (offset == declaredEnd && rest != ZipSignature.central)
    else {
      throw damaged(MemberPlace(position: entries.count + 1), "its entry in the central directory can't be read")
    }
    if place.end.isCommentCut { damage = damaged(nil, "its comment is cut off") }
  }

  private func report(
    _ central: ZipCentralHeader, _ local: ZipLocalHeader?, localOffset: Int64, _ member: MemberPlace
  ) {
    for finding in memberFindings(central, local, localOffset: localOffset) {
      findings.add(finding.code, "\(member)\(finding.text)")
    }
  }

  private func report(directory: ByteRegion) throws(ArchiveError) {
    for finding in endFindings(place, entries: entries.count, directory: directory, isWhole: damage == nil) {
      findings.add(finding.code, finding.text)
    }
    for overlap in layout.overlaps(entries, directory: directory) {
      guard !findings.isFull else { break }
      let other = overlap.other.map { memberPlace(entries[$0]).description } ?? "the central directory"
      findings.add("zip.overlap", "\(memberPlace(entries[overlap.entry])) overlaps \(other)")
    }
    var scan = ZipRegionScan(input)
    for region in [prefix].compactMap(\.self) + gaps { try scan.search(region) }
    try scan.search(comment, at: place.end.offset + Int64(ZipEnd.fixedSize))
    if let trailing { try scan.search(trailing, isTrailing: true) }
    for finding in scan.findings { findings.add(finding.code, finding.text) }
  }

  /// Nil, with a finding, where it can't be read.
  private func linkTarget(of entry: ZipEntry, _ member: MemberPlace) throws(ArchiveError) -> [UInt8]? {
    do throws(ArchiveError) {
      let content = try content(of: entry)
      var target: [UInt8] = []
      while let block = try content.nextBlock() {
        target += block
        if let limit = limits.nameBytes, target.count > limit {
          throw .limit(archive: input.name, member: member, .nameBytes, limit)
        }
      }
      return target
    } catch {
      switch error {
      case .damaged, .unsupportedMember:
        findings.add("archive.no-target", "\(member) has no readable target")
        return nil
      default: throw error
      }
    }
  }
}
