import Diagnostics
import Execution
import Graph
import Specs
import Store
import SystemPackage

/// Resolves one layer through `uv lock` and `uv export`, and rewrites what comes out into the layer's lock.
struct Resolver {
  let graph: LayerGraph
  let machine: Machine
  /// Absolute.
  let locksFolder: FilePath

  /// The layer's lock, and what deserves a look in it.
  func resolve(
    _ layer: Layer, constraints: Constraints
  ) async throws -> (lock: Pylock, warnings: [Diagnostic]) {
    let export = try await export(layer, constraints: constraints)
    let raw = try Pylock(
      parsing: Array(export.utf8), file: "what uv exported for '\(layer.buildName)'", command: layer.lockCommand)
    let rewriting = LockRewriting(
      environments: layer.platforms.map { ($0, layer.markerEnvironment(for: $0)) }, constraints: constraints)
    var lock = try rewriting.rewritten(raw)
    lock.packages = try lock.packages.map { try withLocalWheels($0, of: layer) }
    let availability = WheelAvailability(layer: layer, severity: graph.spec.assay.wheelAvailability)
    guard let problem = try availability.problem(of: lock) else { return (lock, []) }
    if problem.severity == .error { throw problem }
    return (lock, [problem])
  }

  private func withLocalWheels(_ package: LockedPackage, of layer: Layer) throws -> LockedPackage {
    var result = package
    result.wheels = try package.wheels.map { wheel in
      guard let local = try localWheel(wheel, of: layer) else { return wheel }
      result.index = nil
      return local
    }
    return result
  }

  /// What uv exports.
  ///
  /// Without an index it follows from files of this machine alone, so that it is looked up when nothing changed.
  private func export(_ layer: Layer, constraints: Constraints) async throws -> String {
    let uv = try await machine.uv()
    let python = try await machine.interpreter(layer.pythonVersion)
    let project = LockProject.text(
      layer: layer, uv: graph.spec.uv, constraints: constraints.requirements, findLinks: wheelFolders.map(\.string))
    let key = try offlineKey(project: project, uv: uv)
    if let key, let digest = machine.store.record(key)?["export"].flatMap({ ContentDigest(hex: $0) }),
      let known = try? machine.store.read(digest)  // A damaged record is made again.
    {
      return String(decoding: known, as: UTF8.self)
    }
    let text = try await export(project, of: layer, uv: uv, python: python.path)
    if let key {
      let blob = try machine.store.save(Array(text.utf8))
      try machine.store.saveRecord(["export": blob.digest.hex], for: key)
    }
    return text
  }

  private func export(_ project: String, of layer: Layer, uv: UvTool, python: FilePath) async throws -> String {
    let scratch = try ScratchFolder(in: machine.store)
    let folder = scratch.path.appending("project")
    try folder.appending("pyproject.toml").write(Array(project.utf8))
    let common = [
      "--project", folder.string, "--python", python.string, "--quiet", "--no-color", "--no-managed-python",
    ]
    let offline = machine.isOffline ? ["--offline"] : []
    let lock = try await uv.run(
      ["lock", "--upgrade"] + common + offline, in: folder, scratch: scratch.path, environment: machine.environment)
    guard lock.succeeded else { throw failure(layer, said: lock.standardError) }
    let result = scratch.path.appending("pylock.toml")
    let export = try await uv.run(
      [
        "export", "--locked", "--format", "pylock.toml", "--no-header", "--no-emit-project", "--no-annotate", "-o",
        result.string,
      ] + common + offline, in: folder, scratch: scratch.path, environment: machine.environment)
    guard export.succeeded else { throw failure(layer, said: export.standardError) }
    return try result.readText()
  }

  /// Nil when the result depends on an index.
  private func offlineKey(project: String, uv: UvTool) throws -> ContentDigest? {
    guard graph.spec.uv.usesNoIndex, !graph.spec.uv.remaining.contains(where: { $0.key == "find-links" }) else {
      return nil
    }
    let wheels = try wheelFolders.map { try machine.store.capture($0).digest.hex }
    return ContentDigest(
      of: (["assay.export/2", uv.version, project, machine.environment["UV_EXCLUDE_NEWER"] ?? ""] + wheels).joined(
        separator: "\n"))
  }

  private var wheelFolders: [FilePath] {
    graph.spec.assay.localWheels.map { graph.spec.folder.pushing(FilePath($0)).lexicallyNormalized() }
  }

  /// A wheel of a local folder by relative path and hash, where uv has an absolute path and none; nil for others.
  private func localWheel(_ wheel: LockedWheel, of layer: Layer) throws -> LockedWheel? {
    let path: FilePath
    switch wheel.source {
    case .path(let text): path = FilePath(text)
    case .url(let url):
      guard url.hasPrefix("file://") else { return nil }
      path = FilePath(percentDecoded(String(url.dropFirst("file://".count))))
    }
    let candidates = path.isAbsolute ? [path] : wheelFolders.map { $0.appending(wheel.fileName) }
    guard let file = candidates.first(where: { $0.kind == .file }) else {
      throw Diagnostic(
        "lock.missing-wheel",
        "layer '\(layer.buildName)': uv names the wheel '\(escaped(path.string))', which is not there",
        hint: "check 'local-wheels' in [tool.assay]")
    }
    let blob = try machine.store.save(file: file)
    let home = locksFolder.appending(layer.buildName)
    return LockedWheel(
      source: .path(file.lexicallyNormalized().relative(to: home)), uploadTime: nil, size: nil,
      hashes: [.init(algorithm: "sha256", value: blob.digest.hex)])
  }

  private func failure(_ layer: Layer, said: String) -> Diagnostic {
    let lines = said.split(separator: "\n").map { escaped(String($0)) }
    if Self.signsOfNoNetwork.contains(where: said.contains) {
      return Diagnostic(
        "lock.no-network", "layer '\(layer.buildName)' can't be locked: the package index can't be reached",
        hint: "check the network, or pass --offline to skip what needs the index")
    }
    return Diagnostic(
      "lock.failed",
      "layer '\(layer.buildName)' can't be locked; uv says:\n  " + lines.prefix(20).joined(separator: "\n  "),
      at: layer.spec.place, hint: "change the layer's requirements, or those of the layers below it")
  }

  /// What uv's messages hold when a connection could not be made; an answer such as '401' is not among them.
  private static let signsOfNoNetwork = [
    "dns error", "error sending request", "failed to lookup address", "Connection refused", "client error (Connect)",
  ]
}
