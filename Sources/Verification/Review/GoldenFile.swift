import Specs
import SystemPackage

/// What a changed file of the expected outputs holds, told from its path: the same for stacks of every kind.
struct GoldenFile {
  enum Kind {
    /// A manifest or one artifact's metadata.
    case manifest
    /// The inventory of an artifact.
    case inventory
    /// The packages of a layer's lock.
    case packages
    case lock
    /// From what a lock was made.
    case lockMetadata
    case other
  }

  let change: UpdatePlan.Change
  let kind: Kind
  /// The artifact or layer that it is about; for other files, their path.
  let name: String
  /// Where the outputs of one platform lie.
  let folder: FilePath
  /// Relative to that folder.
  let path: String
  /// Nil for what is the same everywhere.
  let platform: String?

  /// - Parameter root: The stack's expected outputs.
  init(_ change: UpdatePlan.Change, under root: FilePath) {
    self.change = change
    let all = change.file.components.map(\.string)
    let parts = change.file.starts(with: root) ? Array(all.dropFirst(root.components.count)) : all
    let known = Set(TargetPlatform.allCases.map(\.rawValue))
    let place = parts.dropLast().lastIndex { known.contains($0) }
    let rest = Array(parts[(place.map { $0 + 1 } ?? 0)...])
    (platform, path) = (place.map { parts[$0] }, rest.joined(separator: "/"))
    folder = rest.reduce(change.file) { path, _ in path.removingLastComponent() }
    (kind, name) = Self.classify(rest)
  }

  /// How notes call the artifact: with its platform, where it has one.
  func subject(_ name: String) -> String { platform.map { "\($0)/\(name)" } ?? name }

  private static func classify(_ parts: [String]) -> (Kind, String) {
    let (path, file) = (parts.joined(separator: "/"), parts.last ?? "")
    func below(_ folder: String, ending: String) -> String? {
      guard let start = parts.dropLast().lastIndex(of: folder), file.hasSuffix(ending) else { return nil }
      return String(parts[(start + 1)...].joined(separator: "/").dropLast(ending.count))
    }
    if let name = below("contents", ending: ".mtree") { return (.inventory, name) }
    if let name = below("env_metadata", ending: ".json") { return (.manifest, name) }
    let layer = parts.dropLast().last ?? path
    if file.hasPrefix("pylock."), file.hasSuffix(".meta.json") { return (.lockMetadata, layer) }
    if file.hasPrefix("pylock."), file.hasSuffix(".toml") { return (.lock, layer) }
    if file.hasPrefix("packages-"), file.hasSuffix(".txt") { return (.packages, layer) }
    return (file.hasSuffix(".json") ? .manifest : .other, path)
  }
}
