import Diagnostics
import Graph
package import PythonLayers
package import Specs
package import Store

/// What archives were made from, remembered in the store: so a request that builds nothing can tell whether a layer
/// would now be made from something else, such as a changed template.
package struct ArchiveOrigins: Sendable {
  private let store: ContentStore
  private let platform: TargetPlatform
  /// What is the same for all layers.
  private let common: String

  package init(store: ContentStore, injected: InjectedFiles, platform: TargetPlatform, format: PublishFormat) {
    (self.store, self.platform) = (store, platform)
    common = "\(injected.digest) \(platform.rawValue) \(format)"
  }

  /// Keeps what a layer's archive was made from.
  func remember(_ published: PublishedLayer) throws(Diagnostic) {
    try store.saveRecord(["inputs": inputs(of: published.layer).hex], for: key(published.archive.digest.hex))
  }

  /// Whether a layer's archive of that sha256 was made from something else; false when nothing is known of it.
  func haveChanged(_ layer: LockedLayer, since archive: String) -> Bool {
    store.record(key(archive))?["inputs"].map { $0 != inputs(of: layer).hex } ?? false
  }

  private func key(_ archive: String) -> ContentDigest { ContentDigest(of: "assay.origin/1 \(archive)") }

  private func inputs(of locked: LockedLayer) -> ContentDigest {
    let layer = locked.layer
    // A layer without the archive that it needs is not published.
    let interpreter = layer.category == .runtime ? try? layer.interpreterSource(for: platform)?.sha256 : nil
    let parts = [
      common, locked.installTarget, locked.metadata.lockedAt, locked.metadata.requirementsHash,
      layer.pythonImplementation, layer.spec.linuxTarget.text, layer.spec.macosxTarget.text, interpreter ?? "",
    ]
    let modules = locked.modules.map { module -> String in
      var folder = Folder()
      folder.insert(module.content, at: module.name)
      return folder.digest.hex
    }
    let lists = [parts, locked.dependencyTargets, layer.spec.dynlibExclude, modules]
    return ContentDigest(of: lists.map { $0.map { "\($0.utf8.count):\($0)" }.joined() }.joined(separator: "\n"))
  }
}
