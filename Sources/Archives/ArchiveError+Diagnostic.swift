package import Diagnostics

extension Diagnostic {
  /// The sentence for a problem with an archive.
  package init(reporting error: ArchiveError) {
    switch error {
    case .unreadable(let archive, let errno):
      self.init("archive.unreadable", "can't read: \(errno)", at: Place(archive))
    case .noFile(let archive, let kind):
      self.init(
        "archive.no-file", "it is \(kind), which can't be read more than once", at: Place(archive),
        hint: "put the bytes into a file, and name that")
    case .changed(let archive):
      self.init(
        "archive.changed", "it changed while it was read", at: Place(archive),
        hint: "compare again when nothing writes to it")
    case .unwritable(let path, let errno):
      self.init("archive.unwritable", "can't write: \(errno)", at: Place(path))
    case .unknownFormat(let archive, let start, let filter):
      self.init(
        "archive.unknown-format", unknownFormat(start, filter), at: Place(archive), hint: unknownFormatHint(start))
    case .damaged(let archive, let member, let reason):
      self.init(
        "archive.damaged", "\(member?.description ?? "the archive") is damaged: \(escaped(reason))", at: Place(archive),
        hint: "fetch or make the archive again")
    case .unsupportedMember(let archive, let member, let reason):
      self.init(
        "archive.unsupported", "\(member) can't be unpacked: \(escaped(reason))", at: Place(archive),
        hint: "its stored bytes can be compared, but not its content")
    case .limit(let archive, let member, let kind, let limit):
      self.init(
        "archive.limit", "\(member.map { "at \($0): " } ?? "")\(kind.claim) \(kind.amount(limit))", at: Place(archive),
        hint: "raise the limit with '\(kind.option)' if you trust the archive")
    case .contentSize(let name, let declared, let given):
      self.init(
        "archive.content-size",
        "member '\(shortened(name))' declares \(declared) bytes but has \(given > declared ? "more" : "\(given)")")
    case .unrepresentable(let name, let field, let format):
      self.init("archive.unrepresentable", "member '\(shortened(name))' has a \(field) that \(format) can't hold")
    case .compressor(let format, let reason):
      self.init("archive.compressor", "can't compress with \(format.rawValue): \(escaped(reason))")
    }
  }
}

extension MemberPlace: CustomStringConvertible {
  /// `member 3 'a/b'`, with control characters escaped and a long name cut.
  package var description: String { "member \(position)" + (name.map { " '\(shortened($0))'" } ?? "") }
}

private func unknownFormat(_ start: [UInt8], _ filter: CompressionFormat?) -> String {
  let subject = filter.map { "the \($0.rawValue) content" } ?? "it"
  return start.isEmpty
    ? "not an archive: \(subject) is empty"
    : "not an archive: \(subject) starts with '\(escaped(bytes: start.prefix(16)))'"
}

private func unknownFormatHint(_ start: [UInt8]) -> String {
  start.first == UInt8(ascii: "<")
    ? "this looks like a web page; fetch the archive again"
    : "tar, zip, cpio and ar are read, plain or in gzip, bzip2, xz, lzma or zstd"
}

/// The name for a message: at most 120 bytes, with the full length when it was cut.
func shortened(_ name: [UInt8]) -> String {
  name.count <= 120 ? escaped(bytes: name) : "\(escaped(bytes: name.prefix(120)))… (\(name.count) bytes)"
}
