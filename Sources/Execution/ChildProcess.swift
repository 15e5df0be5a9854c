import Diagnostics
import Subprocess
package import SystemPackage

/// How a child process ended; a non-zero exit code is a result, not an error.
package struct CommandOutcome: Sendable {
  /// Nil when a signal ended the process, as after a time-out.
  package var exitCode: Int32?
  package var standardOutput = ""
  package var standardError = ""
  package var timedOut = false

  /// True only for exit code 0.
  package var succeeded: Bool { exitCode == 0 }
}

/// Runs a program with exactly the given variables and no standard input, and waits for it.
///
/// When the task is cancelled, or after `timeout` seconds, the child is asked to end and two seconds later killed.
///
/// - Throws: `command.not-started`, or `command.too-much-output` when it writes more than 16 MiB.
package func runCommand(
  _ executable: FilePath, _ arguments: [String], in folder: FilePath, variables: [String: String],
  timeout: Int = 600
) async throws -> CommandOutcome {
  let exact = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })
  var options = PlatformOptions()
  options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
  let command = Configuration(
    executable: .path(executable), arguments: Arguments(arguments), environment: .custom(exact),
    workingDirectory: folder, platformOptions: options)
  return try await withThrowingTaskGroup(of: CommandOutcome.self) { group in
    group.addTask {
      do { return try await outcome(of: command) } catch let error as SubprocessError {
        try Task.checkCancellation()
        throw problem(error, with: executable)
      }
    }
    group.addTask {
      try await Task.sleep(for: .seconds(timeout))
      return CommandOutcome(timedOut: true)
    }
    defer { group.cancelAll() }
    return try await group.next() ?? CommandOutcome(timedOut: true)
  }
}

private func outcome(of command: Configuration) async throws -> CommandOutcome {
  let result = try await run(command, input: .none, output: .bytes(limit: 1 << 24), error: .bytes(limit: 1 << 24))
  let exitCode: Int32? = if case .exited(let code) = result.terminationStatus { code } else { nil }
  return CommandOutcome(
    exitCode: exitCode, standardOutput: String(decoding: result.standardOutput, as: UTF8.self),
    standardError: String(decoding: result.standardError, as: UTF8.self))
}

private func problem(_ error: SubprocessError, with executable: FilePath) -> Diagnostic {
  let program = escaped(executable.string)
  if error.code == .outputLimitExceeded {
    return Diagnostic(
      "command.too-much-output", "'\(program)' wrote more than 16 MiB of messages",
      hint: "run it by hand to see what it says")
  }
  let reason = error.underlyingError.map { ": \($0)" } ?? ""
  return Diagnostic(
    "command.not-started", "'\(program)' could not be run\(reason)", hint: "check that it is there and may be executed")
}
