import Diagnostics
import Store
import Synchronization

/// Trees of artifacts that were read once: what many elements are built with is staged again and again.
final class KnownTrees: Sendable {
  private let store: ContentStore
  private let trees = Mutex<[ContentDigest: Folder]>([:])

  init(_ store: ContentStore) { self.store = store }

  /// - Throws: `store.…` when a level of the tree is not there.
  func tree(_ digest: ContentDigest) throws(Diagnostic) -> Folder {
    if let known = trees.withLock({ $0[digest] }) { return known }
    let tree = try store.folder(digest)
    trees.withLock { $0[digest] = tree }
    return tree
  }
}
