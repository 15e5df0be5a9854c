import Execution
import Store

/// The action that installs a layer's locked wheels offline, through `uv pip install`.
enum InstallAction {
  /// The name of the installed tree among the action's outputs.
  static let output = "layer"

  /// - Parameters:
  ///   - packages: What to install: each package with the wheels that fit the platform.
  ///   - uvPlatform: What uv calls the platform.
  ///   - interpreterTree: The interpreter's files where the runtime brings them; else the machine's is used.
  static func make(
    buildName: String, packages: [(package: LockedPackage, wheels: [(name: String, blob: Blob)])], lockText: Blob,
    uvPlatform: String, macosxTarget: String?, uv: Action.Tool, interpreter: InstallInterpreter
  ) -> Action {
    var input = Folder()
    input.insert(.file(lockText, isExecutable: false), at: "pylock.toml")
    for wheel in packages.flatMap(\.wheels) {
      input.insert(.file(wheel.blob, isExecutable: false), at: "wheels/\(wheel.name)")
    }
    var tools = [uv]
    let python: String
    switch interpreter {
    case .host(let tool):
      tools.append(tool)
      python = "%{python}"
    case .tree(let tree, _):
      input.insert(.folder(tree), at: "python")
      python = interpreter.program
    }
    var environment = ["HOME": "/tmp", "UV_CACHE_DIR": "/tmp/uv-cache", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    environment["MACOSX_DEPLOYMENT_TARGET"] = macosxTarget
    return Action(
      title: "install \(buildName)", input: input,
      arguments: [
        "%{uv}", "pip", "install", "--python", python, "--prefix", "\(Action.workingFolder)/\(output)",
        "--python-platform", uvPlatform, "--offline", "--no-config", "--no-managed-python", "--no-color", "--quiet",
        "--link-mode", "copy", "--preview-features", "pylock", "-r", "pylock.toml",
      ], environment: environment, outputs: [output], tools: tools)
  }

  /// The lock that the action installs from: the wheels beside it, without markers, which were evaluated before.
  static func lockText(
    requiresPython: String?, packages: [(package: LockedPackage, wheels: [(name: String, blob: Blob)])]
  ) -> String {
    let local = packages.map { package, wheels in
      LockedPackage(
        name: package.name, version: package.version, marker: nil, index: nil,
        wheels: wheels.map { wheel in
          LockedWheel(
            source: .path("wheels/\(wheel.name)"), uploadTime: nil, size: nil,
            hashes: [.init(algorithm: "sha256", value: wheel.blob.digest.hex)])
        })
    }
    return Pylock(requiresPython: requiresPython, createdBy: "assay", packages: local).body
  }
}

/// The Python that uv asks about tags and folders while it installs.
enum InstallInterpreter {
  case host(Action.Tool)
  /// The files of an interpreter and the path of its program among them.
  case tree(Folder, path: String)

  /// How the action calls it.
  var program: String {
    switch self {
    case .host(let tool): tool.program
    case .tree(_, let path): "\(Action.workingFolder)/python/\(path)"
    }
  }
}
