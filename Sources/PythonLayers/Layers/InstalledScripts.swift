import Diagnostics
import Store

/// Scripts of packages that a layer keeps, without the path of the interpreter that installed them.
///
/// uv puts that path into a script's first line (where a wheel has `#!python`), so that a layer would differ from
/// machine to machine and its script would only run on the one that built it.
enum InstalledScripts {
  /// What stands there instead: the interpreter beside the script.
  ///
  /// The form is that of uv's relocatable environments, which is shell and Python at once.
  private static let relocatable = """
    #!/bin/sh
    '''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"
    ' '''

    """

  /// The tree with those scripts rewritten, and their rows in each `RECORD`.
  ///
  /// - Parameters:
  ///   - interpreter: The path by which the interpreter was called.
  ///   - layout: Of the machine that installed.
  static func relocated(
    _ tree: Folder, from interpreter: String, layout: LayerLayout, store: ContentStore
  ) throws(Diagnostic) -> Folder {
    var result = tree
    var rewritten: [String: Blob] = [:]
    for (path, blob, isExecutable) in tree.files where path.hasPrefix(layout.scripts + "/") {
      guard let content = relocated(try store.read(blob.digest), from: interpreter, layout) else { continue }
      let new = try store.save(content)
      rewritten[path] = new
      result.insert(.file(new, isExecutable: isExecutable), at: path)
    }
    guard !rewritten.isEmpty else { return result }
    for (path, blob, isExecutable) in tree.files where path.hasSuffix(".dist-info/RECORD") {
      var record = RecordFile(String(decoding: try store.read(blob.digest), as: UTF8.self))
      record.describe { row in normalised(layout.sitePackages + "/" + row).flatMap { rewritten[$0] } }
      result.insert(.file(try store.save(Array(record.text.utf8)), isExecutable: isExecutable), at: path)
    }
    return result
  }

  /// Nil for what is run by something else.
  ///
  /// A tree may have been installed, and kept since, by an interpreter of the same version at another place.
  private static func relocated(_ content: [UInt8], from interpreter: String, _ layout: LayerLayout) -> [UInt8]? {
    // Where the path is too long for a first line or holds a blank, uv has a shell call it.
    for (start, end) in [("#!", "\n"), ("#!/bin/sh\n'''exec' '", "' \"$0\" \"$@\"\n' '''\n")] {
      guard content.starts(with: start.utf8) else { continue }
      let rest = content.dropFirst(start.utf8.count)
      let path = String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "'") }, as: UTF8.self)
      let isInterpreter = path == interpreter || path.hasPrefix("/") && path.hasSuffix("/python\(layout.pythonVersion)")
      let body = rest.dropFirst(path.utf8.count)
      guard isInterpreter, body.starts(with: end.utf8) else { continue }
      return Array(relocatable.utf8) + body.dropFirst(end.utf8.count)
    }
    return nil
  }
}
