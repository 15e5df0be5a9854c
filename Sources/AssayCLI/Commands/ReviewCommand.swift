import ArgumentParser
import Diagnostics
import Reports
import Verification

/// `assay review`: walks through pending changes on a terminal.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Walk through pending changes and accept, reject or skip each.",
    discussion: """
      Keys:
      \(PendingReview.Answer.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n"))

      Accepted changes are written at the end, all of them or none.
      """)

  @OptionGroup var options: PendingOptions

  func run() async throws {
    let (all, chosen) = try await options.load()
    guard !chosen.isEmpty else { return Console.print("nothing is pending") }
    guard let keyboard = Keyboard() else {
      throw ValidationError(
        "reviewing needs a terminal; without one use 'assay pending', 'assay accept PATTERN' and 'assay reject PATTERN'"
      )
    }
    let review = try await walk(through: chosen, in: all, keyboard)
    keyboard.restore()
    try await all.accept(review.accepted)
    try all.reject(review.rejected)
    Console.print(
      "accepted: \(review.accepted.count), rejected: \(review.rejected.count), still pending: \(review.skipped.count)")
  }

  private func walk(
    through chosen: [PendingSelection.Item], in all: PendingSelection, _ keyboard: Keyboard
  ) async throws -> PendingReview {
    var review = PendingReview(chosen)
    var toldPosition = 0
    while let item = review.current {
      if toldPosition != review.position { Console.print("\n\(review.position) of \(review.count): \(item.line)") }
      toldPosition = review.position
      Console.print("[a]ccept [r]eject [s]kip [d]etails, all the rest [A] [R] [S], [q]uit? ", terminator: "")
      // A terminal that is gone answers no more.
      let key = try await keyboard.next() ?? PendingReview.Answer.quit.rawValue
      let answer = PendingReview.Answer(rawValue: key)
      Console.print(answer?.meaning ?? "no such key")
      if answer == .details { try all.detail(item).forEach { Console.print($0) } }
      if let answer, !review.take(answer), answer == .accept {
        Console.print("it is stale and can't be accepted: run 'assay verify \(escaped(item.update.stack))' again")
      }
    }
    return review
  }
}
