import Diagnostics
import Specs
import Store

/// Turns what `uv pip install` left into what a layer holds; each step is a pure function of the tree.
enum InstalledTree {
  /// Without scripts, caches and install-time leftovers.
  ///
  /// Rows of scripts go from each `RECORD`, as do those of other files that the layer never holds. Rows of caches
  /// stay, as venvstacks leaves them.
  static func cleaned(_ tree: Folder, layout: LayerLayout, store: ContentStore) throws(Diagnostic) -> Folder {
    var result = tree
    let leftovers = leftovers(of: tree, layout: layout)
    for leftover in leftovers { result.remove(at: leftover.path) }
    let unlisted = Set(leftovers.filter(\.losesItsRow).map(\.path))
    for (path, blob, isExecutable) in result.files where isRecord(path, layout) {
      var record = RecordFile(String(decoding: try store.read(blob.digest), as: UTF8.self))
      let dropped = record.dropRows { row in normalised(layout.sitePackages + "/" + row).map(unlisted.contains) ?? false
      }
      if dropped { result.insert(.file(try store.save(Array(record.text.utf8)), isExecutable: isExecutable), at: path) }
    }
    return result
  }

  /// Without the packages of those names: what their `RECORD` lists goes, and their `dist-info`.
  static func removing(
    packages: Set<String>, from tree: Folder, layout: LayerLayout, store: ContentStore
  ) throws(Diagnostic) -> Folder {
    guard let site = tree.folder(at: layout.sitePackages) else { return tree }
    var result = tree
    for name in site.names where name.hasSuffix(".dist-info") {
      let package = String(name.prefix { $0 != "-" }).lowercased()
      guard packages.contains(package) else { continue }
      let info = layout.sitePackages + "/" + name
      if case .file(let blob, _)? = tree[info + "/RECORD"] {
        let record = RecordFile(String(decoding: try store.read(blob.digest), as: UTF8.self))
        for path in record.paths { normalised(layout.sitePackages + "/" + path).map { result.remove(at: $0) } }
      }
      result.remove(at: info)
      for folder in [package] + (package == "setuptools" ? ["pkg_resources", "_distutils_hack"] : []) {
        result.remove(at: layout.sitePackages + "/" + folder)
      }
    }
    return result
  }

  /// Links to the shared libraries in site-packages, by file name, for the loader's search path.
  ///
  /// - Throws: `layer.dynlib-conflict` with all names that two libraries share.
  static func dynamicLibraryLinks(
    in tree: Folder, layout: LayerLayout, excluding excluded: [String]
  ) throws(Diagnostic) -> [String: String] {
    var found: [String: [String]] = [:]
    for (path, _, _) in tree.files where path.hasPrefix(layout.sitePackages + "/") {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard isSharedLibrary(name, layout), !excluded.contains(where: { matches(path, glob: $0) }) else { continue }
      found[name, default: []].append(path)
    }
    let conflicts = found.filter { $0.value.count > 1 }.sorted { byteOrder($0.key, $1.key) }
    guard conflicts.isEmpty else {
      throw Diagnostic(
        "layer.dynlib-conflict",
        "shared libraries with one name: "
          + conflicts.map { "'\(escaped($0.key))' (\($0.value.map { escaped($0) }.joined(separator: ", ")))" }
          .joined(separator: "; "),
        hint: "name the ones that need no link in 'dynlib_exclude'")
    }
    return found.compactMapValues(\.first).mapValues { "../../../" + $0 }
  }

  private static func leftovers(of tree: Folder, layout: LayerLayout) -> [(path: String, losesItsRow: Bool)] {
    var leftovers: [(path: String, losesItsRow: Bool)] = []
    tree.forEachEntry { path, entry in
      let names = path.split(separator: "/")
      guard let name = names.last else { return }
      let isScript =
        names.count == 2 && names[0] == layout.scripts
        && (!name.lowercased().hasPrefix("python") || isFolder(entry))
      // uv notes the time of a local wheel in 'uv_cache.json', so it can't be part of a reproducible layer.
      let isInstallNote = name == "uv_cache.json" && names.dropLast().last?.hasSuffix(".dist-info") == true
      let isHidden = names.count == 1 && name.hasPrefix(".")
      let losesItsRow = isScript || isInstallNote || name == "sitecustomize.py"
      if losesItsRow || isHidden || name == "__pycache__" { leftovers.append((path, losesItsRow)) }
    }
    return leftovers
  }

  private static func isFolder(_ entry: Folder.Entry) -> Bool { if case .folder = entry { true } else { false } }

  private static func isRecord(_ path: String, _ layout: LayerLayout) -> Bool {
    path.hasPrefix(layout.sitePackages + "/") && path.hasSuffix("/RECORD")
  }

  /// `.so` and `.dylib` files that are no extension modules, by the suffixes CPython gives those.
  private static func isSharedLibrary(_ name: String, _ layout: LayerLayout) -> Bool {
    guard name.hasSuffix(".so") || name.hasSuffix(".dylib") else { return false }
    let suffixes = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map { "." + $0 }.joined()
    let digits = layout.pythonVersion.filter { $0 != "." }
    let isExtension =
      suffixes == ".abi3.so"
      || suffixes.hasPrefix(".cpython-\(digits)-") && suffixes.hasSuffix(".so")
        && suffixes.split(separator: ".").count == 2
    return !isExtension
  }
}
