import CLinux
package import Diagnostics
import Glibc
package import SystemPackage

/// Changes files of a folder all at once: a copy with the changes is made beside it and then takes its place in one
/// step, so that an error, an interruption or a crash half-way leaves what was there.
package struct FolderReplacement {
  private let folder: FilePath
  private let scratch: ScratchFolder
  private let copy: FilePath

  /// Copies the folder, if it is there, and changes the copy.
  ///
  /// `files` are new contents by path below the folder, `removed` paths below the folder that are to go.
  package init(
    of folder: FilePath, writing files: [String: [UInt8]], removing removed: [String] = []
  ) throws(Diagnostic) {
    // A link to a folder stays; what it leads to is replaced.
    self.folder = folder.resolved ?? folder.absolute
    scratch = try ScratchFolder(in: self.folder.removingLastComponent())
    copy = scratch.path.appending("new")
    if self.folder.kind == .folder { try Self.copy(self.folder, to: copy) } else { try copy.createFolders() }
    for path in removed { try copy.pushing(FilePath(path)).removeAll() }
    for (path, bytes) in files.sorted(by: { byteOrder($0.key, $1.key) }) {
      try copy.pushing(FilePath(path)).write(bytes)
    }
  }

  /// Puts the copy in the folder's place.
  package func commit() throws(Diagnostic) {
    let isThere = folder.kind == .folder
    let flags = isThere ? UInt32(ASSAY_RENAME_EXCHANGE) : 0
    guard renameat2(AT_FDCWD, copy.string, AT_FDCWD, folder.string, flags) == 0 else {
      throw diskProblem("write", folder, Errno.current)
    }
  }

  private static func copy(_ source: FilePath, to target: FilePath) throws(Diagnostic) {
    try target.createFolders()
    for name in try source.names() {
      let (from, to) = (source.appending(name), target.appending(name))
      switch from.kind {
      case .folder?: try copy(from, to: to)
      case .file?: try to.write(try from.readBytes(), permissions: from.ownerMayExecute ? 0o755 : 0o644)
      case .symlink?:
        guard symlink(try from.linkTarget(), to.string) == 0 else { throw diskProblem("write", to, Errno.current) }
      case .other?, nil:
        throw Diagnostic(
          "disk.special-file", "only files, folders and links can be copied", at: Place(from.string),
          hint: "remove it")
      }
    }
  }
}
