import Building
import Store
import SystemPackage
import TestSupport

/// A tree by path: texts are files, `-> TARGET` a link, `+x TEXT` an executable file; a path that ends in `/` an empty folder.
func sampleTree(_ entries: [String: String]) -> Folder {
  var folder = Folder()
  for (path, text) in entries.sorted(by: { $0.key < $1.key }) {
    if path.hasSuffix("/") {
      folder.insert(.folder(Folder()), at: path)
    } else if text.hasPrefix("-> ") {
      folder.insert(.symlink(target: String(text.dropFirst(3))), at: path)
    } else {
      let isExecutable = text.hasPrefix("+x ")
      let content = Array((isExecutable ? String(text.dropFirst(3)) : text).utf8)
      folder.insert(.file(Blob(of: content), isExecutable: isExecutable), at: path)
    }
  }
  return folder
}

extension ContentStore {
  /// The store of the running test.
  static func temporary() throws -> ContentStore { try ContentStore(at: TemporaryFolder.path.appending("store")) }
}
