import Diagnostics
import SystemPackage

/// Which content of a store is named by what: each record and each level of a tree counts for what it names itself.
///
/// Trees share their levels, so content goes when the last of those that name it has gone.
struct CacheReferences {
  /// Every record with the content that it names itself.
  private(set) var records: [(path: FilePath, contents: [ContentDigest])] = []
  private var nodes: [ContentDigest: Node] = [:]

  private struct Node {
    var size: Int64
    /// By how many records and levels of trees it is named.
    var count = 0
    /// What it names itself, if it is a level of a tree.
    var children: [ContentDigest] = []
    var isRead = false
  }

  /// Reads the records and trees of a store.
  init(of store: ContentStore) throws(Diagnostic) {
    try store.forEachContent(in: "cas") { (digest, path) throws(Diagnostic) in
      nodes[digest] = Node(size: path.fileSize ?? 0)
    }
    try store.forEachRecord { (path) throws(Diagnostic) in
      let record = store.readRecord(at: path) ?? [:]  // A damaged one names nothing.
      let trees = ContentStore.treeFields.compactMap { record[$0].flatMap { ContentDigest(hex: $0) } }
      let blobs = ContentStore.blobFields.compactMap { record[$0].flatMap { ContentDigest(hex: $0) } }
      for tree in trees { readTree(tree, in: store) }
      for digest in trees + blobs { nodes[digest]?.count += 1 }
      records.append((path, trees + blobs))
    }
  }

  /// Content that nothing names, such as what was fetched.
  var unnamed: [ContentDigest] { nodes.filter { $0.value.count == 0 }.map(\.key) }

  /// Takes one naming of each away, and gives the content that nobody names any more.
  mutating func release(_ contents: [ContentDigest]) -> [(digest: ContentDigest, size: Int64)] {
    var freed: [(digest: ContentDigest, size: Int64)] = []
    var pending = contents
    while let digest = pending.popLast() {
      guard var node = nodes[digest] else { continue }
      node.count -= 1
      nodes[digest] = node
      guard node.count <= 0 else { continue }
      nodes[digest] = nil
      freed.append((digest, node.size))
      pending += node.children
    }
    return freed
  }

  /// Notes what a tree names, level by level.
  private mutating func readTree(_ root: ContentDigest, in store: ContentStore) {
    var pending = [root]
    while let digest = pending.popLast() {
      guard let node = nodes[digest], !node.isRead else { continue }
      nodes[digest]?.isRead = true
      guard let level = try? TreeBytes.decode(try store.read(digest)) else { continue }  // A damaged one names nothing.
      let children = level.files.map(\.blob.digest) + level.folders.map(\.blob.digest)
      nodes[digest]?.children = children
      for child in children { nodes[child]?.count += 1 }
      pending += level.folders.map(\.blob.digest)
    }
  }
}
