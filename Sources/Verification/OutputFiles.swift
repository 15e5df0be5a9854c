import Archives
package import CanonicalJSON
package import Comparison
package import Diagnostics
import Graph
package import Publishing
package import PythonLayers
import Specs
package import Store
import SystemPackage

/// Where expected outputs stand below the folder of a stack and platform.
package enum OutputPath {
  package static let manifest = "venvstacks.json"

  package static func metadata(_ buildName: String) -> String { "env_metadata/\(buildName).json" }
  package static func contents(_ buildName: String) -> String { "contents/\(buildName).mtree" }
}

/// What publishing gave, as the files that are committed; the same stack gives the same bytes.
package struct OutputFiles: Sendable {
  /// By path below the folder of the platform.
  package var files: [String: [UInt8]]
  /// Inventories by build name.
  package var inventories: [String: Inventory]
  /// Metadata by build name.
  package var metadata: [String: JSONValue]
  package var manifest: JSONValue

  /// - Throws: what reading the archives throws.
  package init(_ published: [PublishedLayer], setup: StackSetup) throws {
    var (files, inventories, metadata) = ([String: [UInt8]](), [String: Inventory](), [String: JSONValue]())
    for layer in published {
      let name = layer.layer.buildName
      let request = Self.request(layer.layer, setup: setup)
      let json = Metadata.published(request, archive: layer.archive)
      let inventory = try ContentsFile.inventory(of: layer.archive, store: setup.machine.store)
      metadata[name] = json
      inventories[name] = inventory
      files[OutputPath.metadata(name)] = json.bytes
      files[OutputPath.contents(name)] = ContentsFile(inventory: inventory, plain: layer.plain).bytes
    }
    manifest = Metadata.manifest(published.map { ($0.layer.layer, metadata[$0.layer.buildName] ?? .null) })
    files[OutputPath.manifest] = manifest.bytes
    (self.files, self.inventories, self.metadata) = (files, inventories, metadata)
  }

  /// The files that a layout keeps: that of venvstacks has no inventories.
  func committed(in layout: ProjectFile.ExpectedLayout) -> [String: [UInt8]] {
    layout == .venvstacks ? files.filter { !$0.key.hasPrefix("contents/") } : files
  }

  /// What would be published for a layer, known before it is built.
  package static func request(_ layer: LockedLayer, setup: StackSetup) -> JSONValue {
    let name = ArchiveName.plain(layer.installTarget, fileExtension: setup.pipeline.fileExtension)
    return Metadata.request(layer, platform: setup.platform, archiveName: name, build: 1)
  }
}

/// `contents/LAYER.mtree`: the inventory of a layer's archive, and the digest of the tar inside it.
///
/// The tar's digest stands in a comment, so that every reader of mtree(5) still takes the file; it tells a change of the
/// compressor from one of the content.
package struct ContentsFile: Sendable {
  package var inventory: Inventory
  package var plain: Blob?

  package init(inventory: Inventory, plain: Blob?) { (self.inventory, self.plain) = (inventory, plain) }

  package var bytes: [UInt8] {
    let text = MtreeWriter.text(of: inventory)
    guard let plain, let end = text.firstIndex(of: "\n") else { return Array(text.utf8) }
    return Array(
      "\(text[...end])# tar sha256=\(plain.digest.hex) size=\(plain.size)\n\(text[text.index(after: end)...])".utf8)
  }

  /// - Throws: Every problem of the file with its line.
  package init(parsing bytes: [UInt8], file: String) throws(DiagnosticList) {
    inventory = try MtreeReader.inventory(from: bytes, file: file)
    let comment = String(decoding: bytes.prefix(400), as: UTF8.self).split(separator: "\n").dropFirst().first ?? ""
    let words = comment.split(separator: " ")
    guard words.count == 4, words[1] == "tar", let digest = ContentDigest(hex: words[2].dropFirst("sha256=".count)),
      let size = Int64(words[3].dropFirst("size=".count))
    else { return }
    plain = Blob(digest: digest, size: size)
  }

  /// The inventory of a published archive, read from the archive itself and remembered by its digest.
  static func inventory(of archive: Blob, store: ContentStore) throws -> Inventory {
    let key = ContentDigest(of: "assay.inventory/1 \(archive.digest)")
    if let digest = store.record(key)?["mtree"].flatMap({ ContentDigest(hex: $0) }),
      let known = try? store.read(digest)  // What is gone is made again.
    {
      return try MtreeReader.inventory(from: known, file: "store")
    }
    let inventory = try Inventory(archive: store.path(of: archive.digest))
    let blob = try store.save(MtreeWriter.bytes(of: inventory))
    try store.saveRecord(["mtree": blob.digest.hex], for: key)
    return inventory
  }
}
