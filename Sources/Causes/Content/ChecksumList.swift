import Comparison
import Store

/// A text of lines as `sha256sum`, `md5sum` and their like write them: a digest, two signs, a name.
enum ChecksumList {
  static let description = CauseDescription(
    id: "checksum-list", meaning: "a list of checksums differs because the members it lists do",
    proof: "each digest that differs is that of the listed member on either side; only SHA-256 is compared",
    fooledBy: "nothing: each digest is compared with the content of the member it stands for",
    fix: "end what makes the listed members differ")

  /// The digests of a list; nil for a text that is none.
  static func entries(of content: [UInt8]) -> [DigestEntry]? {
    guard let ranges = lineRanges(of: content) else { return nil }
    var entries: [DigestEntry] = []
    for range in ranges where !range.isEmpty {
      guard let entry = entry(content[range]) else { return nil }
      entries.append(entry)
    }
    return entries.isEmpty ? nil : entries
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> DigestEntry? {
    let digits = line.prefix { $0.isHexDigit }
    let rest = line.dropFirst(digits.count)
    // MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512; the second sign tells texts from other files.
    guard [32, 40, 56, 64, 96, 128].contains(digits.count), rest.count > 2, rest.first == 0x20,
      let mark = rest.dropFirst().first, mark == 0x20 || mark == UInt8(ascii: "*")
    else { return nil }
    let digest = String(validating: digits, as: UTF8.self).flatMap { ContentDigest(hex: $0) }
    return DigestEntry(name: Array(rest.dropFirst(2)), text: Array(digits), digest: digest, mark: [mark])
  }
}
