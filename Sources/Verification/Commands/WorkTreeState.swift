import Diagnostics
import Publishing
import Specs
import Store
import SystemPackage

/// What the files that a command sees were at some moment, so that a later look tells whether one of them has changed.
package struct WorkTreeState: Hashable, Sendable {
  /// Of the files' sizes and times, so that none needs to be read while it is the same; nil where these don't tell.
  var mark: ContentDigest?
  /// Names the list of all files with what each held; the store may have lost it, the name tells enough.
  var list: ContentDigest
  /// The commit that was checked out, where the command sees it.
  var head: String?
}

/// Looks at the files that a command sees, without those that updates write.
struct WorkTreeLook {
  private let files: WorkTreeFiles
  private let names: [String]
  private let outputs: [PathArea]
  private let folder: PathArea
  private let globs: [String]?
  private let head: String?

  /// - Parameters:
  ///   - globs: The files that count, below the folder of `assay.toml`, where the stack says so by its triggers.
  ///   - outputs: Files and folders that updates write; what is accepted does not make the rest stale.
  /// - Throws: `git.…` where git can't be asked.
  init(
    at source: CommandSource, globs: [String]?, without outputs: [FilePath], environment: [String: String]
  ) async throws {
    let files = try await WorkTreeFiles(around: source.folder, environment: environment)
    let areas = outputs.map { PathArea($0, in: files.root) }
    (self.files, self.outputs, self.globs) = (files, areas, globs)
    folder = PathArea(source.folder, in: files.root)
    names = files.names.filter { name in !areas.contains { $0.contains(name) } }
    head = source.usesHistory ? try await files.repository?.head() : nil
  }

  /// - Throws: What keeps a file from being read.
  func state(keptIn store: ContentStore) throws(Diagnostic) -> WorkTreeState {
    // Before the files are read: what is written meanwhile changes it.
    let mark = files.root.changeMark(of: names)
    return WorkTreeState(mark: mark, list: try store.save(Array(try list().utf8)).digest, head: head)
  }

  /// What has changed since then; nil where nothing has.
  ///
  /// - Throws: What keeps a file from being read.
  func change(since old: WorkTreeState, in store: ContentStore) throws(Diagnostic) -> String? {
    if head != old.head { return "another commit is checked out than was verified" }
    if let mark = old.mark, mark == files.root.changeMark(of: names) { return nil }
    let new = try list()
    guard ContentDigest(of: new) != old.list else { return nil }
    let name = (try? store.read(old.list)).flatMap { Self.firstDifference(String(decoding: $0, as: UTF8.self), new) }
    return "'\(escaped(name.map { shown(files.root.pushing(FilePath($0))) } ?? shown(files.root)))' "
      + "has changed since it was verified"
  }

  /// One line a file: what it holds, and its name, which may have line breaks of its own.
  private func list() throws(Diagnostic) -> String {
    var lines = ""
    for name in try files.all() where counts(name) {
      lines += "\(try files.root.pushing(FilePath(name)).contentWord()) \(name)\0"
    }
    return lines
  }

  private func counts(_ name: String) -> Bool {
    guard !outputs.contains(where: { $0.contains(name) }) else { return false }
    guard let globs, let path = folder.path(of: name) else { return globs == nil }
    return globs.contains { covers(glob: $0, path) }
  }

  private static func firstDifference(_ old: String, _ new: String) -> String? {
    let (old, new) = (Set(old.split(separator: "\0")), Set(new.split(separator: "\0")))
    return old.symmetricDifference(new).map { String($0.drop { $0 != " " }.dropFirst()) }.min(by: byteOrder)
  }
}
