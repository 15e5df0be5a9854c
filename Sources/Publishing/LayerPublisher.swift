package import PythonLayers
package import Store

/// A layer that has been archived.
package struct PublishedLayer: Sendable {
  /// What was archived.
  package var layer: LockedLayer
  /// The compressed archive, in the store.
  package var archive: Blob
  /// The layer as a tar without compression: what is inside the archive, or would be if the archive is a zip.
  package var plain: Blob
}

extension TreePublisher {
  /// The layer's archive: its members are in a folder of its deployed name and have the time of its lock.
  package func publish(_ layer: LockedLayer, tree: Folder) throws -> PublishedLayer {
    let published = try publish(tree, under: layer.installTarget, modified: layer.lockedAt.seconds)
    return PublishedLayer(layer: layer, archive: published.archive, plain: published.plain)
  }
}
