import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport

@testable import PythonLayers

/// The layers of a spec that is written to the test's folder.
func graph(_ spec: String, modules: [String: String] = [:]) throws -> LayerGraph {
  let folder = TemporaryFolder.path.appending("stack")
  for (path, text) in modules { try folder.pushing(FilePath(path)).write(Array(text.utf8)) }
  let file = folder.appending("venvstacks.toml")
  try file.write(Array(spec.utf8))
  var stack = try StackSpec.load(file)
  stack.name = "sample"
  return try LayerGraph(stack)
}

/// A runtime, a framework and an application, one on the other.
func sampleGraph(versioned: Bool = false, pythonVersion: String = "3.11.11") throws -> LayerGraph {
  try graph(
    """
    [[runtimes]]
    name = "cpython-3.11"
    python_implementation = "cpython@\(pythonVersion)"
    requirements = ["numpy"]

    [[frameworks]]
    name = "scipy"
    runtime = "cpython-3.11"
    requirements = ["scipy"]
    versioned = \(versioned)

    [[applications]]
    name = "client"
    frameworks = ["scipy"]
    launch_module = "client.py"
    requirements = []
    versioned = \(versioned)
    """, modules: ["client.py": "print('client')\n"])
}

func package(_ name: String, _ version: String, _ marker: String? = nil, wheels: [LockedWheel] = []) -> LockedPackage {
  LockedPackage(name: name, version: version, marker: marker, index: nil, wheels: wheels)
}

func lock(_ packages: LockedPackage...) -> Pylock {
  Pylock(requiresPython: "==3.11.*", createdBy: "uv", packages: packages)
}

func problems(_ body: () throws(DiagnosticList) -> some Any) -> String {
  do throws(DiagnosticList) {
    _ = try body()
    return ""
  } catch { return error.description }
}

/// What a folder holds, one line an entry: `PATH`, `PATH*` for executables, `PATH -> TARGET`, `PATH/`.
func listing(_ folder: Folder) -> [String] {
  var lines: [String] = []
  folder.forEachEntry { path, entry in
    switch entry {
    case .file(_, let isExecutable): lines.append(path + (isExecutable ? "*" : ""))
    case .symlink(let target): lines.append("\(path) -> \(target)")
    case .folder: lines.append(path + "/")
    }
  }
  return lines
}

/// A folder with these files; a text that starts with `-> ` stands for a link, one with `#!` for an executable.
func folder(_ files: [String: String], in store: ContentStore) throws -> Folder {
  var folder = Folder()
  for (path, text) in files {
    if text.hasPrefix("-> ") {
      folder.insert(.symlink(target: String(text.dropFirst(3))), at: path)
    } else {
      folder.insert(.file(try store.save(Array(text.utf8)), isExecutable: text.hasPrefix("#!")), at: path)
    }
  }
  return folder
}

func text(_ path: String, of folder: Folder, in store: ContentStore) throws -> String? {
  guard case .file(let blob, _)? = folder[path] else { return nil }
  return String(decoding: try store.read(blob.digest), as: UTF8.self)
}

func temporaryStore() throws -> ContentStore { try ContentStore(at: TemporaryFolder.path.appending("store")) }
