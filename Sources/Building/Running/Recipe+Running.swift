import Diagnostics
import Execution
import Store

/// What doing a recipe came to.
struct RecipeOutcome {
  enum Verdict {
    case succeeded(Folder)
    /// A command failed, and would again.
    case failed(String)
    /// A command was ended before it could tell.
    case undecided(Diagnostic)
  }

  var verdict: Verdict
  /// What all commands wrote.
  var log = ""
}

extension Recipe {
  /// Runs what there is to run.
  ///
  /// - Throws: When the machine gets in the way.
  func outcome(_ executor: any Executor, timeout: Int) async throws -> RecipeOutcome {
    var outcome = RecipeOutcome(verdict: .succeeded(Folder()))
    var root = root
    if let integration, let action = integrationAction(timeout: timeout) {
      let result = try await executor.run(action)
      outcome.log += result.standardOutput
      guard result.succeeded else {
        return outcome.ended(result, action, integration.script, doing: "integrating what is staged: ")
      }
      root = result.output
    }
    guard case .commands(let commands) = self.result else {
      outcome.verdict = .succeeded(tree(from: root) ?? Folder())
      return outcome
    }
    let action = commands.action(in: root, timeout: timeout)
    let result = try await executor.run(action)
    outcome.log += result.standardOutput
    guard result.succeeded else { return outcome.ended(result, action, commands.script) }
    outcome.verdict = .succeeded(commands.tree(in: result.output))
    return outcome
  }
}

extension RecipeOutcome {
  /// With the verdict that follows from an action that did not succeed.
  ///
  /// - Parameter doing: What a message of a failure begins with.
  fileprivate func ended(
    _ result: ActionResult, _ action: Action, _ script: CommandScript, doing: String = ""
  ) -> RecipeOutcome {
    var outcome = self
    if result.isConclusive, let exitCode = result.exitCode {
      outcome.verdict = .failed(doing + script.failure(exitCode: exitCode, log: result.standardOutput))
    } else if result.timedOut {
      outcome.verdict = .undecided(
        Diagnostic(
          "element.timed-out", "'\(escaped(action.title))' was ended after \(action.timeout) seconds",
          hint: "raise the time-out, or find out what it waits for"))
    } else {
      outcome.verdict = .undecided(
        Diagnostic(
          "element.killed", "'\(escaped(action.title))' was killed, as happens when memory runs out",
          hint: "run fewer jobs at once, or give the machine more memory"))
    }
    return outcome
  }
}
