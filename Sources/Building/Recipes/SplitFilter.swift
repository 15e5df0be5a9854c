import Specs
import Store

/// Takes part of an element's tree, by the domains that its paths belong to.
struct SplitFilter {
  private let domains: [(name: String, globs: [PathGlob])]
  private let selection: SplitSelection

  /// - Parameter rules: Globs by domain, of the element that the tree is of.
  init(_ selection: SplitSelection, rules: [String: [String]]) {
    self.selection = selection
    domains = rules.map { ($0, $1.map(PathGlob.init)) }
  }

  /// A path in an excluded domain is left out, whatever else it belongs to.
  func takes(_ path: String) -> Bool {
    let names = domains.filter { $0.globs.contains { $0.matches(path) } }.map(\.name)
    if names.isEmpty { return selection.includesOrphans }
    if names.contains(where: selection.exclude.contains) { return false }
    return selection.include.isEmpty || names.contains(where: selection.include.contains)
  }

  /// Files, links and empty folders that are taken, with the folders they are in.
  func taking(from tree: Folder) -> Folder {
    var result = Folder()
    tree.forEachEntry { path, entry in
      if case .folder(let folder) = entry, !folder.entries.isEmpty { return }
      if takes("/" + path) { result.insert(entry, at: path) }
    }
    return result
  }
}
