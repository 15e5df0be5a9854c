import Foundation
import SystemPackage
import TestSupport
import Testing

/// A copy of the project with a library, a program, their tests, and a package that demands both; with a store of its own.
struct ElementProject {
  let project: Project

  static let folder = "fixtures/conditions_project"

  init() async throws {
    project = try Project(parts: ["assay.toml"])
    // Without the root, which is made anew, since another test may be making it in the tree.
    for name in ["project.conf", "elements", "files", "make-root.sh"] {
      let target = project[Self.folder].appending(name)
      try FileManager.default.createDirectory(
        atPath: target.removingLastComponent().string, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: Project.source.pushing(FilePath("\(Self.folder)/\(name)")).string, toPath: target.string)
    }
    let made = try await Program.run(
      project[Self.folder].appending("make-root.sh"), [], in: project.folder,
      variables: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
    try #require(made.exitCode == 0, "\(made.standardError)")
  }

  func assay(_ arguments: String...) async throws -> Program.Outcome { try await run(arguments) }

  /// Builds elements and tells what became of them, and how many commands of elements were run to their end.
  func build(_ targets: String..., options: [String] = []) async throws -> ElementBuildOutcome {
    let before = try actions()
    let outcome = try await run(["build", "conditions"] + targets + options)
    try #require(outcome.exitCode != 64, "\(outcome.standardError)")
    return ElementBuildOutcome(outcome, ran: try actions() - before)
  }

  func replace(_ old: String, with new: String, in file: String) throws {
    try project.replace(old, with: new, in: "\(Self.folder)/\(file)")
  }

  func write(_ text: String, to file: String) throws { try project.write(text, to: "\(Self.folder)/\(file)") }

  private var store: FilePath { TemporaryFolder.path.appending("store") }

  private func run(_ arguments: [String]) async throws -> Program.Outcome {
    try await Program.run(arguments, in: project.folder, variables: ["ASSAY_CACHE": store.string])
  }

  /// What has succeeded is remembered: one record for each command that was run.
  private func actions() throws -> Int {
    let folder = store.appending("actions").string
    guard FileManager.default.fileExists(atPath: folder) else { return 0 }
    return try FileManager.default.subpathsOfDirectory(atPath: folder).count { $0.contains("/") }
  }
}

/// What `assay build` said of elements.
struct ElementBuildOutcome: Equatable, CustomStringConvertible {
  var exitCode: Int32
  /// Lines such as `built lib.bst`, in the order of the elements' names.
  var lines: [String]
  /// How many actions were run and succeeded.
  var ran: Int

  init(_ lines: String..., ran: Int, exitCode: Int32 = 0) {
    (self.lines, self.ran, self.exitCode) = (lines, ran, exitCode)
  }

  init(_ outcome: Program.Outcome, ran: Int) {
    lines = outcome.standardOutput.split(separator: "\n").filter { !$0.hasPrefix(" ") && !$0.hasPrefix("total:") }
      .map { $0.split(separator: " ").joined(separator: " ") }
      .sorted {
        ($0.split(separator: " ").dropFirst().first ?? "") < ($1.split(separator: " ").dropFirst().first ?? "")
      }
    (exitCode, self.ran) = (outcome.exitCode, ran)
  }

  var description: String { "ended with \(exitCode), \(ran) ran: \(lines)" }
}
