import Foundation
import SystemPackage
import TestSupport
import Testing

/// Signals while the command of an element runs in its sandbox.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"), .timeLimit(.minutes(20)))
struct InterruptedBuildTests {
  @Test(arguments: [("INT", Int32(130)), ("TERM", 143)])
  func endsItsCommandsAndLeavesASoundStore(signal: String, code: Int32) async throws {
    let elements = try ElementFolder(programs: ["sleep"])
    // An argument that no other process of this machine has.
    let seconds = String(Int.random(in: 10_000_000...99_999_999))
    try elements.writeStory(testing: "sleep \(seconds)")
    let path = try signallingPath(signal, whenSomebodySleeps: seconds)
    let outcome = try await elements.assay("build", ".", "pkg.bst", variables: ["PATH": path])
    #expect(outcome.exitCode == code)
    #expect(outcome.standardOutput == "built      base.bst\nbuilt      lib.bst\n")
    #expect(outcome.standardError == "interrupted: committed files are as they were\n")
    #expect(!isArgument(seconds), "the command still runs")
    #expect(try leftovers(in: elements.cache) == [])

    let check = try await elements.assay("cache", "check")
    #expect(check.exitCode == 0, "\(check.standardError)")
    try elements.writeStory()
    let next = try await elements.assay("build", ".", "pkg.bst")
    #expect(
      next.standardOutput == """
        built      lib-test.bst
        built      pkg.bst
        total: 2 built, 2 cached

        """)
    #expect(next.exitCode == 0)
  }

  /// A `PATH` whose bubblewrap is the real one, but signals the program that started it once the command runs.
  private func signallingPath(_ signal: String, whenSomebodySleeps seconds: String) throws -> String {
    // The brackets keep grep from finding itself.
    let pattern = "[\(seconds.prefix(1))]\(seconds.dropFirst())"
    let folder = try BadInputTests.programs([
      "bwrap": """
      case "$*" in *'sleep \(seconds)'*)
        parent=$PPID
        (until grep -qsxz '\(pattern)' /proc/[0-9]*/cmdline; do sleep 0.1; done
        kill -\(signal) $parent) </dev/null >/dev/null 2>&1 &
      esac
      exec /usr/bin/bwrap "$@"
      """
    ])
    return "\(folder):/usr/bin:/bin"
  }

  private func isArgument(_ text: String) -> Bool {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { process in
      let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return arguments.split(separator: 0).contains(Data(text.utf8))
    }
  }
}
