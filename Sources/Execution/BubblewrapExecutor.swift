import Diagnostics
import Glibc
package import Store
package import SystemPackage

/// Runs actions on this machine, cut off from its network, its processes and its files by bubblewrap.
///
/// What a command sees is ``Action/Sandbox``, and the action's tools, read-only. It has no capabilities: as user 0 of the
/// sandbox it could else make writable again what is mounted read-only, and change the store.
package struct BubblewrapExecutor: Executor {
  let bubblewrap: FilePath
  private let store: ContentStore
  /// Where there are no user namespaces, root can still run commands as itself, as in some containers.
  let hasUserNamespaces: Bool

  /// Finds bubblewrap on `PATH` and tries it, since user namespaces may be forbidden.
  ///
  /// - Throws: `sandbox.missing` or `sandbox.refused`, with what the try said and what to do.
  package init(store: ContentStore, environment: [String: String]) async throws {
    guard let bubblewrap = findProgram("bwrap", environment: environment) else {
      throw Diagnostic(
        "sandbox.missing", "'bwrap' is not on PATH; commands are run in its sandbox",
        hint: "install the package 'bubblewrap'")
    }
    (self.bubblewrap, self.store) = (bubblewrap, store)
    var refusal = ""
    for hasUserNamespaces in geteuid() == 0 ? [true, false] : [true] {
      let probe = try await runCommand(
        bubblewrap,
        Self.user(.system, hasUserNamespaces) + Self.isolation + SandboxMounts.systemFolders + ["--", "/usr/bin/true"],
        in: store.root, variables: [:], timeout: 30)
      if probe.succeeded {
        self.hasUserNamespaces = hasUserNamespaces
        return
      }
      refusal = probe.standardError.firstLine
    }
    throw Diagnostic(
      "sandbox.refused", "bubblewrap can't make a sandbox: \(escaped(refusal))",
      hint: "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run on a machine that has them")
  }

  /// Runs the command in a sandbox of its own, which is gone afterwards.
  ///
  /// - Throws: `sandbox.…` when the machine, not the command, is at fault.
  package func run(_ action: Action) async throws -> ActionResult {
    let scratch = try ScratchFolder(in: store)
    let mounts = try SandboxMounts(for: action, in: scratch, store: store)
    let arguments = try arguments(for: action, mounts)
    let outcome =
      if action.sandbox.root == .system {
        try await runCommand(bubblewrap, arguments, in: scratch.path, variables: [:], timeout: action.timeout)
      } else {
        try await runLoggedCommand(bubblewrap, arguments, in: scratch.path, variables: [:], timeout: action.timeout)
      }
    try refuseMachineFaults(outcome, action, scratch)
    return ActionResult(
      exitCode: outcome.exitCode, timedOut: outcome.timedOut, output: try mounts.capturedOutput(in: store),
      standardOutput: action.sandbox.root == .system ? cut(outcome.standardOutput) : outcome.standardOutput,
      standardError: cut(outcome.standardError))
  }

  private func arguments(for action: Action, _ mounts: SandboxMounts) throws(Diagnostic) -> [String] {
    guard hasUserNamespaces || action.sandbox.userID == 0 && action.sandbox.groupID == 0 else {
      throw Diagnostic(
        "sandbox.user", "'\(escaped(action.title))' wants another user than 0, which takes user namespaces",
        hint: "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run on a machine that has them")
    }
    let variables = action.resolvedEnvironment.sorted { byteOrder($0.key, $1.key) }.flatMap {
      ["--setenv", $0.key, $0.value]
    }
    return Self.user(action.sandbox, hasUserNamespaces) + Self.isolation + ["--hostname", action.sandbox.hostName]
      + mounts.arguments + ["--chdir", action.sandbox.workingFolder] + variables + ["--"] + action.resolvedArguments
  }

  /// A disk without room, or a sandbox that could not be made, says nothing about the command.
  private func refuseMachineFaults(
    _ outcome: CommandOutcome, _ action: Action, _ scratch: ScratchFolder
  ) throws(Diagnostic) {
    guard !outcome.succeeded else { return }
    let said = outcome.standardOutput + outcome.standardError
    if scratch.path.isOnFullDisk || said.suffix(1 << 16).contains("No space left on device") {
      throw Diagnostic(
        "sandbox.disk-full", "the disk was full when '\(escaped(action.title))' ended", at: Place(store.root.string),
        hint: "make room on that disk and run the command again")
    }
    if action.sandbox.root != .system, outcome.exitCode == 1, said.hasPrefix("bwrap: ") {
      throw Diagnostic(
        "sandbox.not-made", "no sandbox could be made for '\(escaped(action.title))': \(escaped(said.firstLine))",
        hint: "check that all the command needs to start is among what it depends on")
    }
  }

  private func cut(_ text: String) -> String { String(text.prefix(1 << 20)) }

  static func user(_ sandbox: Action.Sandbox, _ hasUserNamespaces: Bool) -> [String] {
    hasUserNamespaces ? ["--unshare-user", "--uid", "\(sandbox.userID)", "--gid", "\(sandbox.groupID)"] : []
  }

  static let isolation = [
    "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL",
  ]
}

/// The first executable file of that name in the folders of `PATH`.
package func findProgram(_ name: String, environment: [String: String]) -> FilePath? {
  (environment["PATH"] ?? "").split(separator: ":").lazy
    .map { FilePath(String($0)).appending(name) }
    .first { $0.isAbsolute && $0.isExecutableFile }
}

extension String {
  /// The first line that holds anything; empty when there is none.
  package var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? "" }
}
