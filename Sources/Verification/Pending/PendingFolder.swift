import CanonicalJSON
package import Diagnostics
package import Store
package import SystemPackage

/// Where pending updates are kept: `pending/` of the store, a file for each stack and platform.
///
/// Contents of files are kept as all content is.
package struct PendingFolder: Sendable {
  package let store: ContentStore

  package init(_ store: ContentStore) { self.store = store }

  /// Keeps an update in place of the one before; without changes only that one goes.
  package func save(_ update: PendingUpdate) throws(Diagnostic) {
    let file = folder(update.expected).appending(ContentDigest(of: update.platform).hex + ".json")
    if update.changes.isEmpty { return try file.removeAll() }
    try file.write(update.json.bytes)
  }

  /// The updates of a stack, in the order of platforms; changes that the files already show are left out.
  package func updates(expected: FilePath) throws(Diagnostic) -> [PendingUpdate] {
    let folder = folder(expected)
    guard folder.isFolder else { return [] }
    var result: [PendingUpdate] = []
    for name in try folder.names() where name.hasSuffix(".json") {
      let file = folder.appending(name)
      let json = try? JSONValue(parsing: try file.readBytes(), file: file.string)
      guard var update = json.flatMap({ PendingUpdate($0) }) else {
        try file.removeAll()  // Verifying makes it again.
        continue
      }
      update.changes = update.changes.filter { !update.isDone($0) }
      if !update.changes.isEmpty { result.append(update) }
    }
    return result.sorted { byteOrder($0.platform, $1.platform) }
  }

  private func folder(_ expected: FilePath) -> FilePath {
    store.root.appending("pending").appending(ContentDigest(of: expected.string).hex)
  }
}
