import ArgumentParser
import Publishing
import Store
import SystemPackage
import Verification

/// `assay update`: makes the expected outputs anew.
struct UpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Write the expected outputs of a stack as they are now, or a patch that does.",
    discussion: "All files are replaced in one step, or none. Read the difference before you commit it.")

  @OptionGroup var options: StackOptions

  @OptionGroup var locking: LockingOptions

  @Option(
    help: .init("Write a patch for 'git apply' instead of changing files; '-' is standard output.", valueName: "FILE"),
    completion: .file())
  var patch: String?

  func run() async throws {
    let stack = try options.loadGated(locking)
    let plan = try await stack.updatePlan()
    Progress.shared.clear()
    plan.warnings.forEach { Console.printError("\($0)") }
    guard !plan.isEmpty else {
      Console.print("nothing to update: the expected outputs of stack '\(stack.name)' are up to date")
      return
    }
    if let patch {
      let bytes = PatchText.bytes(of: plan.changes, root: repositoryFolder(above: stack.expected))
      if patch == "-" {
        Console.print(String(decoding: bytes, as: UTF8.self), terminator: "")
      } else {
        try FilePath(patch).absolute.write(bytes)
        Console.print("\(files(plan)) changed; apply with: git apply \(patch)")
      }
      return
    }
    try Task.checkCancellation()
    try plan.write()
    for change in plan.changes {
      let word = change.before == nil ? "added  " : change.after == nil ? "removed" : "changed"
      Console.print("\(word)  \(shown(change.file))")
    }
    Console.print("updated: \(files(plan)); read 'git diff' before you commit")
  }

  private func files(_ plan: UpdatePlan) -> String { "\(plan.changes.count) file\(plan.changes.count == 1 ? "" : "s")" }
}
