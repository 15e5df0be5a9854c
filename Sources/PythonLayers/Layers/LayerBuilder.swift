import Diagnostics
import Execution
import Graph
package import Specs
package import Store
package import SystemPackage

/// Builds layers from their locks alone: every wheel by hash from the store, installed without a network.
package struct LayerBuilder: Sendable {
  /// Where layers are built.
  package let machine: Machine
  package let platform: TargetPlatform
  /// The folder of the locks: local wheels' paths are relative to the layer's folder in it.
  package let locksFolder: FilePath
  package let injected: InjectedFiles
  /// The folder of the spec, which archive paths of runtimes are relative to.
  package let specFolder: FilePath
  package let progress: @Sendable (String) -> Void

  /// Makes a builder for one platform; nothing is built yet.
  package init(
    machine: Machine, platform: TargetPlatform, locksFolder: FilePath, injected: InjectedFiles, specFolder: FilePath,
    progress: @escaping @Sendable (String) -> Void
  ) {
    (self.machine, self.platform, self.locksFolder) = (machine, platform, locksFolder.absolute)
    (self.injected, self.specFolder, self.progress) = (injected, specFolder.absolute, progress)
  }

  /// The layer's deployable tree, kept in the store.
  ///
  /// - Throws: diagnostics of fetching, or `build.failed` with what uv said.
  package func build(_ locked: LockedLayer) async throws -> Folder {
    let layer = locked.layer
    let packages = try await fetchedPackages(of: locked)
    let files = try await interpreterTree(for: layer)
    var installed = try await install(packages, for: locked, interpreterTree: files)
    if platform.isWindows {
      installed = try WindowsTree.moved(installed, pythonVersion: layer.pythonVersion, store: machine.store)
    }
    let base = layer.category == .runtime ? files ?? Folder() : Folder()
    let assembly = LayerAssembly(
      layer: layer, platform: platform, dependencies: locked.dependencyTargets, runtime: locked.runtimeTarget,
      injected: injected, usesHostPython: files == nil, interpreter: files, modules: locked.modules,
      store: machine.store)
    let tree = try assembly.assembled(from: base.merging(installed))
    try machine.store.save(tree)
    return tree
  }

  /// Brings all wheels that the layer installs on the platform into the store.
  ///
  /// - Throws: `lock.no-wheel`, `fetch.…`; nothing is installed before every wheel is there with the right hash.
  private func fetchedPackages(
    of locked: LockedLayer
  ) async throws -> [(package: LockedPackage, wheels: [(name: String, blob: Blob)])] {
    let environment = locked.layer.markerEnvironment(for: platform)
    let needed = try locked.lock.packages.filter { package in
      guard !package.isShared else { return false }
      return try package.marker.map { try Marker(parsing: $0).isTrue(in: environment) } ?? true
    }
    return try await needed.concurrentMap(width: 4) { package in
      let fitting = package.wheels.filter { wheel in
        guard let name = WheelName(wheel.fileName) else { return false }
        return name.fits(pythonVersion: locked.layer.pythonVersion)
          && name.fits(
            platform: platform, linuxTarget: locked.layer.spec.linuxTarget.version,
            macosxTarget: locked.layer.spec.macosxTarget.version)
      }
      guard !fitting.isEmpty else {
        throw Diagnostic(
          "lock.no-wheel",
          "layer '\(locked.buildName)': the lock has no wheel of '\(escaped(package.name))' \(escaped(package.version)) for \(platform.rawValue)",
          hint: "limit the layer's 'platforms', raise its 'linux_target' or 'macosx_target', or require another version"
        )
      }
      var wheels: [(name: String, blob: Blob)] = []
      for wheel in fitting { wheels.append((wheel.fileName, try await fetch(wheel, of: locked))) }
      return (package, wheels)
    }
  }

  private func fetch(_ wheel: LockedWheel, of locked: LockedLayer) async throws -> Blob {
    guard let hex = wheel.hashes.first(where: { $0.algorithm == "sha256" })?.value, let digest = ContentDigest(hex: hex)
    else {
      throw Diagnostic(
        "lock.no-hash", "the lock has no sha256 for '\(escaped(wheel.fileName))'",
        hint: "run '\(locked.layer.lockCommand)'")
    }
    progress("fetching \(escaped(wheel.fileName))")
    var fetcher = machine.fetcher
    fetcher.pin = .lock(command: locked.layer.lockCommand)
    let blob: Blob
    switch wheel.source {
    case .url(let url): blob = try await fetcher.fetch(url: url, expecting: digest, name: wheel.fileName)
    case .path(let path):
      let file = locksFolder.appending(locked.buildName).pushing(FilePath(path)).lexicallyNormalized()
      blob = try fetcher.fetch(file: file, expecting: digest, name: wheel.fileName)
    }
    try WheelRecord(store: machine.store).check(blob, name: wheel.fileName)
    return blob
  }

  private func install(
    _ packages: [(package: LockedPackage, wheels: [(name: String, blob: Blob)])], for locked: LockedLayer,
    interpreterTree: Folder?
  ) async throws -> Folder {
    guard !packages.isEmpty else { return Folder() }
    progress("installing \(locked.buildName)")
    let version = locked.layer.pythonVersion
    // An interpreter for another platform doesn't run here; then this machine's own answers uv's questions.
    let interpreter: InstallInterpreter =
      if let interpreterTree, platform == .current {
        .tree(interpreterTree, path: "bin/python\(version)")
      } else {
        .host(try await machine.interpreter(version).tool)
      }
    let text = InstallAction.lockText(requiresPython: locked.lock.requiresPython, packages: packages)
    let action = InstallAction.make(
      buildName: locked.buildName, packages: packages, lockText: try machine.store.save(Array(text.utf8)),
      uvPlatform: platform.uvName(linuxTarget: locked.layer.spec.linuxTarget.version),
      macosxTarget: platform.isMacos ? locked.layer.spec.macosxTarget.text : nil, uv: try await machine.uv().tool,
      interpreter: interpreter)
    let result = try await machine.executor().run(action)
    guard result.succeeded, let tree = result.output.folder(at: InstallAction.output) else {
      let said = result.standardError.split(separator: "\n").prefix(20).map { escaped(String($0)) }.joined(
        separator: "\n  ")
      throw Diagnostic(
        "build.failed",
        "layer '\(locked.buildName)' could not be installed"
          + (result.timedOut ? ": it took longer than \(action.timeout) s" : "")
          + (said.isEmpty ? "" : "; uv says:\n  \(said)"),
        hint: "a wheel that is damaged or a lock that was edited by hand does this; "
          + "'\(locked.layer.lockCommand)' makes a new lock")
    }
    return try InstalledScripts.relocated(
      tree, from: interpreter.program, layout: LayerLayout(pythonVersion: version), store: machine.store)
  }

  /// The files of the runtime's interpreter, where an archive brings them and the layer can't be built without.
  private func interpreterTree(for layer: Layer) async throws -> Folder? {
    guard try await needsInterpreter(layer), let source = try layer.interpreterSource(for: platform) else { return nil }
    return try await InterpreterArchive(
      source: source, platform: platform, machine: machine, specFolder: specFolder
    ).tree(pythonVersion: layer.pythonVersion)
  }

  /// A framework or application is the same with any interpreter of its version, so that it can be built where the
  /// archive is out of reach; only Windows layers take their launchers from it.
  private func needsInterpreter(_ layer: Layer) async throws -> Bool {
    if layer.category == .runtime { return true }
    if platform.isWindows { return layer.hasInterpreterSource(for: platform) }
    guard platform == .current, layer.hasInterpreterSource(for: platform) else { return false }
    do { _ = try await machine.interpreter(layer.pythonVersion) } catch is Diagnostic { return true }
    return false
  }
}
