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
        [.bytes: .string(try region(at: offset, in: expected))], [.bytes: .string(try region(at: offset, in: actual))]
      )
    }
    guard let plainOffset = try firstPlainDifference(compressed.0, compressed.1) else {
      return (try compressor(of: expected), try compressor(of: actual))
    }
    return (
      [.bytes: .string(try region(at: plainOffset, in: expected))],
      [.bytes: .string(try region(at: plainOffset, in: actual))]
    )
  }

  /// The compressed bytes by their size, and what wrote them, as far as they tell.
  private func compressor(of input: ArchiveInput) throws(Diagnostic) -> [ContainerField: JSONValue] {
    var fields: [ContainerField: JSONValue] = [.compressed: .string("\(input.size) bytes")]
    let start = try reading { () throws(ArchiveError) in try input.bytes(at: 0, count: 512 << 10) }
    if let header = GzipHeader(start) {
      fields[.compressor] = .string(identifyDeflateWriter(Array(start[header.length...])).description)
    }
    return fields
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

  /// The offset of the first plain byte that differs, which are read on both cores.
  private func firstPlainDifference(_ expected: StreamSource, _ actual: StreamSource) throws(Diagnostic) -> Int64? {
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
      return match.difference.map { Int64($0.firstOffset) }
    } catch {
      switch error {
      case .expected(let error), .actual(let error): throw Diagnostic(reporting: error)
      case .disk(let diagnostic): throw diagnostic
      case .stopped: return nil
      }
    }
  }

  /// What lies at an offset of the plain archive, in words.
  private func region(at offset: Int64, in input: ArchiveInput) throws(Diagnostic) -> String {
    let place = try reading { () throws(ArchiveError) in try memberRegion(at: offset, in: input, limits: limits) }
    return "offset \(offset): \(place)"
  }
}
