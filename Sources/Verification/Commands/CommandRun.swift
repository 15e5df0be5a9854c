import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Execution
import Specs
import Store
import SystemPackage

/// One run of a command stack's command and what it made.
struct CommandRun: Sendable {
  /// In the order of their names.
  var outputs: [GatedOutput]
  var warnings: [Diagnostic]

  /// Copies the working tree, runs the command in it, and takes its outputs into the store.
  ///
  /// - Throws: `command.…` for a command that fails, hangs or makes nothing of what is named.
  static func run(_ stack: CommandStack) async throws -> CommandRun {
    let executor = try await BubblewrapExecutor(store: stack.store, environment: stack.environment)
    let scratch = try ScratchFolder(in: stack.store)
    stack.progress("copying the working tree")
    let copy = try await WorkingCopy(
      of: stack.source.folder, at: scratch.path.appending("work"), hasHistory: stack.source.usesHistory,
      environment: stack.environment)
    let place = copy.folder.pushing(FilePath(copy.subfolder))
    stack.progress("running \(escaped(stack.source.arguments.joined(separator: " ")))")
    let warnings = try await copy.warnings + run(stack, in: copy, executor)
    try Task.checkCancellation()
    stack.progress("reading the outputs of \(escaped(stack.name))")
    let names = try outputNames(stack.source, in: place)
    let outputs = try names.map { try output($0, in: place, stack.store) }
    return CommandRun(outputs: outputs, warnings: warnings)
  }

  /// What every command sees, whoever runs it.
  static let standardEnvironment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/tmp", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    "SOURCE_DATE_EPOCH": String(WorkingCopy.time),
  ]

  /// - Returns: What its outputs may lack although it has succeeded.
  private static func run(
    _ stack: CommandStack, in copy: WorkingCopy, _ executor: BubblewrapExecutor
  ) async throws -> [Diagnostic] {
    let source = stack.source
    let environment = standardEnvironment.merging(source.environment) { $1 }
    if let program = source.arguments.first, !program.contains("/"),
      findProgram(program, environment: environment) == nil
    {
      throw Diagnostic(
        "command.no-program", "there is no program '\(escaped(program))' on the command's PATH",
        hint: "install it, or set PATH in 'environment' of [stacks.\(escaped(stack.name))]")
    }
    let outcome = try await executor.run(
      FolderCommand(
        arguments: source.arguments, environment: environment, folder: copy.folder, workingFolder: copy.subfolder,
        timeout: source.timeout, usesNetwork: source.usesNetwork))
    guard !outcome.succeeded else { return warnings(outcome, stack) }
    let said = (outcome.standardError + outcome.standardOutput).split(separator: "\n").suffix(12)
      .map { "  \(escaped(String($0)))" }.joined(separator: "\n")
    let what =
      outcome.timedOut
      ? "did not end within \(source.timeout) s"
      : "ended with \(outcome.exitCode.map { "exit code \($0)" } ?? "a signal")"
    let network = source.usesNetwork ? "" : "; it ran without a network"
    throw Diagnostic(
      outcome.timedOut ? "command.timeout" : "command.failed",
      "'\(escaped(source.arguments.joined(separator: " ")))' \(what)\(network)"
        + (said.isEmpty ? "" : "; its last lines:\n\(said)"),
      hint: failureHint(outcome, said, stack))
  }

  private static func failureHint(_ outcome: CommandOutcome, _ said: String, _ stack: CommandStack) -> String {
    let table = "[stacks.\(escaped(stack.name))]"
    if outcome.timedOut { return "raise 'timeout' of \(table), in seconds" }
    return misses(git: said, stack)
      ? "it asks git, and sees a copy of the files alone: write 'git = true' in \(table)"
      : "it sees only what git doesn't ignore, and /usr; run it in a fresh clone"
  }

  /// In a pipe or a substitution of the shell a failing git goes unnoticed.
  private static func warnings(_ outcome: CommandOutcome, _ stack: CommandStack) -> [Diagnostic] {
    guard misses(git: outcome.standardError, stack) else { return [] }
    return [
      Diagnostic(
        "command.no-history", "the command asked git, which found no repository: it sees a copy of the files alone",
        hint: "write 'git = true' in [stacks.\(escaped(stack.name))]", severity: .warning)
    ]
  }

  private static func misses(git said: String, _ stack: CommandStack) -> Bool {
    !stack.source.usesHistory && said.contains("not a git repository")
  }

  /// The files that the globs name; each glob has to name one.
  private static func outputNames(_ source: CommandSource, in folder: FilePath) throws -> [String] {
    // What git needs is no output, however wide a glob is.
    let all = try folder.filesBelow().filter { !source.usesHistory || !$0.hasPrefix(".git/") }
    var found: Set<String> = []
    let problems = source.outputs.compactMap { glob -> Diagnostic? in
      let names = all.filter { CommandSource.covers(glob, $0) }
      found.formUnion(names)
      guard names.isEmpty else { return nil }
      return Diagnostic(
        "command.no-output", "the command made no file that '\(escaped(glob))' names",
        hint: "see what it makes, and name that in 'outputs'")
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return found.sorted(by: byteOrder)
  }

  private static func output(_ name: String, in folder: FilePath, _ store: ContentStore) throws -> GatedOutput {
    let path = folder.pushing(FilePath(name))
    let blob = try store.save(file: path)
    let artifact = try Artifact(at: path)
    let (inventory, format) = try ArtifactComparer().inventory(of: artifact)
    var fields: [String: JSONValue] = ["format": .string(format)]
    if path.isExecutableFile { fields["executable"] = true }
    return GatedOutput(
      name: name, fields: fields, blob: blob,
      contents: ContentsFile(inventory: inventory, plain: nil))
  }
}

extension CommandSource {
  /// Whether a file that the command leaves is one of its outputs; a glob that names a folder means all that is in it.
  func makes(_ file: String) -> Bool { outputs.contains { Self.covers($0, file) } }

  static func covers(_ glob: String, _ file: String) -> Bool {
    matches(file, glob: glob, isAnchored: true) || matches(file, glob: glob + "/**", isAnchored: true)
  }
}
