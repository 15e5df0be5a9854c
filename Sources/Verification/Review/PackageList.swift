import Specs

/// The packages of a layer as `packages-LAYER.txt` lists them.
struct PackageList {
  /// What is known of one package.
  struct Entry {
    /// As written; one for each marker.
    var versions: [String] = []
    /// Whether a lower layer brings it.
    var isInherited: Bool

    /// The highest one that is a version.
    var version: Version? { versions.compactMap { Version($0) }.max() }
  }

  /// By name.
  private(set) var entries: [String: Entry] = [:]

  /// Reads the lines `NAME==VERSION[ ; MARKER]`; those after the heading of inherited packages are inherited.
  init(_ bytes: [UInt8]) {
    var isInherited = false
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("#") { isInherited = isInherited || line.contains("inherited from other layers") }
      let parts = line.prefix { $0 != ";" }.split(separator: "==", maxSplits: 1).map { $0.filter { $0 != " " } }
      guard !line.hasPrefix("#"), parts.count == 2 else { continue }
      entries[parts[0], default: Entry(isInherited: isInherited)].versions.append(parts[1])
    }
  }
}
