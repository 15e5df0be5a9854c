import Archives
import CanonicalJSON
import Comparison

/// Deflate streams that differ though what they unpack to is the same.
struct DeflateDifference {
  /// The number of members of zips whose streams differ.
  var members: Int
  /// What wrote the streams of each side, as far as is known.
  var writers: (expected: JSONValue, actual: JSONValue)

  /// Nil where no deflate streams differ in this way.
  init?(_ pair: InventoryPair) {
    members = pair.members(differingIn: .compressed).count { left, right in
      left.zip?.method == 8 && right.zip?.method == 8
    }
    let isWhole = !pair.container([.compressed]).isEmpty && !isOtherFormat(pair.expected.container?[.format])
    guard members > 0 || isWhole else { return nil }
    let field = ContainerField.compressor
    writers = (pair.expected.container?[field] ?? .null, pair.actual.container?[field] ?? .null)
  }

  /// Whether one program can have written both, at other levels.
  var isLevel: Bool {
    if isGuessedLevel { return true }
    guard let left = programs(writers.expected), let right = programs(writers.actual),
      levels(writers.expected) != levels(writers.actual)
    else { return false }
    return !left.isDisjoint(with: right)
  }

  /// Whether both may be of GNU gzip, or of Info-ZIP, whose deflate is the same in all versions, so that only the level
  /// is left.
  private var isGuessedLevel: Bool {
    let texts = [writers.expected, writers.actual].map { $0.stringValue ?? "" }
    return ["GNU gzip", "Info-ZIP"].contains { name in
      texts.contains("likely \(name)") && texts.allSatisfy { $0.contains(name) }
    }
  }

  /// The observation, proven by leaving the streams out.
  var observation: Observation {
    let sides = [writers.expected, writers.actual].map { $0 == .null ? "an unknown program" : shown($0) }
    let evidence =
      writers.expected == writers.actual
      ? "written by \(sides[0]) on both sides" : "written by \(sides[0]) expected, by \(sides[1]) actual"
    var observation = Observation(members: members, evidence: [evidence], transformation: withoutStreams)
    if isGuessedLevel { observation.confidenceWhenEqual = .likely }
    return observation
  }
}

@Sendable private func withoutStreams(_ inventory: Inventory) -> Inventory {
  inventory.without([.compressed, .compressor]).editingMembers { member in
    guard let method = member.zip?.method, method == 0 || method == 8 else { return }
    if method == 8 { member.compressed = nil }
    // What the flags say of the level (APPNOTE 4.4.4), also where nothing was worth compressing.
    member.zip?.flags &= ~0x0006
  }
}

/// The programs that a text such as `zlib, GNU gzip or pigz level 6–9, memLevel 8` names; nil where it is no proof, or
/// names no level.
private func programs(_ writer: JSONValue) -> Set<String>? {
  guard let text = writer.stringValue, !text.hasPrefix("likely "), text.contains(" level ") else { return nil }
  let parts = text.split(separator: ", ").flatMap { $0.split(separator: " or ") }
  let names = parts.map { $0.prefix(upTo: $0.firstRange(of: " level ")?.lowerBound ?? $0.endIndex) }
    .map { $0.prefix(upTo: $0.firstRange(of: " with ")?.lowerBound ?? $0.endIndex) }
  // Ranges of levels and parameters are no names, and others are not known.
  return Set(
    names.filter { !($0.first?.isNumber ?? true) && !$0.hasPrefix("memLevel") && $0 != "others" }.map(String.init))
}

/// The levels in a text such as `zlib, GNU gzip or pigz level 6–9, memLevel 8`, as it names them.
private func levels(_ writer: JSONValue) -> Substring? {
  guard let text = writer.stringValue, let start = text.firstRange(of: " level ")?.upperBound else { return nil }
  return text[start...].firstRange(of: ", memLevel").map { text[start..<$0.lowerBound] } ?? text[start...]
}

/// Whether a format is known not to be compressed by deflate.
private func isOtherFormat(_ format: JSONValue?) -> Bool {
  let endings = ["xz", "zst", "zstd", "bz2", "bzip2", "lzma"]
  return format?.stringValue.map { format in endings.contains { format.hasSuffix($0) } } ?? false
}
