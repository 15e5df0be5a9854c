package import Diagnostics
package import Store
package import SystemPackage

/// Writes trees out of the store for people to use.
package struct TreeCheckout: Sendable {
  private let store: ContentStore

  package init(_ store: ContentStore) { self.store = store }

  /// Writes a tree to a folder, which comes to be in one step unless it is there already.
  ///
  /// - Parameter isForced: Whether to write over what a folder holds; other files of it stay.
  /// - Throws: `checkout.not-empty` when it holds something.
  package func write(_ tree: Folder, to folder: FilePath, isForced: Bool) throws(Diagnostic) {
    let folder = folder.resolved ?? folder.absolute
    guard folder.kind != nil else { return try create(tree, at: folder) }
    guard folder.kind == .folder else {
      throw Diagnostic(
        "checkout.no-folder", "there is something that is no folder", at: Place(folder.string),
        hint: "name a folder, or one that is not there yet")
    }
    if try !folder.names().isEmpty, !isForced {
      throw Diagnostic(
        "checkout.not-empty", "the folder is not empty", at: Place(folder.string),
        hint: "name another one, or write over its files with --force")
    }
    try folder.makeWay(for: tree)
    try store.checkOut(tree, to: folder)
  }

  private func create(_ tree: Folder, at folder: FilePath) throws(Diagnostic) {
    let parent = folder.removingLastComponent()
    try parent.createFolders()
    let scratch = try ScratchFolder(in: parent)
    let made = scratch.path.appending("tree")
    try store.checkOut(tree, to: made)
    try made.move(to: folder)
  }
}
