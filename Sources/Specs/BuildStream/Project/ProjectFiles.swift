import Diagnostics
import Store
import SystemPackage

/// Reads the files of one project by their paths below its folder, and nothing outside it.
struct ProjectFiles: Sendable {
  /// More than anyone writes; the tree of a file takes many times its size.
  private static let largestFile = 16 << 20

  /// Absolute.
  let folder: FilePath
  /// The same with links followed: what counts as inside.
  private let realFolder: FilePath
  /// What messages put before a path below the folder; empty or with a slash at its end.
  private let shownFolder: String

  init(_ folder: FilePath) {
    self.folder = folder
    realFolder = folder.resolved ?? folder
    let shown = shownPath(folder)
    shownFolder = shown == "." ? "" : shown + "/"
  }

  /// How messages call a file.
  func shownName(_ path: String) -> String { shownFolder + path }

  /// Nil for a file whose problems are reported.
  ///
  /// - Throws: Why the file can't be read.
  func document(_ path: String, problems: inout [Diagnostic]) throws(Diagnostic) -> YamlDocument? {
    let file = folder.pushing(FilePath(path))
    guard isInside(file) else {
      throw Diagnostic(
        "element.outside", "a link on its path leads out of the project", hint: "put the file itself there")
    }
    return try document(at: file, name: path, problems: &problems)
  }

  /// The same for a file that is known to be inside.
  func document(
    at file: FilePath, name: String, problems: inout [Diagnostic]
  ) throws(Diagnostic) -> YamlDocument? {
    let bytes = try file.readBytes(upTo: Self.largestFile)
    return YamlDocument.parse(bytes, file: shownName(name), problems: &problems)
  }

  /// Whether a path stays in the project when links are followed; what does not exist is neither in nor out.
  func isInside(_ path: FilePath) -> Bool { path.resolved.map { $0.starts(with: realFolder) } ?? true }

  /// A relative path without `.` and `..`; nil when it leads out, is absolute or empty.
  static func normalized(_ path: String) -> String? {
    let path = FilePath(path)
    guard !path.isEmpty, !path.isAbsolute else { return nil }
    let short = path.lexicallyNormalized()
    guard let first = short.components.first else { return "." }
    return first.kind == .parentDirectory ? nil : short.string
  }
}
