import Diagnostics
package import Graph
import Specs
import Store

/// A layer with its valid lock: all that decides what is built and how it is named.
package struct LockedLayer: Sendable {
  /// The layer as the spec declares it.
  package var layer: Layer
  package var lock: Pylock
  package var metadata: LockMetadata
  /// The launch module first, then the support modules; none for runtimes and frameworks.
  package var modules: [ModuleSource]
  /// Deployed names of the frameworks below in order of import.
  package var frameworkTargets: [String]
  /// The deployed name of the runtime; nil for a runtime itself.
  package var runtimeTarget: String?

  /// Puts a layer together with its lock; who calls this has checked that they fit.
  package init(
    layer: Layer, lock: Pylock, metadata: LockMetadata, modules: [ModuleSource], frameworkTargets: [String],
    runtimeTarget: String?
  ) {
    (self.layer, self.lock, self.metadata, self.modules) = (layer, lock, metadata, modules)
    (self.frameworkTargets, self.runtimeTarget) = (frameworkTargets, runtimeTarget)
  }

  /// The name of the layer's folders and files.
  package var buildName: String { layer.buildName }
  package var lockVersion: Int { layer.isVersioned ? metadata.lockVersion : 1 }
  /// The deployed name: its folder, and the base of its archive's name.
  package var installTarget: String { layer.installTarget(lockVersion: lockVersion) }
  /// Deployed names of all layers below in order of import, the runtime last.
  package var dependencyTargets: [String] { frameworkTargets + (runtimeTarget.map { [$0] } ?? []) }
  /// The time of locking, which all members of the archive get.
  package var lockedAt: Instant { Instant(metadata.lockedAt) ?? Instant(seconds: 0) }
}
