import Diagnostics
package import Store

/// A command over a tree: all that its result may depend on, as data; making one runs nothing.
///
/// Two actions with the same ``key`` give the same result, so the second is looked up. Later this becomes a Remote
/// Execution API `Action`, to which it maps field by field.
package struct Action: Sendable {
  /// A program of the machine that the command calls; `identity` (such as `uv 0.8.18`) stands for it in the key, since
  /// its path says nothing about what it does.
  package struct Tool: Sendable {
    package var identity: String
    /// What `%{NAME}` in an argument stands for: a path of this machine, which must not be part of the key.
    package var name: String
    package var program: String
    /// Folders and files of the machine that must be visible to run it, beside the system's own.
    package var paths: [String]

    /// A program under the name that arguments call it by.
    package init(name: String, identity: String, program: String, paths: [String]) {
      (self.name, self.identity, self.program, self.paths) = (name, identity, program, paths)
    }
  }

  /// What is done, in two or three words for progress and messages.
  package var title: String
  /// The tree that stands in the working folder when the command starts, or is all it sees: see ``Sandbox/Root``.
  package var input: Folder
  package var arguments: [String]
  package var environment: [String: String]
  /// Names below the working folder that are kept when the command ends; one that is missing then is left out.
  package var outputs: [String]
  package var sandbox: Sandbox
  package var tools: [Tool]
  /// After so many seconds the command is killed.
  package var timeout: Int
  /// Part of the key and of nothing else: another salt makes the same work run anew.
  package var salt = ""

  package init(
    title: String, input: Folder, arguments: [String], environment: [String: String] = [:], outputs: [String],
    tools: [Tool] = [], sandbox: Sandbox = .system, timeout: Int = 600
  ) {
    (self.title, self.input, self.arguments, self.environment) = (title, input, arguments, environment)
    (self.outputs, self.tools, self.sandbox, self.timeout) = (outputs, tools, sandbox, timeout)
  }

  /// The arguments with the programs of this machine in place of their names.
  package var resolvedArguments: [String] { arguments.map(resolved) }

  /// The environment with the programs of this machine in place of their names.
  package var resolvedEnvironment: [String: String] { environment.mapValues(resolved) }

  private func resolved(_ text: String) -> String {
    tools.reduce(text) { $0.replacing("%{\($1.name)}", with: $1.program) }
  }

  /// Where the input stands while the command runs: the same on every machine, so that no path leaks into outputs.
  package static let workingFolder = "/assay/work"

  /// The digest of everything above but the title and the paths of the tools.
  package var key: ContentDigest {
    let lines =
      ["assay.action/2", "input \(input.digest)", "timeout \(timeout)", "salt \(salt)"] + sandbox.keyLines
      + tools.map { "tool \($0.name) \($0.identity)" }
      + arguments.map { "argument \($0)" } + outputs.map { "output \($0)" }
      + environment.sorted { byteOrder($0.key, $1.key) }.map { "variable \($0.key)=\($0.value)" }
    // Each line with its length in front, so that no value can pass for two lines.
    return ContentDigest(of: lines.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }
}

/// What running an action left.
package struct ActionResult: Sendable {
  /// Nil when a signal or the time-out ended the command.
  package var exitCode: Int32?
  package var timedOut: Bool
  /// The kept outputs.
  package var output: Folder
  /// What the command wrote to its standard output and error, cut after a mebibyte each.
  ///
  /// With an input root, both are in
  /// `standardOutput` as they came, and of more than 8 MiB the beginning and the end.
  package var standardOutput: String
  package var standardError: String

  /// True only for exit code 0.
  package var succeeded: Bool { exitCode == 0 }

  /// Whether the command itself came to its end: false after a time-out and when it was killed, as for lack of memory.
  package var isConclusive: Bool { !timedOut && exitCode != nil && exitCode != Self.killedExitCode }

  /// What bubblewrap gives for a command that SIGKILL has ended.
  private static let killedExitCode: Int32 = 128 + 9

  package init(
    exitCode: Int32?, timedOut: Bool = false, output: Folder, standardOutput: String = "", standardError: String = ""
  ) {
    (self.exitCode, self.timedOut, self.output) = (exitCode, timedOut, output)
    (self.standardOutput, self.standardError) = (standardOutput, standardError)
  }
}

/// Something that can run actions: a sandbox on this machine, later a cluster.
package protocol Executor: Sendable {
  /// Runs the command; one that fails or takes too long is a result, not an error.
  func run(_ action: Action) async throws -> ActionResult
}
