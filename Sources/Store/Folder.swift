import Diagnostics

/// A folder as content: what it holds by name, without times, owners or a place on a disk.
///
/// Two folders are equal exactly when their ``Folder/digest`` is, on any machine.
package struct Folder: Hashable, Sendable {
  /// What stands under a name.
  package enum Entry: Hashable, Sendable {
    case file(Blob, isExecutable: Bool)
    case symlink(target: String)
    case folder(Folder)
  }

  package private(set) var entries = FolderEntries() { didSet { forgetBlob() } }
  /// What ``blob`` found; copies share it until they change.
  var knownBlob = KnownBlob()

  package init() {}

  package static func == (left: Folder, right: Folder) -> Bool {
    left.knownBlob === right.knownBlob || left.digest == right.digest
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// The names in order of their UTF-8 bytes, the one order used for everything that is written.
  package var names: [String] { entries.names.sorted(by: byteOrder) }

  /// The entry at a relative path with `/` between names; nil when there is none.
  package subscript(path: String) -> Entry? {
    var names = path.pathNames[...]
    var folder = self
    while let name = names.popFirst() {
      guard let entry = folder.entries[name] else { return nil }
      if names.isEmpty { return entry }
      guard case .folder(let next) = entry else { return nil }
      folder = next
    }
    return .folder(self)
  }

  /// The folder at a path; nil when nothing or something else stands there.
  package func folder(at path: String) -> Folder? {
    if case .folder(let folder)? = self[path] { folder } else { nil }
  }

  /// Puts an entry at a path; replaces what stood there, and makes the folders on the way.
  ///
  /// What is no folder on the way is replaced by one.
  package mutating func insert(_ entry: Entry, at path: String) {
    insert(entry, at: path.pathNames[...])
  }

  /// Takes away what stands at a path, if anything does; folders that become empty stay.
  package mutating func remove(at path: String) { remove(at: path.pathNames[...]) }

  /// Calls `body` with each entry below this folder: a folder first, then what it holds, names in byte order.
  package func forEachEntry(_ body: (_ path: String, _ entry: Entry) throws -> Void) rethrows {
    try visit(prefix: "", body)
  }

  /// All files below this folder by path, in the order of ``forEachEntry(_:)``.
  package var files: [(path: String, blob: Blob, isExecutable: Bool)] {
    var result: [(path: String, blob: Blob, isExecutable: Bool)] = []
    forEachEntry { path, entry in
      if case .file(let blob, let isExecutable) = entry { result.append((path, blob, isExecutable)) }
    }
    return result
  }

  private func visit(prefix: String, _ body: (String, Entry) throws -> Void) rethrows {
    for name in names {
      guard let entry = entries[name] else { continue }
      try body(prefix + name, entry)
      if case .folder(let folder) = entry { try folder.visit(prefix: prefix + name + "/", body) }
    }
  }

  private mutating func insert(_ entry: Entry, at names: ArraySlice<String>) {
    guard let first = names.first else { return }
    guard names.count > 1 else {
      entries[first] = entry
      return
    }
    var child = if case .folder(let folder)? = entries.removeValue(forKey: first) { folder } else { Folder() }
    child.insert(entry, at: names.dropFirst())
    entries[first] = .folder(child)
  }

  private mutating func remove(at names: ArraySlice<String>) {
    guard let first = names.first else { return }
    guard names.count > 1 else {
      if entries[first] != nil { entries[first] = nil }
      return
    }
    guard case .folder(var child)? = entries[first] else { return }
    child.remove(at: names.dropFirst())
    entries[first] = .folder(child)
  }
}

extension Folder {
  /// Both folders' entries; where both have one, folders are merged and else `other`'s is taken.
  package func merging(_ other: Folder) -> Folder {
    var result = self
    for name in other.entries.names {
      guard let entry = other.entries[name] else { continue }
      if case .folder(let theirs) = entry, case .folder(let ours)? = entries[name] {
        result.entries[name] = .folder(ours.merging(theirs))
      } else {
        result.entries[name] = entry
      }
    }
    return result
  }
}
