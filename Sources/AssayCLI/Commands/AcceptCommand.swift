import ArgumentParser
import Diagnostics
import Reports
import Verification

/// `assay accept`: makes pending changes the expected outputs.
struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Write pending changes into the expected outputs.",
    discussion: "All of them are written or none. Read 'git diff' before you commit.")

  @OptionGroup var options: PendingOptions

  @Flag(help: "Write also where CI is set.")
  var write = false

  func run() async throws {
    let (all, chosen) = try await options.load()
    if isContinuousIntegration, !write {
      throw ValidationError("CI is set, so nothing is written without --write")
    }
    try await all.accept(chosen)
    Console.print(decided("accepted", chosen), terminator: "")
  }
}

/// `assay reject`: forgets pending changes.
struct RejectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Forget pending changes; the expected outputs stay as they are.")

  @OptionGroup var options: PendingOptions

  func run() async throws {
    let (all, chosen) = try await options.load()
    try all.reject(chosen)
    Console.print(decided("rejected", chosen), terminator: "")
  }
}

/// One line for each change that was decided about.
func decided(_ word: String, _ items: [PendingSelection.Item]) -> String {
  guard !items.isEmpty else { return "nothing is pending\n" }
  return items.map { "\(word)  \(escaped($0.change.path))\n" }.joined()
}
