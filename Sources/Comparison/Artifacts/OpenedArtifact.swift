package import Archives
import CanonicalJSON
import Diagnostics
package import Store
import SystemPackage

/// An artifact whose members are about to be read.
struct OpenedArtifact {
  let source: any MemberSource
  /// The file; nil for a folder.
  let input: ArchiveInput?
  /// What the source knows of its members.
  let fields: Set<MemberField>
  /// What was seen of the artifact as a whole; complete once all members were read.
  let container: () throws(ArchiveError) -> [ContainerField: JSONValue]?
  let findings: Findings
  /// What it is, such as `tar.gz`; complete once a member was read.
  let format: () -> String
  /// Whether reading on is work worth a thread of its own.
  let isStream: Bool
  /// How a tar ends: where, and with how many zero bytes; nil for others.
  let tarEnd: () -> (offset: Int64, zeros: Int64)?
  /// What follows the streams of a compressed file; complete once all members were read.
  let streamTrailing: () -> TrailingBytes?
  /// Whether the names of some members tell how they are compressed.
  let isDebianPackage: Bool
  /// For what is a single content, the name of the file without the suffix of its compression; nil for others.
  var contentName: [UInt8]?
  /// Opens the same artifact again, to read it from its beginning.
  let reopened: () throws(ArchiveError) -> OpenedArtifact

  /// A folder; its extended attributes are only held against another folder's, since archives mostly have none.
  init(folder path: FilePath, limits: ReadingLimits, readsAttributes: Bool) throws(ArchiveError) {
    let folder = try FolderSource(opening: path, limits: limits, readsAttributes: readsAttributes)
    (source, findings, isStream) = (folder, folder.findings, false)
    input = nil
    // A folder ends no name with a slash, which archives may. What its owners are called is this machine's affair.
    fields = Set([.type, .mode, .uid, .gid, .mtime, .size, .link, .device, .content])
      .union(readsAttributes ? [.attributes] : [])
    container = { nil }
    format = { "folder" }
    tarEnd = { nil }
    isDebianPackage = false
    streamTrailing = { nil }
    reopened = { () throws(ArchiveError) in
      try OpenedArtifact(folder: path, limits: limits, readsAttributes: readsAttributes)
    }
  }

  /// An archive, or any other file.
  init(_ input: ArchiveInput, limits: ReadingLimits) throws(ArchiveError) {
    let reader: ArchiveReader
    do throws(ArchiveError) { reader = try ArchiveReader(input, limits: limits) } catch {
      guard case .unknownFormat = error else { throw error }
      self.init(try StreamSource(input, limits: limits), input, limits)
      return
    }
    if let zip = reader.zip { self.init(zip, input, limits) } else { try self.init(reader, input, limits) }
  }

  /// The bytes of a file whose format can't be read.
  init(bytesOf input: ArchiveInput, limits: ReadingLimits) {
    self.init(StreamSource(bytesOf: input, limits: limits), input, limits)
  }

  private init(_ zip: ZipArchive, _ input: ArchiveInput, _ limits: ReadingLimits) {
    (source, findings, isStream) = (ZipSource(zip), zip.findings, false)
    self.input = input
    fields = MemberField.heldByZipAlone.union([.name, .type, .mode, .mtime, .size, .link, .content, .position])
    container = { () throws(ArchiveError) in try containerFields(zip, input) }
    format = { "zip" }
    tarEnd = { nil }
    isDebianPackage = false
    streamTrailing = { nil }
    reopened = { () throws(ArchiveError) in try OpenedArtifact(input, limits: limits) }
  }

  private init(
    _ reader: consuming ArchiveReader, _ input: ArchiveInput, _ limits: ReadingLimits
  ) throws(ArchiveError) {
    isDebianPackage = try Comparison.isDebianPackage(input)
    let archive = ArchiveSource(reader)
    (source, findings, isStream) = (archive, archive.findings, true)
    self.input = input
    fields = Set(MemberField.allCases).subtracting(MemberField.heldByZipAlone)
    container = { () throws(ArchiveError) in try containerFields(archive.facts, input) }
    format = { archive.facts.name ?? "archive" }
    tarEnd = {
      guard let offset = archive.facts.endOffset, let zeros = archive.facts.endBytes else { return nil }
      return (offset, zeros)
    }
    streamTrailing = { archive.facts.streamTrailing }
    reopened = { () throws(ArchiveError) in try OpenedArtifact(input, limits: limits) }
  }

  private init(_ stream: StreamSource, _ input: ArchiveInput, _ limits: ReadingLimits) {
    (source, findings, isStream) = (stream, stream.findings, stream.compression != nil)
    self.input = input
    fields = [.name, .type, .size, .content]
    container = { () throws(ArchiveError) in try containerFields(stream, input) }
    format = { stream.compression?.suffix ?? "file" }
    contentName = Array((stream.compression.map { input.name.without(suffix: ".\($0.suffix)") } ?? input.name).utf8)
    tarEnd = { nil }
    isDebianPackage = false
    streamTrailing = { stream.trailing }
    reopened = { () throws(ArchiveError) in try OpenedArtifact(input, limits: limits) }
  }
}

extension OpenedArtifact {
  /// The digest of the content of the member at `index`, counted from 0; nil where there is no such member.
  func digest(ofMember index: Int) throws(ArchiveError) -> ContentDigest? {
    for position in 0...index {
      guard try source.nextMember() != nil else { return nil }
      guard position == index else { continue }
      return try contentDigest { () throws(ArchiveError) in try source.nextBlock() }.digest
    }
    return nil
  }
}

extension String {
  fileprivate func without(suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}

/// Reads a content to its end.
package func contentDigest(
  _ next: () throws(ArchiveError) -> UnsafeRawBufferPointer?
) throws(ArchiveError) -> (size: Int64, digest: ContentDigest) {
  var hasher = ContentHasher()
  var size: Int64 = 0
  while let block = try next() {
    hasher.update(block)
    size += Int64(block.count)
  }
  return (size, hasher.finish())
}
