/// The plain bytes of a member that is compressed with deflate.
final class ZipInflater: ByteSource {
  let stream: InflateStream
  private let archive: String
  private let stored: ZipStoredBytes
  private var isDone = false

  init(_ archive: ZipArchive, _ stored: ZipStoredBytes) {
    (self.archive, self.stored) = (archive.input.name, stored)
    stream = archive.spareInflater ?? InflateStream()
    archive.spareInflater = nil
    stream.begin()
  }

  /// How many of the stored bytes lie behind the end of the stream.
  var unused: Int64 { stream.unused + stored.remaining }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    while !isDone {
      switch stream.step() {
      case .output(let block, let isLast):
        isDone = isLast
        return block
      case .needsInput:
        guard let block = try stored.nextBlock() else { throw damaged("its deflate stream ends early") }
        stream.feed(block)
      case .corrupt(let reason): throw damaged(reason)
      }
    }
    return nil
  }

  private func damaged(_ reason: String) -> ArchiveError { .damaged(archive: archive, member: nil, reason: reason) }
}
