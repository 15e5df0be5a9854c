import Diagnostics
import Execution
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct ChildProcessTests {
  @Test func givesOutputErrorsAndExitCode() async throws {
    let outcome = try await run("echo out; echo err >&2; exit 4")
    #expect(outcome.exitCode == 4)
    #expect(outcome.standardOutput == "out\n")
    #expect(outcome.standardError == "err\n")
    #expect(!outcome.timedOut)
  }

  @Test func hasExactlyTheGivenVariablesAndFolder() async throws {
    let outcome = try await run("/usr/bin/env; pwd -P", variables: ["A": "1"])
    let folder = try #require(TemporaryFolder.path.resolved)
    #expect(
      outcome.standardOutput == "PWD=\(folder)\nA=1\n\(folder)\n"
        || outcome.standardOutput == "A=1\nPWD=\(folder)\n\(folder)\n")
  }

  @Test func readsNothingFromTheTerminal() async throws {
    #expect(try await run("cat").standardOutput == "")
  }

  @Test func saysWhichProgramIsNotThere() async throws {
    let problem = await #expect(throws: Diagnostic.self) {
      try await runCommand("/no/such", [], in: TemporaryFolder.path, variables: [:])
    }
    #expect(problem?.code == "command.not-started")
    #expect(problem?.message.hasPrefix("'/no/such' could not be run") == true)
  }

  @Test func stopsAProgramThatNeverEndsItsOutput() async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await run("exec head -c 20000000 /dev/zero") }
    #expect(
      problem?.description == """
        error: '/bin/sh' wrote more than 16 MiB of messages [command.too-much-output]
        hint: run it by hand to see what it says
        """)
  }

  @Test(.timeLimit(.minutes(20))) func endsWithTheTaskThatWaits() async throws {
    let folder = TemporaryFolder.path
    let task = Task { try await runCommand("/bin/sh", ["-c", "sleep 600"], in: folder, variables: [:]) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func looksForProgramsInTheOrderOfPath() throws {
    let (first, second) = (TemporaryFolder.path.appending("1"), TemporaryFolder.path.appending("2"))
    try first.appending("tool").write([], permissions: 0o644)
    try second.appending("tool").write([], permissions: 0o755)
    #expect(findProgram("tool", environment: ["PATH": "\(first):\(second)"]) == second.appending("tool"))
    #expect(findProgram("tool", environment: ["PATH": "\(first)"]) == nil)
    #expect(findProgram("tool", environment: [:]) == nil)
  }

  private func run(_ script: String, variables: [String: String] = [:]) async throws -> CommandOutcome {
    try await runCommand("/bin/sh", ["-c", script], in: TemporaryFolder.path, variables: variables)
  }
}

struct ConcurrentMapTests {
  @Test(arguments: [1, 2, 7, 100]) func keepsTheOrder(width: Int) async throws {
    let doubled = try await Array(0..<50).concurrentMap(width: width) { number in
      await Task.yield()
      return number * 2
    }
    #expect(doubled == (0..<50).map { $0 * 2 })
  }
}
