import Diagnostics
import Glibc
import Store
import SystemPackage

/// The folders of this machine that make up what a command sees, and those that it leaves outputs in.
struct SandboxMounts {
  /// For bubblewrap.
  private(set) var arguments: [String] = []
  /// Where each output lies on this machine.
  private var outputs: [(name: String, path: FilePath)] = []
  /// What all outputs are in; there until they are kept.
  private let scratch: ScratchFolder
  /// Kept from being cleaned away while the command runs.
  private var staged: StagedTree?

  /// Puts the action's input on the disk; what the command may write to lies in `scratch`.
  ///
  /// - Throws: `store.…` when content is missing, `sandbox.links` when a writable folder leads round in a circle.
  init(for action: Action, in scratch: ScratchFolder, store: ContentStore) throws(Diagnostic) {
    self.scratch = scratch
    switch action.sandbox.root {
    case .system: try mountSystem(action, scratch, store)
    case .input(let writable) where writable.contains("/"): try mountWritableRoot(action, scratch, store)
    case .input(let writable): try mountReadOnlyRoot(action, writable, scratch, store)
    }
    arguments += action.tools.flatMap(\.paths).sorted().flatMap { ["--ro-bind", $0, $0] }
    arguments += ["--remount-ro", "/"].filter { _ in !isRootWritable(action) }
  }

  /// What the command left of the outputs: files, folders, and links as links, wherever they lead.
  func capturedOutput(in store: ContentStore) throws(Diagnostic) -> Folder {
    var result = Folder()
    for (name, path) in outputs {
      // A link on the way would lead out of what the command may see.
      guard path.isBelowFolders(of: scratch.path) else { continue }
      if geteuid() != 0 { path.letOwnerRead() }
      switch path.kind {
      case .folder?:
        var folder = try store.capture(path)
        if name == "/" {
          for name in Self.ownNames { folder.remove(at: name) }
          result = folder
        } else {
          result.insert(.folder(folder), at: name)
        }
      case .file?: result.insert(try store.captureFile(path), at: name)
      case .symlink?: result.insert(.symlink(target: try path.linkTarget()), at: name)
      case .other?, nil: continue
      }
    }
    return result
  }

  /// The system's own folders, and those that every sandbox has.
  static let systemFolders =
    ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/alternatives"]
    .flatMap { ["--ro-bind-try", $0, $0] } + kernelFolders + ["--tmpfs", "/tmp"]

  private static let kernelFolders = ["--proc", "/proc", "--dev", "/dev"]
  /// What a sandbox has of its own at `/`, whatever the input holds there.
  private static let ownNames = ["dev", "proc", "tmp"]

  private func isRootWritable(_ action: Action) -> Bool {
    if case .input(let writable) = action.sandbox.root { writable.contains("/") } else { false }
  }

  private mutating func mountSystem(
    _ action: Action, _ scratch: ScratchFolder, _ store: ContentStore
  ) throws(Diagnostic) {
    let work = scratch.path.appending("work")
    try store.checkOut(action.input, to: work)
    arguments = Self.systemFolders + ["--bind", work.string, action.sandbox.workingFolder]
    outputs = action.outputs.map { ($0, work.pushing(FilePath($0))) }
  }

  private mutating func mountWritableRoot(
    _ action: Action, _ scratch: ScratchFolder, _ store: ContentStore
  ) throws(Diagnostic) {
    let root = scratch.path.appending("root")
    try store.checkOut(action.input, to: root, isStaged: true)
    arguments = ["--bind", root.string, "/"] + Self.kernelFolders
    try addTemporaryFolder(scratch)
    outputs = action.outputs.map { ($0, root.pushing(FilePath(action.input.resolved($0) ?? String($0.dropFirst())))) }
  }

  /// Each entry of the input's top level is mounted by itself into a root of bubblewrap's own, so that mount points for
  /// writable folders need not be in the input, and elements with the same dependencies share one staged tree.
  private mutating func mountReadOnlyRoot(
    _ action: Action, _ writable: [String], _ scratch: ScratchFolder, _ store: ContentStore
  ) throws(Diagnostic) {
    var root = action.input
    for name in Self.ownNames { root.remove(at: name) }
    let writable = try Self.resolved(writable, in: root).sorted(by: byteOrder)
    for path in writable {
      root.remove(at: path)
      // What is mounted read-only can't get a mount point later.
      if let top = path.split(separator: "/").first, root.entries[String(top)] != nil {
        root.insert(.folder(Folder()), at: path)
      }
    }
    let tree = try store.stage(root)
    staged = tree
    for name in root.names {
      if case .symlink(let target)? = root.entries[name] {
        arguments += ["--symlink", target, "/" + name]
      } else {
        arguments += ["--ro-bind", tree.path.appending(name).string, "/" + name]
      }
    }
    arguments += Self.kernelFolders
    try addTemporaryFolder(scratch)
    try addWritableFolders(writable, of: action, scratch, store)
  }

  private mutating func addWritableFolders(
    _ writable: [String], of action: Action, _ scratch: ScratchFolder, _ store: ContentStore
  ) throws(Diagnostic) {
    for (index, path) in writable.enumerated() {
      var content = action.input.folder(at: path) ?? Folder()
      for inner in writable where inner.hasPrefix(path + "/") {
        content.remove(at: String(inner.dropFirst(path.count + 1)))
      }
      let folder = scratch.path.appending("writable-\(index)")
      try store.checkOut(content, to: folder, isStaged: true)
      arguments += ["--bind", folder.string, "/" + path]
      for output in action.outputs where action.input.resolved(output) == path { outputs.append((output, folder)) }
    }
  }

  private mutating func addTemporaryFolder(_ scratch: ScratchFolder) throws(Diagnostic) {
    let folder = scratch.path.appending("tmp")
    try folder.createFolders()
    chmod(folder.string, 0o1777)  // If that can't be done, a command of another user says so.
    arguments += ["--bind", folder.string, "/tmp"]
  }

  private static func resolved(_ paths: [String], in root: Folder) throws(Diagnostic) -> Set<String> {
    var result: Set<String> = []
    for path in paths {
      guard let resolved = root.resolved(path) else {
        throw Diagnostic(
          "sandbox.links", "the links on the way to '\(escaped(path))' lead round in a circle",
          hint: "correct these links in what is staged")
      }
      result.insert(resolved)
    }
    return result
  }
}

extension FilePath {
  /// Whether everything between `folder` and this path is a folder itself, and not a link to one.
  fileprivate func isBelowFolders(of folder: FilePath) -> Bool {
    var path = removingLastComponent()
    while path != folder, path.starts(with: folder) {
      guard path.kind == .folder else { return false }
      path.removeLastComponent()
    }
    return path == folder
  }
}

extension ContentStore {
  /// Keeps a file as an entry of a folder.
  fileprivate func captureFile(_ path: FilePath) throws(Diagnostic) -> Folder.Entry {
    .file(try save(file: path), isExecutable: path.isExecutableFile)
  }
}
