import Archives
import Diagnostics
import Execution
import Specs
import Store
import SystemPackage

/// An interpreter that comes as an archive in python-build-standalone's `install_only` layout.
struct InterpreterArchive {
  let source: InterpreterSource
  let platform: TargetPlatform
  let machine: Machine
  /// What a relative path of the source starts at.
  let specFolder: FilePath

  /// The interpreter's files without the packages that installers bring (`pip`, `setuptools`, `wheel`).
  func tree(pythonVersion: String) async throws -> Folder {
    guard let digest = ContentDigest(hex: source.sha256) else {
      throw Diagnostic("runtime.bad-sha256", "'\(escaped(source.sha256))' is no sha256")
    }
    let name = source.location.split(separator: "/").last.map(String.init) ?? source.location
    var fetcher = machine.fetcher
    fetcher.pin = .spec(field: "archives.\(platform.rawValue)")
    let blob =
      source.isURL
      ? try await fetcher.fetch(url: source.location, expecting: digest, name: name)
      : try fetcher.fetch(
        file: specFolder.pushing(FilePath(source.location)).lexicallyNormalized(), expecting: digest, name: name)
    let layout = LayerLayout(pythonVersion: pythonVersion, platform: platform)
    let key = ContentDigest(of: "assay.interpreter/1 \(blob.digest) \(pythonVersion) \(layout.sitePackages)")
    if let known = machine.store.record(key)?["tree"].flatMap({ ContentDigest(hex: $0) }),
      let tree = try? machine.store.folder(known)  // What is gone from the store is unpacked again.
    {
      return tree
    }
    let unpacked = try ArchiveUnpacking(
      store: machine.store, hint: "an interpreter archive has only relative names and links"
    ).tree(of: machine.store.path(of: blob.digest), name: name)
    guard let python = unpacked.folder(at: "python"), python[layout.versionedPython] != nil else {
      throw Diagnostic(
        "runtime.bad-layout", "'\(escaped(name))' holds no python/\(layout.versionedPython)",
        hint: "name an 'install_only' archive of Python \(pythonVersion)")
    }
    let tree = try InstalledTree.removing(
      packages: ["pip", "setuptools", "wheel"], from: python, layout: layout, store: machine.store)
    try machine.store.saveRecord(["tree": try machine.store.save(tree).hex], for: key)
    return tree
  }
}
