package import Diagnostics
import Glibc
package import SystemPackage

extension FilePath {
  /// Gives a file or folder another name on the same disk, in place of a file or an empty folder there.
  package func move(to target: FilePath) throws(Diagnostic) {
    guard Glibc.rename(string, target.string) == 0 else { throw diskProblem("write", target, Errno.current) }
  }

  /// Takes away the files and links that stand where a tree is to be written over a folder.
  ///
  /// Everything else stays, and no link is followed.
  ///
  /// - Throws: `checkout.folder-in-the-way` before anything is taken away.
  package func makeWay(for tree: Folder) throws(Diagnostic) {
    var inTheWay: [FilePath] = []
    try collect(tree, at: self, &inTheWay)
    for path in inTheWay { try path.removeAll() }
  }

  private func collect(_ tree: Folder, at folder: FilePath, _ inTheWay: inout [FilePath]) throws(Diagnostic) {
    for name in tree.names {
      let path = folder.appending(name)
      switch (tree.entries[name], path.kind) {
      case (_, nil), (nil, _): continue
      case (.folder(let child)?, .folder?): try collect(child, at: path, &inTheWay)
      case (_, .folder?):
        throw Diagnostic(
          "checkout.folder-in-the-way", "a folder stands where a file is to be written", at: Place(path.string),
          hint: "remove it, or name another folder")
      default: inTheWay.append(path)
      }
    }
  }
}
