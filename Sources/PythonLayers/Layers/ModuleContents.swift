import Diagnostics
import Execution
import Store
import SystemPackage

/// What a module's folder holds that counts: filtered as version control sees it, and with what links lead to in the
/// place of the links, since the module is deployed without what is around it.
struct ModuleContents {
  /// What goes into the layer.
  ///
  /// No file is executable: only names and contents count, as in the hash.
  var deployed: Folder
  /// What the module's hash covers: as venvstacks hashes a module, folders behind links are left out.
  var hashed: Folder

  /// - Throws: `layer.dangling-link`, `layer.link-loop`, or what reading throws.
  static func read(
    _ path: FilePath, store: ContentStore, environment: [String: String]
  ) async throws -> ModuleContents {
    try await read(path, open: [], store: store, environment: environment)
  }

  /// - Parameter open: The folders that are being read, links resolved.
  private static func read(
    _ path: FilePath, open: [FilePath], store: ContentStore, environment: [String: String]
  ) async throws -> ModuleContents {
    let all = try store.capture(path, excluding: [".git", "__pycache__"])
    let folder = try await filtered(all, at: path, environment: environment).withoutExecuteBits
    var (contents, links) = (ModuleContents(deployed: folder, hashed: folder), [String]())
    folder.forEachEntry { name, entry in if case .symlink = entry { links.append(name) } }
    for name in links {
      let link = path.pushing(FilePath(name))
      contents.hashed.remove(at: name)
      guard let target = link.resolved, let home = link.removingLastComponent().resolved else {
        throw Diagnostic(
          "layer.dangling-link", "the link leads to '\(escaped(try link.linkTarget()))', which is not there",
          at: Place(link.string), hint: "remove the link, or put back what it leads to")
      }
      guard target.isFolder else {
        let file = Folder.Entry.file(try store.save(file: target), isExecutable: false)
        contents.deployed.insert(file, at: name)
        contents.hashed.insert(file, at: name)
        continue
      }
      guard !(open + [home]).contains(where: { $0.starts(with: target) }) else {
        throw Diagnostic(
          "layer.link-loop", "the link leads to '\(escaped(target.string))', which holds the link itself",
          at: Place(link.string), hint: "remove the link, or let it lead to a folder beside it")
      }
      let inner = try await read(target, open: open + [home], store: store, environment: environment)
      contents.deployed.insert(.folder(inner.deployed), at: name)
    }
    return contents
  }

  /// Without what `.gitignore` files exclude, when the folder lies in a work tree.
  ///
  /// What was committed all the same stays, as every clone has it; names that start with `.git` never count. What the
  /// user's own configuration ignores is kept: it would give other hashes on other machines.
  private static func filtered(
    _ folder: Folder, at path: FilePath, environment: [String: String]
  ) async throws -> Folder {
    var result = folder
    folder.forEachEntry { name, _ in
      if name.split(separator: "/").last?.hasPrefix(".git") == true { result.remove(at: name) }
    }
    guard let git = findProgram("git", environment: environment),
      let listing = try? await runCommand(
        git,
        [
          // A work tree of another owner is only read here.
          "-c", "safe.directory=*", "ls-files", "-z", "--others", "--ignored",
          "--exclude-per-directory=.gitignore",
          "--directory", "--", ".",
        ], in: path,
        variables: ["PATH": environment["PATH"] ?? "", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"],
        timeout: 60),
      listing.succeeded
    else { return result }
    for ignored in listing.standardOutput.split(separator: "\0") { result.remove(at: String(ignored)) }
    return result
  }
}

extension Folder {
  fileprivate var withoutExecuteBits: Folder {
    var result = self
    for (path, blob, isExecutable) in files where isExecutable {
      result.insert(.file(blob, isExecutable: false), at: path)
    }
    return result
  }
}
