import Archives
import Diagnostics

/// Finds names in an artifact that other tools may take for something else; nothing here ever uses one as a path.
///
/// Of each kind the first few are shown and all are counted.
struct NameReview {
  private let archive: String
  private var unsafeNames = Examples()
  private var unsafeLinks = Examples()
  private var duplicates = Examples()
  /// Names that change when case is folded or accents are composed, by what they change to.
  private var foldable: [String: [UInt8]] = [:]
  private var collisions = Examples()
  /// What names are folded to that could be those of other members.
  private var folded: [(name: [UInt8], folded: [UInt8])] = []

  init(archive: String) { self.archive = archive }

  /// - Parameter isAgain: whether an earlier member has the name.
  mutating func look(at member: InventoryMember, isAgain: Bool) {
    let name = member.plainName
    if isAgain { duplicates.add { "'\(shown(name))'" } }
    let shape = NameShape(name)
    if shape.isUnsafe { unsafeNames.add { "'\(shown(name))'" } }
    if let target = member.linkTarget, leadsOutside(target, from: member) {
      unsafeLinks.add { "'\(shown(name))' to '\(shown(target))'" }
    }
    if shape.canCollide { fold(name) }
  }

  /// - Parameter isMember: whether there is a member of this name.
  func warnings(isMember: ([UInt8]) -> Bool) -> [Diagnostic] {
    var collisions = collisions
    for entry in folded where isMember(entry.folded) {
      collisions.add { "'\(shown(entry.name))' and '\(shown(entry.folded))'" }
    }
    return [
      unsafeNames.warning("unsafe-name", "names that could lead out of a folder", archive),
      unsafeLinks.warning("unsafe-link", "links that lead out of the archive", archive),
      duplicates.warning("duplicate", "members whose name an earlier one has", archive),
      collisions.warning("collision", "names that some file systems take for the same", archive),
    ].compactMap(\.self)
  }

  /// Only names with capitals or beyond ASCII are looked at: of two that collide, one is such a name.
  private mutating func fold(_ name: [UInt8]) {
    // What is no text is the same only as itself.
    guard let text = String(validating: name, as: UTF8.self) else { return }
    let key = text.lowercased()
    if let other = foldable.updateValue(name, forKey: key), other != name {
      collisions.add { "'\(shown(other))' and '\(shown(name))'" }
      return
    }
    let bytes = Array(key.utf8)
    if bytes != name { folded.append((name, bytes)) }
  }
}

/// What one pass over a name tells.
private struct NameShape {
  private(set) var isUnsafe = false
  private var isASCII = true
  private var hasCapitals = false

  var canCollide: Bool { hasCapitals || !isASCII }

  init(_ name: [UInt8]) {
    name.withUnsafeBufferPointer { bytes in
      // A component of two dots, as far as it was seen.
      var dots = 0
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "."): dots += 1
        case UInt8(ascii: "/"):
          isUnsafe = isUnsafe || dots == 2
          dots = 0
        default:
          dots = 3
          isUnsafe = isUnsafe || byte == 0 || byte == UInt8(ascii: "\\")
          hasCapitals = hasCapitals || (0x41...0x5A).contains(byte)
          isASCII = isASCII && byte < 0x80
        }
      }
      isUnsafe = isUnsafe || dots == 2 || bytes.first == UInt8(ascii: "/") || startsWithDrive(bytes)
    }
  }

  private func startsWithDrive(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[1] == UInt8(ascii: ":") && (0x41...0x5A).contains(bytes[0] & ~0x20)
  }
}

/// Whether the target is absolute or has more `..` than there are folders around; a hard link's begins at the root.
private func leadsOutside(_ target: [UInt8], from member: InventoryMember) -> Bool {
  guard target.first != UInt8(ascii: "/") else { return true }
  var depth = member.type == .symlink ? max(0, components(member.plainName).count - 1) : 0
  for component in components(target) {
    depth += component.elementsEqual("..".utf8) ? -1 : 1
    if depth < 0 { return true }
  }
  return false
}

private func components(_ path: [UInt8]) -> [ArraySlice<UInt8>] {
  path.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
}

private func shown(_ name: [UInt8]) -> String {
  name.count <= 120 ? escaped(bytes: name) : "\(escaped(bytes: name.prefix(120)))… (\(name.count) bytes)"
}

/// The first of many.
private struct Examples {
  private static let most = 3

  private var texts: [String] = []
  private var count = 0

  mutating func add(_ text: () -> String) {
    count += 1
    if texts.count < Self.most { texts.append(text()) }
  }

  func warning(_ code: String, _ subject: String, _ archive: String) -> Diagnostic? {
    guard count > 0 else { return nil }
    let more = count > texts.count ? " and \(count - texts.count) more" : ""
    return Diagnostic(
      "archive.\(code)", "\(subject): \(texts.joined(separator: ", "))\(more)", at: Place(archive), severity: .warning)
  }
}
