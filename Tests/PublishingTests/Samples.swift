import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport

@testable import PythonLayers

/// A runtime, a versioned framework and two applications with locks, none of which was made by uv.
struct SampleStack {
  var store: ContentStore
  var layers: [LockedLayer]

  init() throws {
    let folder = TemporaryFolder.path.appending("stack")
    for name in ["client.py", "util.py", "extra.py"] { try folder.appending(name).write(Array("# \(name)\n".utf8)) }
    try folder.appending("venvstacks.toml").write(Array(Self.spec.utf8))
    let graph = try LayerGraph(StackSpec.load(folder.appending("venvstacks.toml")))
    store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    var known: [String: LockedLayer] = [:]
    layers = []
    for layer in graph.layers {
      let locked = LockedLayer(
        layer: layer,
        lock: try Pylock(
          parsing: Array("lock-version = \"1.0\"".utf8), file: "pylock.toml", command: "assay lock sample"),
        metadata: LockMetadata(
          lockInputHash: "sha256:1", lockVersion: 3, lockedAt: "2026-01-01T00:00:00.5+00:00",
          otherInputsHash: "sha256:2", requirementsHash: "sha256:3", versionInputsHash: "sha256:4"),
        modules: layer.modulePaths.enumerated().map { index, path in
          ModuleSource(
            name: path, stem: String(path.dropLast(3)), content: .folder(Folder()), hash: "sha256:module\(index)")
        },
        frameworkTargets: layer.frameworks.compactMap { known[$0.buildName]?.installTarget },
        runtimeTarget: layer.runtime.flatMap { known[$0.buildName]?.installTarget })
      known[layer.buildName] = locked
      layers.append(locked)
    }
  }

  /// The layer with that build name.
  subscript(name: String) -> LockedLayer {
    get throws {
      guard let layer = layers.first(where: { $0.buildName == name }) else {
        throw Diagnostic("test.no-layer", "no layer '\(name)'")
      }
      return layer
    }
  }

  private static let spec = """
    [[runtimes]]
    name = "cpython-3.11"
    python_implementation = "cpython@3.11.11"
    requirements = []

    [[frameworks]]
    name = "scipy"
    runtime = "cpython-3.11"
    versioned = true
    requirements = []

    [[applications]]
    name = "client"
    frameworks = ["scipy"]
    launch_module = "client.py"
    support_modules = ["util.py", "extra.py"]
    requirements = []

    [[applications]]
    name = "alone"
    runtime = "cpython-3.11"
    launch_module = "client.py"
    requirements = []
    """
}

/// A tree with what archives get wrong: order of names, modes, links, long names and names outside ASCII.
func sampleTree(in store: ContentStore) throws -> Folder {
  var tree = Folder()
  func add(_ path: String, _ text: String, isExecutable: Bool = false) throws {
    tree.insert(.file(try store.save(Array(text.utf8)), isExecutable: isExecutable), at: path)
  }
  try add("a.b/file", "in a.b\n")
  try add("a/file", "in a\n")
  try add("a/tool", "#!/bin/sh\n", isExecutable: true)
  try add("B", "")
  try add("\u{E4}rger.txt", "umlaut\n")
  try add("long/" + String(repeating: "n", count: 120), "long name\n")
  try add("blocks", String(repeating: "x", count: 512))
  tree.insert(.symlink(target: "a/file"), at: "link")
  tree.insert(.symlink(target: String(repeating: "t", count: 130)), at: "long/link")
  tree.insert(.folder(Folder()), at: "empty")
  return tree
}
