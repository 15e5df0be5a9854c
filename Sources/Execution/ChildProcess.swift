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
  let command = command(executable, arguments, folder, variables)
  return try await ended(within: timeout) {
    do { return try await outcome(of: command) } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw problem(error, with: executable)
    }
  }
}

/// The same, with what is written to standard error among the standard output, which is there after a time-out too; of
/// more than 8 MiB the middle is left out.
func runLoggedCommand(
  _ executable: FilePath, _ arguments: [String], in folder: FilePath, variables: [String: String], timeout: Int
) async throws -> CommandOutcome {
  let (command, log) = (command(executable, arguments, folder, variables), SharedLog())
  var outcome = try await ended(within: timeout) {
    do { return CommandOutcome(exitCode: try await exitCode(of: command, writingTo: log)) } catch let error
      as SubprocessError
    {
      try Task.checkCancellation()
      throw problem(error, with: executable)
    }
  }
  outcome.standardOutput = log.text
  return outcome
}

private func command(
  _ executable: FilePath, _ arguments: [String], _ folder: FilePath, _ variables: [String: String]
) -> Configuration {
  let exact = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })
  var options = PlatformOptions()
  options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
  return Configuration(
    executable: .path(executable), arguments: Arguments(arguments), environment: .custom(exact),
    workingDirectory: folder, platformOptions: options)
}

private func ended(
  within timeout: Int, _ running: @escaping @Sendable () async throws -> CommandOutcome
) async throws -> CommandOutcome {
  try await withThrowingTaskGroup(of: CommandOutcome.self) { group in
    group.addTask { try await running() }
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
  return CommandOutcome(
    exitCode: result.terminationStatus.exitCode,
    standardOutput: String(decoding: result.standardOutput, as: UTF8.self),
    standardError: String(decoding: result.standardError, as: UTF8.self))
}

private func exitCode(of command: Configuration, writingTo log: SharedLog) async throws -> Int32? {
  let result = try await run(command, input: .none, output: .sequence, error: .combinedWithOutput) { execution in
    for try await buffer in execution.standardOutput { buffer.withUnsafeBytes { log.append($0) } }
  }
  return result.terminationStatus.exitCode
}

extension TerminationStatus {
  fileprivate var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }
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
