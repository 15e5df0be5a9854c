import Store
import SystemPackage

/// A file or folder as a path below a repository's root.
struct PathArea {
  /// Empty for the root itself or what is above it; nil for what lies elsewhere.
  private let prefix: String?

  init(_ path: FilePath, in root: FilePath) {
    prefix = root.starts(with: path) ? "" : path.starts(with: root) ? path.relative(to: root) : nil
  }

  func contains(_ file: String) -> Bool { path(of: file) != nil }

  /// The file's path below this folder; empty for the file itself.
  func path(of file: String) -> String? {
    guard let prefix else { return nil }
    if prefix.isEmpty { return file }
    guard file.utf8.starts(with: prefix.utf8) else { return nil }
    let rest = file.utf8.dropFirst(prefix.utf8.count)
    if rest.isEmpty { return "" }
    return rest.first == UInt8(ascii: "/") ? String(rest.dropFirst()) : nil
  }
}
