package import Diagnostics
import Store
package import SystemPackage

/// The lock files of a stack by their path below the locks folder, as bytes.
///
/// Locking works on such a value and writes nothing: who wants the result on the disk puts it there in one step.
package struct LockSet: Hashable, Sendable {
  /// Contents by path.
  package var files: [String: [UInt8]] = [:]

  /// A set without files.
  package init() {}

  /// All files of a locks folder that belong to one of these layers; a folder that is not there has none.
  ///
  /// - Throws: `lock.no-file` for what is no file, or what reading throws.
  package init(in folder: FilePath, layers: some Sequence<LockFileNames>) throws(Diagnostic) {
    for names in layers {
      for path in names.all {
        let file = folder.pushing(FilePath(path))
        guard file.kind != nil else { continue }
        guard !file.isFolder, file.kind != .other else {
          throw Diagnostic(
            "lock.no-file", "expected a lock file, met \(file.isFolder ? "a folder" : "something else")",
            at: Place(file.string), hint: "move it away, or put the file back from version control")
        }
        files[path] = try file.readBytes()
      }
    }
  }

  /// The text under a path; nil when there is no such file.
  package func text(_ path: String) -> String? { files[path].map { String(decoding: $0, as: UTF8.self) } }
}

/// The paths of one layer's lock files below the locks folder.
package struct LockFileNames: Hashable, Sendable {
  /// `pylock.NAME.toml`: what is installed.
  package var lock: String
  /// `pylock.NAME.meta.json`: what the lock was made from.
  package var metadata: String
  /// `requirements-NAME.in`: the declared requirements; a note for readers that nothing depends on.
  package var input: String
  /// `packages-NAME.txt`: the packages, one a line.
  package var summary: String

  /// The names for the layer with that build name.
  package init(buildName: String) {
    let name = buildName.replacing(".", with: "_")
    lock = "\(buildName)/pylock.\(name).toml"
    metadata = "\(buildName)/pylock.\(name).meta.json"
    input = "\(buildName)/requirements-\(name).in"
    summary = "\(buildName)/packages-\(buildName).txt"
  }

  /// All four, the lock first.
  package var all: [String] { [lock, metadata, input, summary] }
}
