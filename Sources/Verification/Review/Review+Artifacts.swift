import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Specs
import Store
import SystemPackage

extension Review {
  /// Archives and what they hold that grew or shrank by more than a threshold.
  var sizeNotes: [ReviewNote] {
    var measures: [String: [String]] = [:]
    func measure(_ subject: String, _ what: String, _ before: Int64, _ after: Int64) {
      guard isNoteworthy(before, after) else { return }
      let text = "\(what) \(before) bytes expected, \(after) actual\(percentage(before, after))"
      if measures[subject]?.contains(text) != true { measures[subject, default: []].append(text) }
    }
    for (file, before, after) in keptArtifacts {
      measure(file.subject(before.name), "size", before.size, after.size)
    }
    for (file, before, after) in changed(.inventory) {
      guard let old = contents(before)?.plain, let new = contents(after)?.plain else { continue }
      measure(file.subject(file.name), "unpacked", old.size, new.size)
    }
    return measures.keys.sorted(by: byteOrder).map { subject in
      ReviewNote(.sizeChanged, of: subject, (measures[subject] ?? []).joined(separator: "; "))
    }
  }

  private func isNoteworthy(_ before: Int64, _ after: Int64) -> Bool {
    let change = after > before ? after - before : before - after
    return change > settings.sizeBytes || Double(change) * 100 > Double(before) * Double(settings.sizePercent)
  }

  /// Such as ` (+12.5 %)`.
  private func percentage(_ before: Int64, _ after: Int64) -> String {
    guard before > 0 else { return "" }
    let tenths = (Double(after - before) / Double(before) * 1000).rounded()
    guard tenths.magnitude < 1e9 else { return "" }
    return " (\(tenths < 0 ? "-" : "+")\(Int(tenths.magnitude) / 10).\(Int(tenths.magnitude) % 10) %)"
  }

  /// Archives with other bytes around the same tar or, where none is recorded, around the same members.
  var compressorNotes: [ReviewNote] {
    let inventories = Dictionary(
      files.filter { $0.kind == .inventory }.map { ($0.change.file, $0.change) },
      uniquingKeysWith: { first, _ in first })
    return keptArtifacts.compactMap { file, before, after in
      guard let old = before.digest, let new = after.digest, old != new, isPathBelow(before.name) else { return nil }
      let path = file.folder.pushing(FilePath("contents/\(before.name).mtree"))
      let change = inventories[path]
      // One that stays as it is stands on the disk only.
      let bytes = change.map { ($0.before, $0.after) } ?? { ($0, $0) }(try? path.readBytes())
      guard let left = bytes.0.flatMap(contents), let right = bytes.1.flatMap(contents) else { return nil }
      let message: String
      if let plain = left.plain, plain == right.plain {
        message =
          "the tar inside stays the same (\(plain.size) bytes), but it is compressed to \(after.size) bytes, "
          + "not \(before.size)"
      } else if left.plain == nil, right.plain == nil,
        compare(expected: left.inventory, actual: right.inventory).isEmpty
      {
        message = "its members stay the same, but they are packed into \(after.size) bytes, not \(before.size)"
      } else {
        return nil
      }
      return ReviewNote(
        .compressorChanged, of: file.subject(before.name), message + ": was the compressor changed?")
    }
  }

  /// Members that gained an executable or set-id bit, new ones with a set-id bit, and files that can be executed now.
  var modeNotes: [ReviewNote] {
    let outputs = keptArtifacts.compactMap { file, before, after -> ReviewNote? in
      guard before.json["executable"] != true, after.json["executable"] == true else { return nil }
      return ReviewNote(.modeGained, of: file.subject(before.name), "it can be executed, which it could not before")
    }
    return outputs + memberModeNotes
  }

  private var memberModeNotes: [ReviewNote] {
    changed(.inventory).compactMap { file, before, after in
      guard let before = contents(before)?.inventory, let after = contents(after)?.inventory else { return nil }
      let gains = modeGains(before, after)
      guard !gains.isEmpty else { return nil }
      let shown = gains.prefix(5).joined(separator: ", ") + (gains.count > 5 ? " and \(gains.count - 5) more" : "")
      return ReviewNote(
        .modeGained, of: file.subject(file.name),
        "\(gains.count == 1 ? "1 member gains" : "\(gains.count) members gain") an executable or set-id bit: \(shown)")
    }
  }

  private func modeGains(_ before: Inventory, _ after: Inventory) -> [String] {
    let named = Dictionary(before.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Dictionary(before.members.map { (rootless($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    return after.members.compactMap { member in
      guard let mode = member.mode, member.type != .directory, member.type != .symlink else { return nil }
      let name = "'\(escaped(bytes: member.name))'"
      guard let old = (named[member.name] ?? known[rootless(member.name)])?.mode else {
        return mode & 0o6000 == 0 ? nil : "\(name) (new, \(octal(mode)))"
      }
      return mode & ~old & 0o6111 == 0 ? nil : "\(name) (\(octal(old)) expected, \(octal(mode)) actual)"
    }
  }

  /// Without the first folder, which has the version of the lock in its name for some layers.
  private func rootless(_ name: [UInt8]) -> ArraySlice<UInt8> {
    name.firstIndex(of: UInt8(ascii: "/")).map { name[($0 + 1)...] } ?? name[...]
  }

  private func octal(_ mode: UInt32) -> String {
    let digits = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Nil for an inventory that can't be read; who verifies is told why.
  private func contents(_ bytes: [UInt8]) -> ContentsFile? { try? ContentsFile(parsing: bytes, file: "") }
}
