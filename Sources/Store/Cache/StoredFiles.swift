import Diagnostics
import Glibc
import SystemPackage

/// What lies in the folders of a store, for those who look after all of it.
extension ContentStore {
  /// All records: actions, artifacts, payloads.
  static let recordFolders = ["actions", "artifacts", "payloads"]

  /// Calls `body` with each file of a folder `ab/cdef…`, in no order; what has another name is passed over.
  func forEachContent(
    in folder: String, _ body: (ContentDigest, FilePath) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let base = root.appending(folder)
    for prefix in try base.namesIfThere() {
      for name in try base.appending(prefix).namesIfThere() {
        guard let digest = ContentDigest(hex: prefix + name) else { continue }
        try body(digest, base.appending(prefix).appending(name))
      }
    }
  }

  /// Calls `body` with the path of each record.
  func forEachRecord(_ body: (FilePath) throws(Diagnostic) -> Void) throws(Diagnostic) {
    for folder in Self.recordFolders { try forEachFile(below: root.appending(folder), body) }
  }

  private func forEachFile(
    below folder: FilePath, _ body: (FilePath) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    for name in try folder.namesIfThere() where !name.isTemporaryName {
      let path = folder.appending(name)
      switch path.kind {
      case .file?: try body(path)
      case .folder?: try forEachFile(below: path, body)
      case .symlink?, .other?, nil: continue
      }
    }
  }

  /// Removes what processes that were killed left half written; only for whoever has the store alone.
  func removeTemporaryFiles() throws(Diagnostic) {
    for folder in ["cas"] + Self.recordFolders { try removeTemporaryFiles(below: root.appending(folder)) }
  }

  private func removeTemporaryFiles(below folder: FilePath) throws(Diagnostic) {
    for name in try folder.namesIfThere() {
      let path = folder.appending(name)
      if name.isTemporaryName {
        try path.removeAll()
      } else if path.kind == .folder {
        try removeTemporaryFiles(below: path)
      }
    }
  }
}

extension FilePath {
  /// What is in a folder; nothing when it is not there.
  func namesIfThere() throws(Diagnostic) -> [String] { kind == .folder ? try names() : [] }
}

extension String {
  /// Whether it is a name under which files are written before they get their own.
  var isTemporaryName: Bool { hasPrefix(".") }
}
