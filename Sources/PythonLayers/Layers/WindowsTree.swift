import Diagnostics
import Specs
import Store

/// What uv installs on this machine, moved to the folders that Windows has for it.
///
/// A scheme of folders belongs to the interpreter that uv asks, so installing for Windows still gives that of this
/// system (Python's `sysconfig`: `posix_prefix` and `nt`).
enum WindowsTree {
  /// The tree with its folders renamed, and the rows of each `RECORD` that leave site-packages renamed alike.
  static func moved(_ tree: Folder, pythonVersion: String, store: ContentStore) throws(Diagnostic) -> Folder {
    let here = LayerLayout(pythonVersion: pythonVersion)
    let there = LayerLayout(pythonVersion: pythonVersion, platform: .winAmd64)
    var result = Folder()
    // Files carry their folders along; an empty folder or a link has no path that anything depends on.
    for (path, blob, isExecutable) in tree.files {
      var content = blob
      if path.hasPrefix(here.sitePackages + "/"), path.hasSuffix(".dist-info/RECORD") {
        var record = RecordFile(String(decoding: try store.read(blob.digest), as: UTF8.self))
        record.renamePaths { row in renamed(row, from: here, to: there) }
        content = try store.save(Array(record.text.utf8))
      }
      result.insert(.file(content, isExecutable: isExecutable), at: moved(path, from: here, to: there))
    }
    return result
  }

  private static func moved(_ path: String, from here: LayerLayout, to there: LayerLayout) -> String {
    let folders = [
      (here.sitePackages, there.sitePackages), (here.scripts, there.scripts), (here.library, there.library),
      ("include", there.headers),
    ]
    for (old, new) in folders where path.hasPrefix(old + "/") { return new + path.dropFirst(old.count) }
    return path
  }

  /// The path of a row outside site-packages; those inside keep theirs.
  private static func renamed(_ row: String, from here: LayerLayout, to there: LayerLayout) -> String? {
    guard row.hasPrefix("../"), let path = normalised(here.sitePackages + "/" + row) else { return nil }
    return "../../" + moved(path, from: here, to: there)
  }
}
