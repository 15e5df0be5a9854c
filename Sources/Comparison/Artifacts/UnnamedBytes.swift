import Archives
import CanonicalJSON
import Diagnostics

/// Finds the name for bytes that differ although every member and field is the same.
///
/// Archives are read once more for it, which only happens where nothing else was found.
struct UnnamedBytes {
  let keeper: ContentKeeper
  let limits: ReadingLimits
  let isStopped: () -> Bool

  /// The fields to add on each side; none when the files are the same.
  func fields(
    expected: ArchiveInput, actual: ArchiveInput
  ) throws(Diagnostic) -> (expected: [ContainerField: JSONValue], actual: [ContainerField: JSONValue]) {
    let (left, right) = (try withoutGzipHeader(expected), try withoutGzipHeader(actual))
    guard let offset = try reading({ () throws(ArchiveError) in try firstDifference(left, right) }) else {
      return ([:], [:])
    }
    let compressed = try (plain(expected), plain(actual))
    guard compressed.0.compression != nil || compressed.1.compression != nil else {
      return (
        [.bytes: .string(try region(at: offset, in: expected, bytes(at: offset, in: left)))],
        [.bytes: .string(try region(at: offset, in: actual, bytes(at: offset, in: right)))]
      )
    }
    guard let difference = try plainDifference(compressed.0, compressed.1) else {
      let fields = try (streams(expected, compressed.0), streams(actual, compressed.1))
      // Where only what follows the streams differs, nothing was compressed otherwise.
      let ends = (end(of: expected, left, compressed.0), end(of: actual, right, compressed.1))
      if ends.0 == ends.1, offset >= ends.0 { return fields }
      if offset == min(left.size, right.size), compressed.0.gzipStreams == nil {
        return (
          try fields.0.merging(following(offset, in: left)) { $1 },
          try fields.1.merging(following(offset, in: right)) { $1 }
        )
      }
      return (
        try fields.0.merging(
          compressor(of: left, isGzip: compressed.0.compression == .gzip, firstDifference: offset)
        ) { $1 },
        try fields.1.merging(
          compressor(of: right, isGzip: compressed.1.compression == .gzip, firstDifference: offset)
        ) { $1 }
      )
    }
    let place = Int64(difference.firstOffset)
    let start = difference.firstOffset - difference.windowOffset
    return (
      [.bytes: .string(try region(at: place, in: expected, Array(difference.expectedWindow.dropFirst(start))))],
      [.bytes: .string(try region(at: place, in: actual, Array(difference.actualWindow.dropFirst(start))))]
    )
  }

  /// How many streams there are that headers don't count, and how many zeros follow them; the file was read to its
  /// end.
  private func streams(_ file: ArchiveInput, _ source: StreamSource) throws(Diagnostic) -> [ContainerField: JSONValue] {
    if let (count, end) = source.gzipStreams {
      var fields: [ContainerField: JSONValue] = [.streams: .integer(Int64(count))]
      if source.trailing == nil, end < file.size { fields[.trailingBytes] = .integer(file.size - end) }
      return fields
    }
    var fields: [ContainerField: JSONValue] = [:]
    if source.compression == .bzip2 {
      fields[.streams] = .integer(Int64(try reading { () throws(ArchiveError) in try bzip2Streams(file) }))
    }
    return fields
  }

  /// Where the last stream ends, in bytes from the start of `stream`, which is the file or what follows its header.
  private func end(of file: ArchiveInput, _ stream: ArchiveInput, _ source: StreamSource) -> Int64 {
    if let end = source.gzipStreams?.end { return end - (file.size - stream.size) }
    return stream.size - (source.trailing?.count ?? 0)
  }

  /// What follows the streams, by its size and digest.
  private func following(_ offset: Int64, in file: ArchiveInput) throws(Diagnostic) -> [ContainerField: JSONValue] {
    guard offset < file.size else { return [:] }
    let rest = ByteRegion(offset: offset, size: file.size - offset)
    return [
      .trailingBytes: .string(try reading { () throws(ArchiveError) in try shownRegions([rest], of: file) })
    ]
  }

  /// The compressed bytes by their size and the first that differs, and what wrote them, as far as they tell.
  private func compressor(
    of stream: ArchiveInput, isGzip: Bool, firstDifference offset: Int64
  ) throws(Diagnostic) -> [ContainerField: JSONValue] {
    let shown = "\(stream.size) bytes, \(hex(try bytes(at: offset, in: stream))) at offset \(offset)"
    var fields: [ContainerField: JSONValue] = [.compressed: .string(shown)]
    guard isGzip else { return fields }
    let start = try reading { () throws(ArchiveError) in try stream.bytes(at: 0, count: 512 << 10) }
    fields[.compressor] = .string(identifyDeflateWriter(start).description)
    return fields
  }

  private func bytes(at offset: Int64, in input: ArchiveInput) throws(Diagnostic) -> [UInt8] {
    try reading { () throws(ArchiveError) in try input.bytes(at: offset, count: 8) }
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.isEmpty ? "the end" : "0x" + bytes.prefix(8).map { hexadecimal($0) }.joined()
  }

  /// The header's fields were compared.
  private func withoutGzipHeader(_ input: ArchiveInput) throws(Diagnostic) -> ArchiveInput {
    let start = try reading { () throws(ArchiveError) in try input.bytes(at: 0, count: 128 << 10) }
    guard let header = GzipHeader(start) else { return input }
    return ArchiveInput(range: Int64(header.length)..<input.size, of: input, name: input.name)
  }

  private func plain(_ input: ArchiveInput) throws(Diagnostic) -> StreamSource {
    try reading { () throws(ArchiveError) in try StreamSource(input, limits: limits) }
  }

  /// How the plain bytes differ, which are read on both cores.
  private func plainDifference(_ expected: StreamSource, _ actual: StreamSource) throws(Diagnostic) -> BinaryDifference?
  {
    let ahead = ReadAhead(expected)
    defer { ahead.stop() }
    do throws(ArchiveError) {
      _ = try ahead.nextMember()
      _ = try actual.nextMember()
    } catch { throw Diagnostic(reporting: error) }
    let matcher = ContentMatcher(keeper: keeper, keptSize: -1, isStopped: isStopped)
    do throws(MatchingError) {
      let match = try matcher.match(
        expected: ContentStream(reading: ahead), actual: ContentStream(reading: actual))
      return match.difference
    } catch {
      switch error {
      case .expected(let error), .actual(let error): throw Diagnostic(reporting: error)
      case .disk(let diagnostic): throw diagnostic
      case .stopped: return nil
      }
    }
  }

  /// What lies at an offset of the plain archive, in words.
  private func region(at offset: Int64, in input: ArchiveInput, _ bytes: [UInt8]) throws(Diagnostic) -> String {
    let place = try reading { () throws(ArchiveError) in try memberRegion(at: offset, in: input, limits: limits) }
    return "\(hex(bytes)) at offset \(offset), \(place)"
  }
}
