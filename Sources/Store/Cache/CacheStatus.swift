package import Diagnostics
import SystemPackage

/// How much a store holds.
package struct CacheStatus: Hashable, Sendable {
  /// How many there are of something, and their size in bytes.
  package struct Amount: Hashable, Sendable {
    package var count = 0
    package var bytes: Int64 = 0

    package init(count: Int = 0, bytes: Int64 = 0) { (self.count, self.bytes) = (count, bytes) }

    mutating func add(_ size: Int64?) { (count, bytes) = (count + 1, bytes + (size ?? 0)) }
  }

  /// Blobs and the messages of trees.
  package var contents = Amount()
  /// Executable copies of blobs, made when they are staged.
  package var executables = Amount()
  package var artifacts = Amount()
  /// Remembered results of actions, and other records.
  package var actions = Amount()
  /// Trees that are ready for commands; they share the contents' bytes.
  package var stagedTrees = 0

  package init() {}

  /// What a limit of the store's size counts.
  package var bytes: Int64 { contents.bytes + executables.bytes + artifacts.bytes + actions.bytes }
}

extension ContentStore {
  /// Counts what is there; marks nothing as used.
  package func cacheStatus() throws(Diagnostic) -> CacheStatus {
    var status = CacheStatus()
    try forEachContent(in: "cas") { (_, path) throws(Diagnostic) in status.contents.add(path.fileSize) }
    try forEachContent(in: "executables") { (_, path) throws(Diagnostic) in status.executables.add(path.fileSize) }
    let artifacts = root.appending("artifacts")
    try forEachRecord { (path) throws(Diagnostic) in
      if path.starts(with: artifacts) { status.artifacts.add(path.fileSize) } else { status.actions.add(path.fileSize) }
    }
    status.stagedTrees = stagedTrees.count
    return status
  }
}
