import Diagnostics
import Foundation
import Publishing
import Reports
import Specs
import Store
import SystemPackage
import Verification

/// Updates that were planned, on their way to files or into a patch.
struct UpdateStep {
  /// One stack with what an update changes of it.
  struct Planned {
    var stack: any GatedStack
    var plan: UpdatePlan
    var report: UpdateReport
  }

  let updates: [Planned]

  private var changes: [UpdatePlan.Change] {
    updates.flatMap(\.plan.changes).sorted { byteOrder($0.file.string, $1.file.string) }
  }

  /// The message for a pull request, in Markdown.
  var message: String { UpdateMessage().render(updates.map(\.report)) }

  /// Writes all changes of each stack, or none of it.
  func write() async throws {
    try await warnOfUncommitted()
    try Task.checkCancellation()
    for update in updates { try update.plan.write() }
    updates.forEach { Console.print(UpdateTextReport().render($0.report), terminator: "") }
    Console.print("updated: \(files); read 'git diff' before you commit")
  }

  /// Writes the patch to a file, or to standard output, which then holds nothing else.
  func writePatch(to file: FilePath?) throws {
    guard let first = updates.first else { return }
    let root = try root(for: first.stack)
    let bytes = Array(message.utf8) + [UInt8(ascii: "\n")] + (try PatchText.bytes(of: changes, root: root))
    guard let file else {
      try FileDescriptor.standardOutput.writeAll(bytes)
      return
    }
    try file.writeKeepingKind(bytes)
    updates.forEach { Console.print(UpdateTextReport().render($0.report), terminator: "") }
    let current = FilePath(".").absolute
    let command =
      root == current
      ? "git apply \(file)" : "git -C \(root.relative(to: current)) apply \(file.absolute.relative(to: root))"
    Console.print("\(files) changed; apply with: \(command)")
  }

  private var files: String { "\(changes.count) file\(changes.count == 1 ? "" : "s")" }

  /// What the names in a patch are relative to: the work tree; where there is none, the folder of `assay.toml`.
  private func root(for stack: any GatedStack) throws -> FilePath {
    if let repository = repository(of: stack) { return repository.root }
    return try ProjectFile.find(from: FilePath("."))?.folder ?? FilePath(".").absolute
  }

  private func repository(of stack: any GatedStack) -> GitRepository? {
    GitRepository(around: stack.expected, environment: ProcessInfo.processInfo.environment)
  }

  private func warnOfUncommitted() async throws {
    var files: [FilePath] = []
    for update in updates {
      files += try await repository(of: update.stack)?.uncommitted(update.plan.changes.map(\.file)) ?? []
    }
    guard let first = files.min(by: { byteOrder($0.string, $1.string) }) else { return }
    let warning = Diagnostic(
      "update.uncommitted",
      files.count == 1
        ? "1 file is replaced that git does not hold as it stood"
        : "\(files.count) files are replaced that git does not hold as they stood",
      at: Place(shown(first)), hint: "commit before you update, to see what the update does", severity: .warning)
    Console.printError("\(warning)")
  }
}
