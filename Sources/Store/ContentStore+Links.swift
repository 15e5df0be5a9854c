package import Diagnostics
package import SystemPackage

extension ContentStore {
  /// Makes a link to stored content under a name of the caller's, in a folder that is made if it is not there.
  package func link(_ blob: Blob, as name: String, in folder: FilePath) throws(Diagnostic) {
    guard contains(blob.digest) else { throw missing(blob.digest) }
    try folder.createFolders()
    try folder.appending(name).createSymlink(to: path(of: blob.digest).string)
  }
}
