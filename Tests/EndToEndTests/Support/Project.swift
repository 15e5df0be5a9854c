import Foundation
import SystemPackage
import TestSupport
import Testing

/// A copy of this project's stacks in a folder of its own, to break as a test likes.
struct Project {
  let folder: FilePath

  static let expected = "expected/sample_project"
  static let platform = "expected/sample_project/linux_x86_64"
  static let locks = "expected/sample_project/locks"
  static let spec = "fixtures/sample_project/venvstacks.toml"
  static let modules = "fixtures/sample_project/launch_modules"

  /// The project that these tests belong to.
  static let source = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    .removingLastComponent()

  init(in folder: FilePath = TemporaryFolder.path.appending("project"), parts: [String] = Project.parts) throws {
    self.folder = folder
    for part in parts {
      let target = folder.pushing(FilePath(part))
      try FileManager.default.createDirectory(
        atPath: target.removingLastComponent().string, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: Project.source.pushing(FilePath(part)).string, toPath: target.string)
    }
  }

  static let parts = [
    "assay.toml", "fixtures/sample_project", "expected/sample_project", "expected/expected-output-config.toml",
  ]

  /// Runs the program in the project's folder, once the shared store holds what the sample stack needs.
  func assayWhenFilled(_ arguments: String..., variables: [String: String?] = [:]) async throws -> Program.Outcome {
    _ = try await Shared.filled.value
    return try await Program.run(arguments, in: folder, variables: variables)
  }

  func assay(_ arguments: String..., variables: [String: String?] = [:]) async throws -> Program.Outcome {
    try await Program.run(arguments, in: folder, variables: variables)
  }

  @discardableResult func git(_ arguments: String...) async throws -> String {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    let outcome = try await Program.run(
      "/usr/bin/git", identity + arguments, in: folder,
      variables: ["PATH": "/usr/bin:/bin", "HOME": folder.string, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"])
    #expect(outcome.exitCode == 0, "git \(arguments): \(outcome.standardError)")
    return outcome.standardOutput
  }

  /// Makes the folder a git repository with all files committed.
  func commit() async throws {
    try await git("init", "--quiet")
    try await git("add", "--all")
    try await git("commit", "--quiet", "--message", "start")
  }

  func read(_ path: String) throws -> String { try String(contentsOfFile: self[path].string, encoding: .utf8) }

  func write(_ text: String, to path: String) throws {
    let file = self[path]
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file.string))
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: self[path].string) }

  /// Replaces the first occurrence of a text, which must be there.
  func replace(_ old: String, with new: String, in path: String) throws {
    let text = try read(path)
    try #require(text.contains(old), "\(path) does not hold '\(old)'")
    try write(text.replacing(old, with: new, maxReplacements: 1), to: path)
  }

  /// Changes the lines of a file.
  func editLines(of path: String, _ edit: (inout [String]) throws -> Void) throws {
    var lines = try read(path).components(separatedBy: "\n")
    try edit(&lines)
    try write(lines.joined(separator: "\n"), to: path)
  }

  subscript(path: String) -> FilePath { folder.pushing(FilePath(path)) }
}

/// Every file below a folder by path, with its bytes and whether it can be executed: what "unchanged" means.
func snapshot(_ folder: FilePath) throws -> [String: Data] {
  var result: [String: Data] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.string) where !path.hasPrefix(".git/") {
    let full = folder.pushing(FilePath(path)).string
    let type = try FileManager.default.attributesOfItem(atPath: full)[.type] as? FileAttributeType
    switch type {
    case .typeRegular?: result[path] = try Data(contentsOf: URL(filePath: full)) + (access(full, X_OK) == 0 ? [1] : [0])
    case .typeSymbolicLink?: result[path] = Data(try FileManager.default.destinationOfSymbolicLink(atPath: full).utf8)
    default: result[path] = Data()
    }
  }
  return result
}

/// Files and folders that a run should have taken away with it.
func leftovers(in folder: FilePath) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder.string).filter { $0.contains(".assay-") }
}
