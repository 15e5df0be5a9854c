package import Diagnostics
import SystemPackage

/// Small results by the digest of what they follow from: what has been done before is looked up, not done again.
///
/// A record is a list of lines `NAME VALUE` and a last line `end DIGEST` with the digest of those before it. Most lie in
/// `actions/ab/cdef…` of the store, where abcdef… is a key in hexadecimal; others have names of their own. Looking a
/// record up marks it as used.
extension ContentStore {
  /// The names under which records name content: trees, and single blobs.
  ///
  /// What is named otherwise may be cleaned away.
  static let (treeFields, blobFields) = (
    ["files", "output", "tree"], ["blob", "export", "log", "mtree", "stderr", "stdout"]
  )

  /// The record under a key; nil when there is none or it is damaged.
  package func record(_ key: ContentDigest) -> [String: String]? { record(named: recordName(key)) }

  /// The record under a path below the store's root, such as `artifacts/project/lib/KEY`.
  package func record(named name: String) -> [String: String]? {
    let path = root.pushing(FilePath(name))
    guard let record = readRecord(at: path) else { return nil }
    path.markUsed()
    return record
  }

  /// Keeps a record; names hold no space, and nothing holds a line break.
  package func saveRecord(_ record: [String: String], for key: ContentDigest) throws(Diagnostic) {
    try saveRecord(record, named: recordName(key))
  }

  /// Keeps a record under a path below the store's root.
  package func saveRecord(_ record: [String: String], named name: String) throws(Diagnostic) {
    precondition(
      record.allSatisfy { isWritable($0.key, $0.value) }, "a record's names and values are single words and lines")
    let body = record.sorted { byteOrder($0.key, $1.key) }.map { "\($0.key) \($0.value)\n" }.joined()
    try root.pushing(FilePath(name)).write(Array((body + end(of: body) + "\n").utf8))
  }

  /// Forgets a record; none there is fine.
  package func removeRecord(named name: String) throws(Diagnostic) { try root.pushing(FilePath(name)).removeAll() }

  /// The names of the records in a folder below the store's root, in order.
  package func recordNames(in folder: String) throws(Diagnostic) -> [String] {
    try root.pushing(FilePath(folder)).namesIfThere().filter { !$0.isTemporaryName }
  }

  /// The record in a file, not marked as used; nil when there is none or it is damaged.
  func readRecord(at path: FilePath) -> [String: String]? {
    // An unreadable record is none.
    guard let bytes = try? path.openWithoutUse().closing({ try $0.readAll() }) else { return nil }
    // Split as bytes: as a Character, "\r\n" is no "\n".
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    let body = lines.dropLast().map { $0 + "\n" }.joined()
    guard lines.last == end(of: body) else { return nil }
    return Dictionary(lines.dropLast().compactMap(field), uniquingKeysWith: { $1 })
  }

  private func isWritable(_ name: String, _ value: String) -> Bool {
    !name.isEmpty && !name.utf8.contains(UInt8(ascii: " ")) && !(name + value).utf8.contains(UInt8(ascii: "\n"))
  }

  private func field(_ line: String) -> (String, String)? {
    guard let space = line.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    return (String(line[..<space]), String(line[line.utf8.index(after: space)...]))
  }

  private func end(of body: String) -> String { "end \(ContentDigest(of: body))" }

  private func recordName(_ key: ContentDigest) -> String {
    "actions/\(key.hex.prefix(2))/\(key.hex.dropFirst(2))"
  }
}
