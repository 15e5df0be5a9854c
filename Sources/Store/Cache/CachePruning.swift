package import Diagnostics
import SystemPackage

/// What cleaning a store up took away.
package struct CachePruning: Hashable, Sendable {
  package var removedRecords = 0
  package var removedContents = 0
  /// The store's size before and after, in bytes.
  package var bytesBefore: Int64 = 0
  package var bytesAfter: Int64 = 0

  package init() {}
}

extension ContentStore {
  /// Removes what was not used for the longest time, until the store is no larger than `maxSize` bytes.
  ///
  /// Whole results go: a record (an artifact, an action's result) with all content that no other record names. Trees
  /// that are only staged go first.
  ///
  /// - Throws: `store.in-use` while another process has the store open.
  package func prune(maxSize: Int64) throws(Diagnostic) -> CachePruning {
    let result = try lease.exclusively { () throws(Diagnostic) in try pruned(maxSize) }
    if let result { return result }
    throw Diagnostic(
      "store.in-use", "another process uses the store", at: Place(root.string),
      hint: "run the command again when it has ended")
  }

  private func pruned(_ maxSize: Int64) throws(Diagnostic) -> CachePruning {
    var result = CachePruning()
    result.bytesBefore = try cacheStatus().bytes
    guard result.bytesBefore > maxSize else {
      result.bytesAfter = result.bytesBefore
      return result
    }
    try dropStagedTrees(keeping: 0)
    try removeTemporaryFiles()
    try root.appending("executables").removeAll()
    var bytes = try cacheStatus().bytes
    var references = try CacheReferences(of: self)
    for item in try itemsByLastUse(references) {
      guard bytes > maxSize else { break }
      // The record first: if this process is killed now, what nobody names is still to be removed.
      bytes -= item.record?.fileSize ?? 0
      try item.record?.removeAll()
      result.removedRecords += item.record == nil ? 0 : 1
      for content in references.release(item.contents) {
        try path(of: content.digest).removeAll()
        result.removedContents += 1
        bytes -= content.size
      }
    }
    result.bytesAfter = bytes
    return result
  }

  /// Records, and content that no record names, the longest unused first.
  private func itemsByLastUse(_ references: CacheReferences) throws(Diagnostic) -> [CacheItem] {
    var items = references.unnamed.map { digest in
      CacheItem(record: nil, contents: [digest], lastUse: path(of: digest).lastUse ?? 0, name: digest.hex)
    }
    for (path, contents) in references.records {
      items.append(CacheItem(record: path, contents: contents, lastUse: path.lastUse ?? 0, name: path.string))
    }
    return items.sorted { ($0.lastUse, $0.name) < ($1.lastUse, $1.name) }
  }
}

/// What goes as a whole.
private struct CacheItem {
  /// Nil for content without one.
  var record: FilePath?
  var contents: [ContentDigest]
  /// In nanoseconds since 1970.
  var lastUse: Int64
  /// Decides between those used at the same time.
  var name: String
}
