/// A single content in place of an archive: a file that is none, or what a compressed file unpacks to.
package final class StreamSource: MemberSource {
  /// The name of the only member.
  package static let memberName = Array("content".utf8)

  /// What the file is compressed with.
  package let compression: CompressionFormat?
  package let findings: Findings
  private let input: ArchiveInput
  private let source: any ByteSource
  private let limits: ReadingLimits
  private var isStarted = false
  private var count: Int64 = 0

  package init(_ input: ArchiveInput, limits: ReadingLimits = .standard) throws(ArchiveError) {
    (self.input, self.limits, findings) = (input, limits, Findings(archive: input.name))
    let peeked = try PeekedSource(InputSource(input))
    guard case .compressed(let format) = identifyContainer(peeked.start) else {
      (source, compression) = (peeked, nil)
      return
    }
    (source, compression) = (try plainSource(peeked, format, input, limits, findings), format)
  }

  /// The bytes of a file as they stand, whatever they look like.
  package init(bytesOf input: ArchiveInput, limits: ReadingLimits = .standard) {
    (self.input, self.limits, findings) = (input, limits, Findings(archive: input.name))
    (source, compression) = (InputSource(input), nil)
  }

  /// How many gzip members there are and where the last one ends, in bytes; complete once all was read, nil for others.
  package var gzipStreams: (count: Int, end: Int64)? { (source as? GzipSource).map { ($0.members, $0.end) } }

  /// What follows the last stream; complete once all was read, nil where that is nothing but zeros.
  package var trailing: TrailingBytes? { (source as? any DecompressedSource)?.trailing }

  /// Plain content can be read again from its file.
  package var storedContent: (any ContentHandle)? { compression == nil ? input : nil }

  package func nextMember() throws(ArchiveError) -> MemberHeader? {
    guard !isStarted else { return nil }
    isStarted = true
    return MemberHeader(name: Self.memberName, type: .file, mode: 0)
  }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let block = try source.nextBlock() else {
      findings.noteRatio(plainBytes: count, size: input.size)
      return nil
    }
    count += Int64(block.count)
    if let limit = limits.plainBytes, count > limit {
      findings.noteRatio(plainBytes: count, size: input.size)
      throw .limit(archive: input.name, member: nil, .plainBytes, limit)
    }
    return block
  }
}
