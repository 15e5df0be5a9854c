import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// From a failed verification to a decision about each file that it would have written.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct PendingTests {
  static let changes = ["contents/app-hello.mtree", "env_metadata/app-hello.json", "venvstacks.json"]
    .map { "sample/linux_x86_64/\($0)" }

  /// A committed project with an edit, and a verification that has failed over it.
  private func failedProject(variables: [String: String?] = [:]) async throws -> (Project, Program.Outcome) {
    let project = try Project()
    try await project.commit()
    try project.replace("Greets", with: "Says hello", in: "\(Project.modules)/hello.py")
    let outcome = try await project.assayWhenFilled("verify", "--skip", "export", variables: variables)
    #expect(outcome.exitCode == 1)
    return (project, outcome)
  }

  @Test func failedVerificationIsDecidedAboutFileByFile() async throws {
    let (project, failed) = try await failedProject()
    #expect(
      failed.standardError
        == "3 changes pending: 'assay review' walks through, 'assay accept' and 'assay reject' take patterns\n")
    #expect(try await project.git("status", "--porcelain") == " M \(Project.modules)/hello.py\n")
    #expect(
      try await project.assay("pending").standardOutput.replacing(/[0-9]+ (?=expected|actual)/, with: "N ") == """
        \(Self.changes[0]): lines: N expected, N actual; cause: content-change
        \(Self.changes[1]): lines: N expected, N actual
        \(Self.changes[2]): lines: N expected, N actual
        3 changes pending: 'assay review' walks through, 'assay accept' and 'assay reject' take patterns

        """)
    #expect(
      try await project.assay("accept", "contents", "sample/*/env_metadata/app-*.json").standardOutput
        == "accepted  \(Self.changes[0])\naccepted  \(Self.changes[1])\n")
    #expect(try await project.assay("accept").standardOutput == "accepted  \(Self.changes[2])\n")
    #expect(try await project.assay("pending").standardOutput == "nothing is pending\n")
    #expect(try await project.assay("verify", "--skip", "export").exitCode == 0)
    #expect(try await project.git("status", "--porcelain", "expected").split(separator: "\n").count == 3)
    #expect(try leftovers(in: project.folder) == [])
  }

  @Test(.tags(.slow), .slowTestsEnabled) func rejectedChangesAreForgotten() async throws {
    let (project, _) = try await failedProject()
    let before = try snapshot(project.folder)
    #expect(try await project.assay("reject", "venvstacks.json").standardOutput == "rejected  \(Self.changes[2])\n")
    let json = try await project.assay("pending", "--json").standardOutput
    let document = try JSONValue(parsing: Array(json.utf8), file: "pending")
    #expect(document["changes"]?.arrayValue?.compactMap { $0["path"]?.stringValue } == Array(Self.changes.prefix(2)))
    #expect(try snapshot(project.folder) == before)
  }

  @Test(.tags(.slow), .slowTestsEnabled) func patternThatMatchesNothingIsAnError() async throws {
    let (project, _) = try await failedProject()
    let before = try snapshot(project.folder)
    for command in ["accept", "reject", "review"] {
      let outcome = try await project.assay(command, "contents", "app-nothing")
      let lines = outcome.standardError.split(separator: "\n")
      #expect(lines.first == "Error: no pending change matches 'app-nothing'; 'assay pending' lists them")
      #expect(lines.dropFirst().first?.hasPrefix("Usage: assay \(command) [") == true)
      #expect(lines.dropFirst(2) == ["  See 'assay \(command) --help' for more information."])
      #expect(outcome.exitCode == 64)
    }
    #expect(try snapshot(project.folder) == before)
    #expect(try await project.assay("pending").standardOutput.hasSuffix(" take patterns\n"))
  }

  @Test(
    .tags(.slow), .slowTestsEnabled,
    arguments: [Project.spec, "\(Project.modules)/hello.py", "\(Project.platform)/venvstacks.json"])
  func staleChangesAreRefused(file: String) async throws {
    let (project, _) = try await failedProject()
    try project.write(project.read(file) + "\n", to: file)
    let before = try snapshot(project.folder)
    let outcome = try await project.assay("accept", "venvstacks.json")
    #expect(
      outcome.standardError == """
        error: the pending change of '\(Self.changes[2])' is stale: '\(file)' has changed since it was verified \
        [pending.stale]
        hint: run 'assay verify sample' to make it anew, or 'assay reject' to forget it

        """)
    #expect(outcome.exitCode == 2)
    #expect(try snapshot(project.folder) == before)
    #expect(try await project.assay("pending").standardOutput.contains("\n  stale: '\(file)' has changed"))
  }

  @Test(.tags(.slow), .slowTestsEnabled) func nothingIsKeptOrWrittenInCI() async throws {
    let (project, failed) = try await failedProject(variables: ["CI": "true"])
    #expect(failed.standardError == "")
    #expect(try await project.assay("pending").standardOutput == "nothing is pending\n")
    _ = try await project.assay("verify", "--skip", "export", "--pending", variables: ["CI": "true"])
    let before = try snapshot(project.folder)
    let refused = try await project.assay("accept", variables: ["CI": "true"])
    #expect(refused.standardError.hasPrefix("Error: CI is set, so nothing is written without --write\n"))
    #expect(refused.exitCode == 64)
    #expect(try snapshot(project.folder) == before)
    #expect(try await project.assay("accept", "--write", variables: ["CI": "true"]).exitCode == 0)
    #expect(try snapshot(project.folder) != before)
  }

  // On a terminal

  @Test(.tags(.slow), .slowTestsEnabled) func reviewNeedsATerminal() async throws {
    let (project, _) = try await failedProject()
    let outcome = try await project.assay("review")
    #expect(
      outcome.standardError.hasPrefix(
        "Error: reviewing needs a terminal; without one use 'assay pending', 'assay accept PATTERN' and 'assay reject ")
    )
    #expect(outcome.exitCode == 64)
  }

  @Test(.tags(.slow), .slowTestsEnabled, .needs("python3")) func keysDecideAndTheTerminalIsRestored() async throws {
    let (project, _) = try await failedProject()
    let (text, code, isRestored) = try await review(in: project, keys: "rdA")
    #expect(text.contains("\r\n1 of 3: \(Self.changes[0]): lines: "))
    #expect(text.contains("show details\r\n--- expected\r\n+++ actual\r\n"))
    #expect(text.hasSuffix("accepted: 2, rejected: 1, still pending: 0\r\n"))
    #expect(code == 0)
    #expect(isRestored)
    #expect(try await project.git("status", "--porcelain", "expected").split(separator: "\n").count == 2)
    #expect(try await project.assay("pending").standardOutput == "nothing is pending\n")
  }

  @Test(.tags(.slow), .slowTestsEnabled, .needs("python3")) func interruptionDecidesNothing() async throws {
    let (project, _) = try await failedProject()
    let before = try snapshot(project.folder)
    let (text, code, isRestored) = try await review(in: project, keys: "a\u{3}")
    #expect(text.hasSuffix("interrupted: committed files are as they were\r\n"))
    #expect(code == 130)
    #expect(isRestored)
    #expect(try snapshot(project.folder) == before)
  }

  /// Runs a review on a terminal of its own, typing each key when it is asked for.
  private func review(
    in project: Project, keys: String
  ) async throws -> (text: String, code: Int, isRestored: Bool) {
    let script = """
      import os, pty, select, signal, subprocess, sys, termios
      signal.alarm(60)
      keys, program = list(sys.argv[1]), sys.argv[2]
      main, terminal = pty.openpty()
      before = termios.tcgetattr(terminal)
      def own_terminal():
          import fcntl
          os.setsid()
          fcntl.ioctl(0, termios.TIOCSCTTY, 0)
      child = subprocess.Popen([program, "review"], stdin=terminal, stdout=terminal, stderr=terminal,
          preexec_fn=own_terminal)
      text, asked = b"", 0
      while True:
          if select.select([main], [], [], 0.1)[0]: text += os.read(main, 65536)
          elif child.poll() is not None: break
          if keys and text.count(b"[q]uit? ") > asked:
              asked = text.count(b"[q]uit? ")
              os.write(main, keys.pop(0).encode())
      same = termios.tcgetattr(terminal) == before
      sys.stdout.buffer.write(b"%d %d\\n" % (child.returncode, same) + text)
      """
    let outcome = try await Program.run(
      "/usr/bin/env", ["python3", "-I", "-c", script, keys, Program.path.string], in: project.folder,
      variables: Program.variables)
    let parts = outcome.standardOutput.split(separator: "\n", maxSplits: 1).map(String.init)
    let numbers = try #require(parts.first, "\(outcome.standardError)").split(separator: " ").compactMap { Int($0) }
    return (parts.last ?? "", numbers.first ?? -1, numbers.last == 1)
  }
}
