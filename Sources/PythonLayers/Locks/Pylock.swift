/// A lock file in the standard format (PEP 751), as far as layers use it: wheels only.
package struct Pylock: Hashable, Sendable {
  /// The text of `requires-python`, such as `==3.11.*`.
  package var requiresPython: String?
  package var createdBy: String?
  package var packages: [LockedPackage]

  /// Nothing to install.
  package static let empty = Pylock(packages: [])

  /// With the sizes that an earlier lock has, or has not, for the same wheels: whether sizes are told differs between
  /// an index and its mirrors, and says nothing about what is installed.
  func keepingSizes(of earlier: Pylock) -> Pylock {
    let known = Dictionary(
      earlier.packages.flatMap(\.wheels).map { (Set($0.hashes), $0.size) }, uniquingKeysWith: { first, _ in first })
    var result = self
    for package in packages.indices {
      for wheel in packages[package].wheels.indices {
        let hashes = Set(packages[package].wheels[wheel].hashes)
        if let size = known[hashes] { result.packages[package].wheels[wheel].size = size }
      }
    }
    return result
  }
}

/// One package of a lock.
package struct LockedPackage: Hashable, Sendable {
  /// In the normal form of indexes.
  package var name: String
  package var version: String
  /// The environment marker as it stands in the file, with the clause of shared packages.
  package var marker: String?
  /// The package index the wheels come from; none for local wheels.
  package var index: String?
  package var wheels: [LockedWheel]

  /// True for a package that a lower layer brings: its marker can never be true, so nothing is installed.
  package var isShared: Bool { marker?.contains(Self.sharedClause) ?? false }

  /// The marker clause that says "comes from a lower layer" to everyone who reads the file.
  static let sharedClause = "sys_platform == 'from_lower_layer'"
}

/// One wheel of a locked package: where it lies, and what it must hash to.
package struct LockedWheel: Hashable, Sendable {
  /// Where a wheel comes from.
  package enum Source: Hashable, Sendable {
    case url(String)
    /// Relative to the folder of the lock file, with `/` between names.
    case path(String)
  }

  /// A digest of the wheel, such as `sha256` and its hexadecimal digits.
  package struct Hash: Hashable, Sendable {
    /// Such as `sha256`.
    package var algorithm: String
    package var value: String
  }

  /// As the lock names the file; nil where path or URL says it.
  package var name: String?
  package var source: Source
  /// The text of the date and time, RFC 3339.
  package var uploadTime: String?
  /// In bytes, as the index tells it.
  package var size: Int64?
  package var hashes: [Hash]

  /// The name in the lock, else the last component of the path or of the URL, which is percent-decoded.
  package var fileName: String {
    if let name { return name }
    return switch source {
    case .path(let path): path.split(separator: "/").last.map(String.init) ?? path
    case .url(let url):
      percentDecoded(url.prefix { $0 != "#" && $0 != "?" }.split(separator: "/").last.map(String.init) ?? url)
    }
  }
}

/// Text with `%XX` replaced; what is no such triple stays.
func percentDecoded(_ text: String) -> String {
  var (bytes, rest) = ([UInt8](), Array(text.utf8)[...])
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2,
      rest.prefix(2).allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
