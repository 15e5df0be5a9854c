import Diagnostics
package import SystemPackage

/// A command of the user's own in a folder of the disk; what it uses of the machine is not pinned, so it is no
/// ``Action``, and nothing of it is remembered.
package struct FolderCommand: Sendable {
  /// The program by its path, and its arguments.
  package var arguments: [String]
  package var environment: [String: String]
  /// Stands at ``Action/workingFolder`` and is changed by the command.
  package var folder: FilePath
  /// Below `folder`; empty for itself.
  package var workingFolder: String
  /// In seconds; the command is killed after it.
  package var timeout: Int
  package var usesNetwork: Bool

  package init(
    arguments: [String], environment: [String: String], folder: FilePath, workingFolder: String, timeout: Int,
    usesNetwork: Bool
  ) {
    (self.arguments, self.environment, self.folder) = (arguments, environment, folder)
    (self.workingFolder, self.timeout, self.usesNetwork) = (workingFolder, timeout, usesNetwork)
  }
}

extension BubblewrapExecutor {
  /// Runs the command over the system's own folders; only its folder and `/tmp` can be written.
  package func run(_ command: FolderCommand) async throws -> CommandOutcome {
    // What resolves names and checks certificates lies in /etc, which is not there otherwise.
    let network =
      command.usesNetwork
      ? ["--share-net"]
        + ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl", "/etc/ca-certificates"]
        .flatMap { ["--ro-bind-try", $0, $0] } : []
    let variables = command.environment.sorted { byteOrder($0.key, $1.key) }.flatMap { ["--setenv", $0.key, $0.value] }
    let place = FilePath(Action.workingFolder).pushing(FilePath(command.workingFolder)).string
    return try await runCommand(
      bubblewrap,
      Self.user(.system, hasUserNamespaces) + Self.isolation + ["--hostname", Action.Sandbox.system.hostName]
        + SandboxMounts.systemFolders + network
        + ["--bind", command.folder.string, Action.workingFolder, "--chdir", place] + variables
        + ["--remount-ro", "/", "--"] + command.arguments,
      in: command.folder, variables: [:], timeout: command.timeout)
  }
}
