import ArgumentParser
import Causes
import Diagnostics

/// `assay explain`: what a cause means and how to end it.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a cause means, how it is proven, what can look like it, and how to fix it.",
    discussion: "Without a name all causes are listed.")

  @Argument(
    help: .init("The name of a cause, as reports give it.", valueName: "cause"),
    completion: .list(CauseCatalog.descriptions.map(\.id)))
  var id: String?

  func validate() throws {
    guard let id, CauseCatalog.description(of: id) == nil else { return }
    let hint = CauseCatalog.nearest(to: id).map { "did you mean '\($0)'?" } ?? "'assay explain' lists all"
    throw ValidationError("there is no cause '\(escaped(id))'; \(hint)")
  }

  func run() async throws {
    guard let cause = id.flatMap({ CauseCatalog.description(of: $0) }) else {
      for cause in CauseCatalog.descriptions.sorted(by: { $0.id < $1.id }) {
        let padding = String(repeating: " ", count: max(1, 24 - cause.id.count))
        Console.print("\(cause.id)\(padding)\(cause.meaning)")
      }
      return
    }
    Console.print(cause.text, terminator: cause.text.hasSuffix("\n") ? "" : "\n")
  }
}
