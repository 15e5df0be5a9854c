import CanonicalJSON
import Diagnostics
import Graph
import Specs
import Store

/// Puts a layer together from what was installed for it: a function of its arguments alone.
struct LayerAssembly {
  var layer: Layer
  var platform: TargetPlatform
  /// Deployed names of the layers below in order of import, the runtime last.
  var dependencies: [String]
  /// The deployed name of the runtime; nil for a runtime itself.
  var runtime: String?
  var injected: InjectedFiles
  /// True when the runtime layer has no interpreter of its own.
  var usesHostPython: Bool
  /// The interpreter's files where Windows layers take their launcher programs from.
  var interpreter: Folder?
  var modules: [ModuleSource]
  var store: ContentStore

  private var layout: LayerLayout { LayerLayout(pythonVersion: layer.pythonVersion, platform: platform) }

  /// - Parameter installed: The interpreter's files, if the layer brings them, and the packages.
  func assembled(from installed: Folder) throws(Diagnostic) -> Folder {
    var tree = try InstalledTree.cleaned(installed, layout: layout, store: store)
    if !platform.isWindows { try addLibraryLinks(to: &tree) }
    switch (runtime != nil, platform.isWindows) {
    case (true, true): addWindowsEnvironment(to: &tree)
    case (true, false): try addEnvironment(to: &tree)
    case (false, _): if usesHostPython { try addLauncher(to: &tree) }
    }
    for module in modules { tree.insert(module.content, at: "\(layout.sitePackages)/\(module.name)") }
    try add(config.json.bytes, at: layout.config, to: &tree)
    let isHostRuntime = runtime == nil && usesHostPython
    try add(isHostRuntime ? injected.hostPostInstall : injected.postInstall, at: layout.postInstall, to: &tree)
    return tree
  }

  private var config: LayerConfig {
    LayerConfig(
      runtime: runtime, dependencies: dependencies, launchModule: modules.first?.stem,
      pythonVersion: layer.pythonFullVersion, hostPython: runtime == nil && usesHostPython ? layer.pythonVersion : nil,
      layout: layout)
  }

  private func addLibraryLinks(to tree: inout Folder) throws(Diagnostic) {
    let links = try InstalledTree.dynamicLibraryLinks(in: tree, layout: layout, excluding: layer.spec.dynlibExclude)
    for (name, target) in links { tree.insert(.symlink(target: target), at: "\(layout.dynamicLibraries)/\(name)") }
  }

  /// What `python -m venv --copies` makes on Windows: the launchers come with the interpreter, under two sets of names.
  private func addWindowsEnvironment(to tree: inout Folder) {
    for (name, sources) in [("python", ["venvlauncher", "python"]), ("pythonw", ["venvwlauncher", "pythonw"])] {
      let launcher = sources.lazy.compactMap { interpreter?["Lib/venv/scripts/nt/\($0).exe"] }.first
      if let launcher { tree.insert(launcher, at: "\(layout.scripts)/\(name).exe") }
    }
    for path in [layout.sitePackages, layout.headers, layout.scripts] where tree[path] == nil {
      tree.insert(.folder(Folder()), at: path)
    }
  }

  /// What `python -m venv` makes, with the wrapper that finds the libraries of lower layers as `bin/python`.
  private func addEnvironment(to tree: inout Folder) throws(Diagnostic) {
    let libraries = dependencies.map { "../../\($0)/\(layout.dynamicLibraries)" }
    let wrapper = injected.wrapper(forMacos: platform.isMacos, libraryFolders: libraries)
    try add(wrapper, at: layout.python, isExecutable: true, to: &tree)
    tree.insert(.symlink(target: "../../\(runtime ?? "")/\(layout.basePython)"), at: layout.python + "_")
    addVersionLinks(to: &tree)
    if tree[layout.sitePackages] == nil { tree.insert(.folder(Folder()), at: layout.sitePackages) }
    if tree[layout.headers] == nil { tree.insert(.folder(Folder()), at: layout.headers) }
    if !platform.isMacos { tree.insert(.symlink(target: "lib"), at: "lib64") }
  }

  private func addLauncher(to tree: inout Folder) throws(Diagnostic) {
    try add(injected.hostLauncher, at: layout.python, isExecutable: true, to: &tree)
    addVersionLinks(to: &tree)
    if tree[layout.sitePackages] == nil { tree.insert(.folder(Folder()), at: layout.sitePackages) }
  }

  private func addVersionLinks(to tree: inout Folder) {
    for name in ["python3", "python\(layer.pythonVersion)"] {
      tree.insert(.symlink(target: "python"), at: "\(layout.scripts)/\(name)")
    }
  }

  private func add(
    _ bytes: [UInt8], at path: String, isExecutable: Bool = false, to tree: inout Folder
  ) throws(Diagnostic) {
    tree.insert(.file(try store.save(bytes), isExecutable: isExecutable), at: path)
  }
}
