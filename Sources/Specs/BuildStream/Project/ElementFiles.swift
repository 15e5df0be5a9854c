import Diagnostics
import Store
import SystemPackage

/// The files of a project that declare elements.
struct ElementFiles {
  private let settings: ProjectSettings

  init(_ settings: ProjectSettings) { self.settings = settings }

  /// By their paths below the element path, sorted.
  ///
  /// Hidden folders and those of other projects are passed over. Files that can't be called so are problems.
  func names(problems: inout [Diagnostic]) throws(Diagnostic) -> [String] {
    let top = settings.elementFolder
    var (names, open) = ([String](), [""])
    while let folder = open.popLast() {
      let path = folder.isEmpty ? top : top.pushing(FilePath(folder))
      let entries = try path.names()
      if !folder.isEmpty, entries.contains(ProjectSettings.fileName) { continue }
      for name in entries where !name.hasPrefix(".") {
        let below = folder.isEmpty ? name : folder + "/" + name
        let kind = path.appending(name).kind
        if kind == .folder {
          open.append(below)
        } else if name.hasSuffix(".bst") {
          do throws(Diagnostic) {
            names.append(try elementName(below, at: Place(settings.files.shownName(settings.path(of: below)))))
          } catch { problems.append(error) }
        }
      }
    }
    return names.sorted(by: byteOrder)
  }
}
