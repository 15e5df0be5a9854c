import Diagnostics
import Glibc
package import Store
package import SystemPackage

/// Runs actions on this machine, cut off from its network, its processes and its files by bubblewrap.
///
/// Inside, the system's own folders (`/usr`, `/lib`, …) and the action's tools are read-only, ``Action/workingFolder``
/// and `/tmp` are writable, and nothing else is there.
package struct BubblewrapExecutor: Executor {
  let bubblewrap: FilePath
  private let store: ContentStore
  /// How the command becomes user 0, one of ``users``.
  let user: [String]

  /// Finds bubblewrap on `PATH` and tries it, since user namespaces may be forbidden.
  ///
  /// - Throws: `sandbox.missing` or `sandbox.refused`, with what the try said and what to do.
  package init(store: ContentStore, environment: [String: String]) async throws {
    guard let bubblewrap = findProgram("bwrap", environment: environment) else {
      throw Diagnostic(
        "sandbox.missing", "'bwrap' is not on PATH; layers are built in its sandbox",
        hint: "install the package 'bubblewrap'")
    }
    (self.bubblewrap, self.store) = (bubblewrap, store)
    var refusal = ""
    for user in Self.users {
      let probe = try await runCommand(
        bubblewrap, user + Self.isolation + ["--", "/usr/bin/true"], in: store.root, variables: [:], timeout: 30)
      if probe.succeeded {
        self.user = user
        return
      }
      refusal = probe.standardError.firstLine
    }
    throw Diagnostic(
      "sandbox.refused", "bubblewrap can't make a sandbox: \(escaped(refusal))",
      hint: "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run on a machine that has them")
  }

  /// Runs the command in a sandbox of its own, which is gone afterwards.
  package func run(_ action: Action) async throws -> ActionResult {
    let scratch = try ScratchFolder(in: store)
    let work = scratch.path.appending("work")
    try store.checkOut(action.input, to: work)
    let outcome = try await runCommand(
      bubblewrap, user + Self.arguments(for: action, work: work), in: scratch.path, variables: [:],
      timeout: action.timeout)
    var output = Folder()
    for name in action.outputs {
      let path = work.pushing(FilePath(name))
      switch path.kind {
      case .folder?: output.insert(.folder(try store.capture(path)), at: name)
      case .file?: output.insert(.file(try store.save(file: path), isExecutable: path.isExecutableFile), at: name)
      case .symlink?, .other?, nil: continue
      }
    }
    return ActionResult(
      exitCode: outcome.exitCode, timedOut: outcome.timedOut, output: output,
      standardOutput: String(outcome.standardOutput.prefix(1 << 20)),
      standardError: String(outcome.standardError.prefix(1 << 20)))
  }

  static func arguments(for action: Action, work: FilePath) -> [String] {
    let tools = action.tools.flatMap(\.paths).sorted().flatMap { ["--ro-bind", $0, $0] }
    let variables = action.resolvedEnvironment.sorted { byteOrder($0.key, $1.key) }.flatMap {
      ["--setenv", $0.key, $0.value]
    }
    return isolation + tools + ["--bind", work.string, Action.workingFolder, "--chdir", Action.workingFolder]
      + variables + ["--remount-ro", "/", "--"] + action.resolvedArguments
  }

  /// Root needs no user namespace to be user 0, which helps where there are none, as in some containers.
  private static let users = geteuid() == 0 ? [["--uid", "0", "--gid", "0"], []] : [["--uid", "0", "--gid", "0"]]

  static let isolation =
    [
      "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--hostname", "assay",
    ]
    + ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/alternatives"]
    .flatMap { ["--ro-bind-try", $0, $0] } + ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
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
