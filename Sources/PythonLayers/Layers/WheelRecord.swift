import Archives
import Diagnostics
import Store
import SystemPackage

/// Holds a wheel against its own `RECORD`, which uv does not do: what it lists must be what it holds.
///
/// Members that are not listed, and rows of members that are not there, are left alone, as by every installer. A wheel
/// that was found to be right is not read again.
struct WheelRecord {
  let store: ContentStore

  /// - Throws: `wheel.damaged`, `wheel.no-record`, `wheel.unsafe-record`, or `wheel.wrong-record` with the first member
  ///   that is not what its row says.
  func check(_ wheel: Blob, name: String) throws {
    let key = ContentDigest(of: "assay.wheel-record/1 \(wheel.digest)")
    if store.record(key) != nil { return }
    let contents: Contents
    do { contents = try read(wheel) } catch let error as ArchiveError {
      throw problem("damaged", name, "can't be read: \(Diagnostic(reporting: error).message)")
    }
    guard let record = contents.record else { throw problem("no-record", name, "has no RECORD") }
    for row in RecordFile(record).rows {
      guard let path = row.first, normalised(path) != nil else {
        throw problem("unsafe-record", name, "has a RECORD that names a path outside: '\(escaped(row.first ?? ""))'")
      }
      guard row.count > 1, row[1].hasPrefix("sha256="), let digest = contents.digests[path] else { continue }
      let stated = row[1].dropFirst("sha256=".count)
      // Some tools leave the padding of base 64 where it is.
      guard stated.prefix(43) == digest.base64url else {
        throw problem(
          "wrong-record", name,
          "holds '\(escaped(path))' with the sha256 '\(digest.base64url)', where its RECORD says '\(escaped(String(stated)))'"
        )
      }
    }
    try store.saveRecord(["record": "right"], for: key)
  }

  private struct Contents {
    var record: String?
    var digests: [String: ContentDigest] = [:]
  }

  private func read(_ wheel: Blob) throws -> Contents {
    var contents = Contents()
    var reader = try ArchiveReader(opening: store.path(of: wheel.digest))
    while let header = try reader.nextMember() {
      let path = String(decoding: header.name, as: UTF8.self)
      guard header.type == .file else { continue }
      if path.hasSuffix(".dist-info/RECORD"), path.split(separator: "/").count == 2 {
        contents.record = String(decoding: try reader.readContent(), as: UTF8.self)
        continue
      }
      var hasher = ContentHasher()
      while let block = try reader.nextBlock() { hasher.update(block) }
      contents.digests[path] = hasher.finish()
    }
    return contents
  }

  private func problem(_ code: String, _ name: String, _ what: String) -> Diagnostic {
    Diagnostic(
      "wheel.\(code)", "the wheel '\(escaped(name))' \(what)",
      hint: "nothing was installed; the wheel was published like this: require another version of the package")
  }
}
