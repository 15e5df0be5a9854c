import Archives
import CanonicalJSON
import Diagnostics
import Store

/// What an archive is as a whole.
func containerFields(
  _ facts: ArchiveFacts, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  var fields = try compressionFields(facts.compression, input)
  fields[.format] = .string(facts.name ?? "empty")
  if !facts.dialects.isEmpty {
    fields[.dialect] = .string(facts.dialects.map(\.rawValue).sorted().joined(separator: ", "))
  }
  if !facts.extendedHeaderNames.isEmpty {
    fields[.paxNames] = .string(facts.extendedHeaderNames.map { escaped(bytes: $0) }.sorted().joined(separator: ", "))
  }
  fields[.endBytes] = facts.endBytes.map { .integer($0) }
  fields[.trailingBytes] = shown([facts.trailing, facts.streamTrailing])
  return fields
}

/// What a file is that is no archive, but may be compressed.
func containerFields(
  _ stream: StreamSource, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  var fields = try compressionFields(stream.compression, input)
  fields[.format] = .string(stream.compression?.suffix ?? "file")
  fields[.trailingBytes] = shown([stream.trailing])
  return fields
}

/// What a zip is as a whole.
func containerFields(_ zip: ZipArchive, _ input: ArchiveInput) throws(ArchiveError) -> [ContainerField: JSONValue] {
  var fields: [ContainerField: JSONValue] = [.format: .string("zip")]
  if !zip.comment.isEmpty { fields[.zipComment] = .string(escaped(bytes: zip.comment)) }
  if let prefix = zip.prefix { fields[.zipPrefix] = .string(try shownRegions([prefix], of: input)) }
  if !zip.gaps.isEmpty { fields[.zipGaps] = .string(try shownRegions(zip.gaps, of: input)) }
  if !zip.isInStoredOrder { fields[.zipOrder] = "listed in another order than stored" }
  if let trailing = zip.trailing { fields[.trailingBytes] = .string(try shownRegions([trailing], of: input)) }
  return fields
}

/// Such as `3 bytes, sha256 …`; nil where nothing follows.
private func shown(_ trailing: [TrailingBytes?]) -> JSONValue? {
  let texts = trailing.compactMap { $0?.description }
  return texts.isEmpty ? nil : .string(texts.joined(separator: "; "))
}

/// Regions by their number, size and digest.
func shownRegions(_ regions: [ByteRegion], of input: ArchiveInput) throws(ArchiveError) -> String {
  var hasher = ContentHasher()
  for region in regions {
    let source = InputSource(ArchiveInput(range: region.offset..<region.end, of: input, name: input.name))
    while let block = try source.nextBlock() { hasher.update(block) }
  }
  let size = regions.reduce(0) { $0 + $1.size }
  let places = regions.count == 1 ? "" : " in \(regions.count) places"
  return "\(size) bytes\(places), sha256 \(hasher.finish().hex)"
}

private func compressionFields(
  _ compression: CompressionFormat?, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  guard let compression else { return [:] }
  let facts = try compressionFacts(format: compression, size: input.size) { offset, count throws(ArchiveError) in
    try input.bytes(at: offset, count: count)
  }
  var fields: [ContainerField: JSONValue] = [:]
  for fact in facts { fields[ContainerField(fact.field)] = fact.value.json }
  return fields
}

extension ContainerField {
  fileprivate init(_ field: CompressionField) {
    self =
      switch field {
      case .gzipModified: .gzipModified
      case .gzipName: .gzipName
      case .gzipOperatingSystem: .gzipOperatingSystem
      case .gzipExtraFlags: .gzipExtraFlags
      case .gzipComment: .gzipComment
      case .gzipExtraField: .gzipExtraField
      case .gzipFlags: .gzipFlags
      case .xzCheck: .xzCheck
      case .xzFilters: .xzFilters
      case .xzBlocks: .xzBlocks
      case .streams: .streams
      case .zstdWindow: .zstdWindow
      case .zstdContentSize: .zstdContentSize
      case .zstdChecksum: .zstdChecksum
      case .lzmaProperties: .lzmaProperties
      case .bzip2Level: .bzip2Level
      }
  }
}

extension CompressionFact.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .text(let text): .string(text)
    case .bytes(let bytes): .string(escaped(bytes: bytes))
    case .time(let seconds): .string(Timestamp(seconds: seconds).text)
    }
  }
}
