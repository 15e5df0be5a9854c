import Diagnostics
import Graph
import Publishing
import PythonLayers
import Specs
import Store
import SystemPackage

/// Puts what a verification made into a folder, for a look from outside: locks, manifests and archives.
struct ArtifactExport {
  let setup: StackSetup
  let folder: FilePath

  /// Writes `STACK/locks`, `STACK/PLATFORM` (as expected outputs stand) and `STACK/archives`; gives `STACK`'s path.
  func write(_ state: VerificationState) async throws -> FilePath {
    let target = folder.appending(setup.exportName)
    try target.removeAll()
    for (path, bytes) in state.committed.files {
      try target.appending("locks").pushing(FilePath(path)).write(bytes)
    }
    let published = try await state.published()
    for (path, bytes) in published.files.committed(in: setup.layout) {
      try target.appending(setup.platform.rawValue).pushing(FilePath(path)).write(bytes)
    }
    for layer in published.layers {
      let name = ArchiveName.plain(layer.layer.installTarget, fileExtension: setup.pipeline.fileExtension)
      var archives = Folder()
      archives.insert(.file(layer.archive, isExecutable: false), at: name)
      try setup.machine.store.checkOut(archives, to: target.appending("archives"))
    }
    return target
  }
}
