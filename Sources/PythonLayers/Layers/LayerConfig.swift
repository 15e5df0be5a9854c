import CanonicalJSON

/// `share/venv/metadata/venvstacks_layer.json`: how a layer finds its interpreter and the layers below it.
struct LayerConfig {
  /// The deployed name of the runtime layer; nil for a runtime itself.
  var runtime: String?
  /// Deployed names of the layers below in order of import, the runtime last.
  var dependencies: [String]
  var launchModule: String?
  /// `X.Y.Z` as the spec writes it.
  var pythonVersion: String
  /// `X.Y` where the machine's own interpreter is used: read by postinstall.py.
  var hostPython: String?
  var layout: LayerLayout

  var json: JSONValue {
    var json: JSONValue = [
      "base_python": .string(runtime.map { "../\($0)/\(layout.basePython)" } ?? layout.basePython),
      "dynlib_dirs": .array(dependencies.map { .string("../\($0)/\(layout.dynamicLibraries)") }),
      "py_version": .string(pythonVersion),
      "pylib_dirs": .array(dependencies.map { .string("../\($0)/\(layout.sitePackages)") }),
      "python": .string(runtime == nil ? layout.basePython : layout.python),
      "site_dir": .string(layout.sitePackages),
    ]
    json["launch_module"] = launchModule.map { .string($0) }
    json["host_python"] = hostPython.map { .string($0) }
    return json
  }
}
