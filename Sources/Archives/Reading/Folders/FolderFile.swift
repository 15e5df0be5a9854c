import Glibc

/// A file in a folder while it is read, which must not change meanwhile.
final class FolderFile: ByteSource {
  private let input: ArchiveInput
  private let source: InputSource
  private let status: stat

  init(_ input: ArchiveInput, _ status: stat) {
    (self.input, source, self.status) = (input, InputSource(input), status)
  }

  /// - Throws: at the end `changed`, when the file is not what it was when it was listed.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if let block = try source.nextBlock() { return block }
    guard !input.hasChanged(since: status) else { throw .changed(archive: input.name) }
    return nil
  }
}

/// How much plain content of a folder may still be read.
final class FolderBudget {
  private let limit: Int64?
  private var left: Int64

  /// Nil for any number of bytes.
  init(_ limit: Int64?) { (self.limit, left) = (limit, limit ?? .max) }

  /// Counts a file before it is read; one that is too large leaves the budget to the others.
  func take(_ size: Int64, of name: String) throws(ArchiveError) {
    guard let limit else { return }
    guard size <= left else { throw .limit(archive: name, member: nil, .plainBytes, limit) }
    left -= size
  }
}
