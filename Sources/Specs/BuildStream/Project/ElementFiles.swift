import Diagnostics
import Store
import SystemPackage

/// The files of a project that declare elements.
struct ElementFiles {
  private let folder: FilePath

  init(_ settings: ProjectSettings) { folder = settings.elementFolder }

  /// By their paths below the element path, sorted.
  ///
  /// Hidden folders and those of other projects are passed over.
  func names() throws(Diagnostic) -> [String] {
    var (names, open) = ([String](), [""])
    while let folder = open.popLast() {
      let path = folder.isEmpty ? self.folder : self.folder.pushing(FilePath(folder))
      let entries = try path.names()
      if !folder.isEmpty, entries.contains(ProjectSettings.fileName) { continue }
      for name in entries where !name.hasPrefix(".") {
        let below = folder.isEmpty ? name : folder + "/" + name
        let kind = path.appending(name).kind
        if kind == .folder {
          open.append(below)
        } else if name.hasSuffix(".bst") {
          names.append(try elementName(below, at: Place(below)))
        }
      }
    }
    return names.sorted(by: byteOrder)
  }
}
