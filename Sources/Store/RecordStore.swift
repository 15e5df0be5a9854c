package import Diagnostics
import SystemPackage

/// Small results by the digest of what they follow from: what has been done before is looked up, not done again.
///
/// A record is a list of lines `NAME VALUE` and a last line `end DIGEST` with the digest of those before it, in
/// `actions/ab/cdef…` of the store, where abcdef… is the key in hexadecimal.
extension ContentStore {
  /// The record under a key; nil when there is none or it is damaged.
  package func record(_ key: ContentDigest) -> [String: String]? {
    guard let bytes = try? recordPath(key).readBytes() else { return nil }  // An unreadable record is none.
    // Split as bytes: as a Character, "\r\n" is no "\n".
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    let body = lines.dropLast().map { $0 + "\n" }.joined()
    guard lines.last == end(of: body) else { return nil }
    return Dictionary(lines.dropLast().compactMap(field), uniquingKeysWith: { $1 })
  }

  /// Keeps a record; names hold no space, and nothing holds a line break.
  package func saveRecord(_ record: [String: String], for key: ContentDigest) throws(Diagnostic) {
    precondition(
      record.allSatisfy { isWritable($0.key, $0.value) }, "a record's names and values are single words and lines")
    let body = record.sorted { byteOrder($0.key, $1.key) }.map { "\($0.key) \($0.value)\n" }.joined()
    try recordPath(key).write(Array((body + end(of: body) + "\n").utf8))
  }

  private func isWritable(_ name: String, _ value: String) -> Bool {
    !name.isEmpty && !name.utf8.contains(UInt8(ascii: " ")) && !(name + value).utf8.contains(UInt8(ascii: "\n"))
  }

  private func field(_ line: String) -> (String, String)? {
    guard let space = line.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    return (String(line[..<space]), String(line[line.utf8.index(after: space)...]))
  }

  private func end(of body: String) -> String { "end \(ContentDigest(of: body))" }

  private func recordPath(_ key: ContentDigest) -> FilePath {
    root.appending("actions").appending(String(key.hex.prefix(2))).appending(String(key.hex.dropFirst(2)))
  }
}
