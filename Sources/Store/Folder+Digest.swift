import Synchronization

extension Folder {
  /// The digest of the top level's message: equal exactly when the folders are.
  ///
  /// Found once for each level, however many trees it becomes a part of.
  package var digest: ContentDigest { blob.digest }

  /// How the level above names this one.
  var blob: Blob { knownBlob.blob { Blob(of: treeBytes) } }

  /// The top level's message.
  var treeBytes: [UInt8] {
    var level = TreeBytes.Level()
    for entryName in names {
      switch entries[entryName] {
      case .file(let blob, let isExecutable)?: level.files.append((entryName, blob, isExecutable))
      case .symlink(let target)?: level.symlinks.append((entryName, target))
      case .folder(let folder)?: level.folders.append((entryName, folder.blob))
      case nil: continue
      }
    }
    return TreeBytes.encode(level)
  }

  /// To be called after every change; what other copies know stays.
  mutating func forgetBlob() {
    if isKnownUniquelyReferenced(&knownBlob) { knownBlob.note(nil) } else { knownBlob = KnownBlob() }
  }
}

/// What names one level of a ``Folder``, once somebody has asked: to name thousands of files again and again would take
/// longer than to run a command on them.
final class KnownBlob: Sendable {
  private let known = Mutex<Blob?>(nil)

  func note(_ blob: Blob?) { known.withLock { $0 = blob } }

  func blob(_ find: () -> Blob) -> Blob {
    if let blob = known.withLock({ $0 }) { return blob }
    let blob = find()
    note(blob)
    return blob
  }
}
