/// A version of a Python package in the scheme of PEP 440: parsed, normalised and ordered.
package struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
  private enum PreKind: Int, Hashable { case alpha, beta, candidate }

  private var epoch = 0
  private var release: [Int] = []
  private var pre: (kind: PreKind, number: Int)?
  private var post: Int?
  private var dev: Int?
  private var local: [String] = []

  /// Nil when the text is no version.
  package init?(_ text: some StringProtocol) {
    var scanner = VersionScanner(text)
    scanner.skip("v")
    guard let first = scanner.number() else { return nil }
    if scanner.skip("!") {
      epoch = first
      guard let major = scanner.number() else { return nil }
      release = [major]
    } else {
      release = [first]
    }
    while let next = scanner.releasePart() { release.append(next) }
    pre = Self.pre(&scanner)
    post = Self.post(&scanner)
    dev = scanner.word(["dev"]).map { _ in scanner.wordNumber() ?? 0 }
    if scanner.skip("+") {
      guard let parts = scanner.localParts() else { return nil }
      local = parts
    }
    guard scanner.isAtEnd else { return nil }
  }

  /// The normal form.
  package var description: String {
    var text = epoch == 0 ? "" : "\(epoch)!"
    text += release.map(String.init).joined(separator: ".")
    if let pre { text += ["a", "b", "rc"][pre.kind.rawValue] + String(pre.number) }
    if let post { text += ".post\(post)" }
    if let dev { text += ".dev\(dev)" }
    return text + (local.isEmpty ? "" : "+" + local.joined(separator: "."))
  }

  package static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(epoch)
    hasher.combine(trimmedRelease)
    hasher.combine(local)
  }

  package static func < (left: Self, right: Self) -> Bool {
    if left.epoch != right.epoch { return left.epoch < right.epoch }
    if left.trimmedRelease != right.trimmedRelease {
      return left.trimmedRelease.lexicographicallyPrecedes(right.trimmedRelease)
    }
    if left.phase != right.phase { return left.phase.lexicographicallyPrecedes(right.phase) }
    return left.localKey.lexicographicallyPrecedes(right.localKey) { $0.lexicographicallyPrecedes($1) }
  }

  /// Without the local part, which specifiers without one ignore.
  var publicPart: Version {
    var copy = self
    copy.local = []
    return copy
  }

  /// The normal form without zeros at the release's end.
  var shortened: String {
    var copy = self
    copy.release = trimmedRelease.isEmpty ? [0] : trimmedRelease
    return copy.description
  }

  var hasOnlyRelease: Bool { pre == nil && post == nil && dev == nil && local.isEmpty }
  var hasLocalPart: Bool { !local.isEmpty }
  var isPostRelease: Bool { post != nil }
  var isPreRelease: Bool { pre != nil || dev != nil }

  /// Whether the version starts with the release numbers of a wildcard such as `1.2.*`.
  func matches(prefix: Version) -> Bool {
    let padded = release + Array(repeating: 0, count: max(0, prefix.release.count - release.count))
    return epoch == prefix.epoch && Array(padded.prefix(prefix.release.count)) == prefix.release
  }

  /// `1.4.2` as the `1.4` that `~=1.4.2` holds fast; nil when there is only one number.
  var compatiblePrefix: Version? {
    guard release.count > 1 else { return nil }
    var copy = self
    copy.release.removeLast()
    (copy.pre, copy.post, copy.dev, copy.local) = (nil, nil, nil, [])
    return copy
  }

  func sameRelease(as other: Version) -> Bool { epoch == other.epoch && trimmedRelease == other.trimmedRelease }

  private var trimmedRelease: [Int] { Array(release.reversed().drop { $0 == 0 }.reversed()) }

  /// dev before pre before final before post, as PEP 440 orders them.
  private var phase: [Int] {
    let preKey = pre.map { [$0.kind.rawValue, $0.number] } ?? (post == nil && dev != nil ? [-1, 0] : [9, 0])
    return preKey + [post ?? -1, dev ?? .max]
  }

  /// Numbers after words, longer after shorter.
  private var localKey: [[Int]] {
    local.map { part in Int(part).map { [1, $0] } ?? [0] + part.utf8.map(Int.init) }
  }

  private static func pre(_ scanner: inout VersionScanner) -> (PreKind, Int)? {
    let words: [(String, PreKind)] = [
      ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta), ("preview", .candidate), ("pre", .candidate),
      ("rc", .candidate), ("c", .candidate),
    ]
    guard let word = scanner.word(words.map(\.0)), let kind = words.first(where: { $0.0 == word })?.1 else {
      return nil
    }
    return (kind, scanner.wordNumber() ?? 0)
  }

  private static func post(_ scanner: inout VersionScanner) -> Int? {
    if let implicit = scanner.implicitPost() { return implicit }
    return scanner.word(["post", "rev", "r"]).map { _ in scanner.wordNumber() ?? 0 }
  }
}
