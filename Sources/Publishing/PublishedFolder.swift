import Archives
package import CanonicalJSON
import Diagnostics
package import Graph
package import PythonLayers
package import Specs
package import Store
package import SystemPackage

/// A folder that archives are published into: one file a layer, metadata in `__venvstacks__`.
package struct PublishedFolder: Sendable {
  private let folder: FilePath
  private let platform: TargetPlatform
  private let fileExtension: String
  private let isTagged: Bool
  private let isForced: Bool
  private let origins: ArchiveOrigins?

  /// - Parameters:
  ///   - isTagged: Puts platform and build number into all names.
  ///   - isForced: Counts every layer as new.
  ///   - origins: Lets requests see what archives were made from; without them only metadata counts.
  package init(
    folder: FilePath, platform: TargetPlatform, fileExtension: String, isTagged: Bool, isForced: Bool,
    origins: ArchiveOrigins? = nil
  ) {
    (self.folder, self.platform, self.fileExtension) = (folder, platform, fileExtension)
    (self.isTagged, self.isForced, self.origins) = (isTagged, isForced, origins)
  }

  /// The manifest that publishing would write unforced, without size and digest of archives; nothing is written.
  package func request(_ layers: [LockedLayer]) throws -> JSONValue {
    Metadata.manifest(try layers.map { ($0.layer, try request($0, archive: nil, isForced: false)) })
  }

  /// Writes archives, metadata and the manifest, which is given back; layers of the stack that are not published now
  /// stand in it as they are in the folder.
  ///
  /// The manifest is written last, so that it never names an archive that is not there.
  package func write(
    _ published: [PublishedLayer], of all: [Layer] = [], store: ContentStore
  ) throws -> JSONValue {
    var entries: [(LockedLayer, JSONValue)] = []
    for layer in published {
      let metadata = Metadata.published(
        try request(layer.layer, archive: layer.archive, isForced: isForced), archive: layer.archive)
      if let name = metadata["archive_name"]?.stringValue { try put(layer.archive, name, store: store) }
      try origins?.remember(layer)
      entries.append((layer.layer, metadata))
    }
    for (layer, metadata) in entries { try metadataFile(layer.buildName).write(metadata.bytes) }
    let manifest = Metadata.manifest(
      try Metadata.merged(entries.map { ($0.0.layer, $0.1) }, of: all) { other in
        guard let metadata = try previous(other.buildName), let name = metadata["archive_name"]?.stringValue,
          folder.appending(name).kind == .file
        else { return nil }
        return metadata
      })
    try file("venvstacks").write(manifest.bytes)
    return manifest
  }

  /// The number goes up with each archive of one version of the lock that differs from what is in the folder.
  private func request(_ layer: LockedLayer, archive: Blob?, isForced: Bool) throws -> JSONValue {
    let previous = try previous(layer.buildName)
    let sameVersion = previous?["lock_version"]?.integerValue == Int64(layer.lockVersion)
    let last = sameVersion ? buildNumber(previous) : 0
    let same = metadata(layer, build: max(last, 1))
    if !isForced, last > 0, let previous, isSame(previous, same, of: layer, archive) { return same }
    return metadata(layer, build: last + 1)
  }

  /// What is no number that can go up counts as none.
  private func buildNumber(_ metadata: JSONValue?) -> Int {
    let number = metadata?["archive_build"]?.integerValue ?? 0
    return (0..<Int64(Int32.max)).contains(number) ? Int(number) : 0
  }

  private func metadata(_ layer: LockedLayer, build: Int) -> JSONValue {
    let name =
      isTagged
      ? ArchiveName.tagged(layer.installTarget, platform: platform, build: build, fileExtension: fileExtension)
      : ArchiveName.plain(layer.installTarget, fileExtension: fileExtension)
    return Metadata.request(layer, platform: platform, archiveName: name, build: build)
  }

  private func isSame(
    _ previous: JSONValue, _ request: JSONValue, of layer: LockedLayer, _ archive: Blob?
  ) -> Bool {
    guard let name = request["archive_name"]?.stringValue, folder.appending(name).kind == .file,
      request.objectValue?.allSatisfy({ previous[$0.key] == $0.value }) ?? false
    else { return false }
    guard let last = previous["archive_hashes"]?["sha256"]?.stringValue else { return archive == nil }
    return archive.map { last == $0.digest.hex } ?? !(origins?.haveChanged(layer, since: last) ?? false)
  }

  private func previous(_ buildName: String) throws -> JSONValue? { try Metadata.saved(metadataFile(buildName)) }

  /// The old archive stays until the new one is there as a whole.
  private func put(_ archive: Blob, _ name: String, store: ContentStore) throws {
    let target = folder.appending(name)
    if target.kind == .folder { try target.removeAll() }
    try folder.createFolders()
    do {
      let sink = HashingSink(to: try FileSink(replacing: target))
      try forEachBlock(of: store.path(of: archive.digest)) { try sink.write($0) }
      try sink.finish()
      if let written = sink.blob, written != archive { throw damaged(archive, store) }
    } catch let error as ArchiveError { throw Diagnostic(reporting: error) }
  }

  private func damaged(_ archive: Blob, _ store: ContentStore) -> Diagnostic {
    Diagnostic(
      "store.damaged", "\(store.path(of: archive.digest)) does not hold what its name says",
      hint: "remove it, run the command again, and check the disk")
  }

  private func metadataFile(_ buildName: String) -> FilePath { file("env_metadata/\(buildName)") }

  private func file(_ name: String) -> FilePath {
    let ending = isTagged ? "-\(platform.rawValue)" : ""
    return folder.appending("__venvstacks__").pushing(FilePath("\(name)\(ending).json"))
  }
}
