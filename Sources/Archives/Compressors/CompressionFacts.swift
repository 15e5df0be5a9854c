/// Gives the bytes of a file from an offset on: as many as asked for, fewer only at its end.
package typealias ReadBytes = (Int64, Int) throws(ArchiveError) -> [UInt8]

/// A parameter of a compressed file; the raw value is its name in reports.
package enum CompressionField: String, Hashable, Sendable, CaseIterable {
  case gzipModified = "gzip.mtime"
  case gzipName = "gzip.name"
  case gzipOperatingSystem = "gzip.os"
  case gzipExtraFlags = "gzip.xfl"
  case gzipComment = "gzip.comment"
  case gzipExtraField = "gzip.extra"
  case gzipFlags = "gzip.flags"
  case xzCheck = "xz.check"
  case xzFilters = "xz.filters"
  case xzBlocks = "xz.blocks"
  case zstdWindow = "zstd.window"
  case zstdContentSize = "zstd.content-size"
  case zstdChecksum = "zstd.checksum"
  case lzmaProperties = "lzma.properties"
  case bzip2Level = "bzip2.level"
  case streams
}

/// One parameter with its value.
package struct CompressionFact: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case number(Int64)
    /// Words of this tool.
    case text(String)
    /// What the file holds, not escaped.
    case bytes([UInt8])
    /// Seconds since 1970-01-01 UTC.
    case time(Int64)
  }

  package var field: CompressionField
  package var value: Value

  package init(_ field: CompressionField, _ value: Value) { (self.field, self.value) = (field, value) }
}

/// The parameters of a compressed file of `size` bytes, in the order of the fields' declaration.
///
/// Reads headers only, and the indexes of xz; what can't be understood is left out. Throws what `read` throws.
package func compressionFacts(
  format: CompressionFormat, size: Int64, read: ReadBytes
) throws(ArchiveError) -> [CompressionFact] {
  let size = try streamsSize(format: format, size: size, read: read)
  return switch format {
  case .gzip: GzipHeader(try read(0, GzipHeader.longest))?.facts ?? []
  case .xz: try xzFacts(size: size, read: read)
  case .zstd: try zstdFacts(size: size, read: read)
  case .lzma: LzmaHeader(try read(0, 13)).map { [CompressionFact(.lzmaProperties, .text($0.properties))] } ?? []
  case .bzip2: Bzip2Header(try read(0, 10)).map { [CompressionFact(.bzip2Level, .number(Int64($0.level)))] } ?? []
  }
}

extension GzipHeader {
  /// The longest header that is read: an extra field of any length, name and comment of half as much each.
  fileprivate static let longest = 128 << 10

  /// The time is left out where the writer gave none.
  fileprivate var facts: [CompressionFact] {
    var facts: [CompressionFact] = []
    if modified != 0 { facts.append(.init(.gzipModified, .time(Int64(modified)))) }
    if let name { facts.append(.init(.gzipName, .bytes(name))) }
    facts.append(.init(.gzipOperatingSystem, .number(Int64(operatingSystem))))
    facts.append(.init(.gzipExtraFlags, .number(Int64(extraFlags))))
    if let comment { facts.append(.init(.gzipComment, .bytes(comment))) }
    if let extraField { facts.append(.init(.gzipExtraField, .bytes(extraField))) }
    let flags = (isText ? ["text"] : []) + (hasChecksum ? ["header checksum"] : [])
    if !flags.isEmpty { facts.append(.init(.gzipFlags, .text(flags.joined(separator: ", ")))) }
    return facts
  }
}

private func xzFacts(size: Int64, read: ReadBytes) throws(ArchiveError) -> [CompressionFact] {
  guard let stream = XzStream(try read(0, XzStream.longestStart)) else { return [] }
  var facts = [CompressionFact(.xzCheck, .text(stream.check))]
  if let filters = stream.filters { facts.append(.init(.xzFilters, .text(filters))) }
  guard let index = try XzIndex(size: size, read: read) else { return facts }
  facts.append(.init(.xzBlocks, .text(xzBlocksText(index, stream))))
  facts.append(.init(.streams, .number(Int64(index.streams))))
  return facts
}

/// Such as `1` or `3, the largest of 24MiB, sizes in headers`: what tells one thread from several.
private func xzBlocksText(_ index: XzIndex, _ stream: XzStream) -> String {
  var text = "\(index.blocks.count)"
  if index.blocks.count > 1, let largest = index.blocks.map(\.plainSize).max() {
    text += ", the largest of \(shortSize(largest))"
  }
  return stream.firstBlock?.plainSize == nil ? text : text + ", sizes in headers"
}

private func zstdFacts(size: Int64, read: ReadBytes) throws(ArchiveError) -> [CompressionFact] {
  let survey = try ZstdFrame.survey(size: size, read: read)
  guard let first = survey.first else { return [] }
  var facts = [CompressionFact(.zstdWindow, number(first.windowSize))]
  if let size = first.contentSize { facts.append(.init(.zstdContentSize, number(size))) }
  facts.append(.init(.zstdChecksum, .text(first.hasChecksum ? "xxh64" : "none")))
  if let count = survey.count { facts.append(.init(.streams, .number(Int64(count)))) }
  return facts
}

private func number(_ value: UInt64) -> CompressionFact.Value {
  Int64(exactly: value).map { .number($0) } ?? .text("\(value)")
}
