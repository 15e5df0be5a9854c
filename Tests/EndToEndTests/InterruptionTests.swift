import Foundation
import SystemPackage
import TestSupport
import Testing

/// Signals at chosen moments: the program's own children send them, so nothing depends on how fast the machine is.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct InterruptionTests {
  /// A moment: the child that runs then, and which of its runs.
  struct Moment: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var command: [String]
    var program: String
    var whenArgumentsHold: String
    var signal = "INT"
    var code: Int32 = 130
  }

  @Test(arguments: [
    Moment(
      testDescription: "verify while launching", command: ["verify", "--skip", "locks"], program: "bwrap",
      whenArgumentsHold: "post-installation"),
    Moment(
      testDescription: "update while locking", command: ["update"], program: "uv", whenArgumentsHold: " --upgrade ",
      signal: "TERM", code: 143),
  ])
  func leavesNothingBehind(_ moment: Moment) async throws { try await check(moment) }

  @Test(
    .tags(.slow), .slowTestsEnabled,
    arguments: [
      Moment(
        testDescription: "verify while locking", command: ["verify"], program: "uv", whenArgumentsHold: " --upgrade "),
      Moment(
        testDescription: "verify while installing", command: ["verify", "--skip", "locks"], program: "bwrap",
        whenArgumentsHold: " pip install "),
      Moment(
        testDescription: "update while installing", command: ["update"], program: "bwrap",
        whenArgumentsHold: " pip install ", signal: "TERM", code: 143),
      Moment(
        testDescription: "publish while installing", command: ["publish"], program: "bwrap",
        whenArgumentsHold: " pip install "),
    ])
  func leavesNothingBehindAtOtherMoments(_ moment: Moment) async throws { try await check(moment) }

  private func check(_ moment: Moment) async throws {
    let project = try Project()
    try project.replace("Greets", with: "Says hello", in: "\(Project.modules)/hello.py")
    let before = try snapshot(project.folder)
    let real = try #require(moment.program == "uv" ? Program.uv?.string : "/usr/bin/bwrap")
    let child = TemporaryFolder.path.appending("child").string
    // One signal goes to the program, a second would end it at once; the child then waits for longer than any test may take.
    let folder = try BadInputTests.programs([
      moment.program: """
      case " $* " in *"\(moment.whenArgumentsHold)"*) echo $$ >> '\(child)'
        mkdir '\(child).first' 2>/dev/null && kill -\(moment.signal) $PPID
        exec sleep 600;; esac
      exec '\(real)' "$@"
      """
    ])
    var variables = Program.variables
    variables["PATH"] = "\(folder):/usr/local/bin:/usr/bin:/bin"
    variables["ASSAY_CACHE"] = TemporaryFolder.path.appending("cache").string
    if moment.program == "uv" { variables["ASSAY_UV"] = "\(folder)/uv" }
    let outcome = try await Program.run(Program.path, moment.command, in: project.folder, variables: variables)
    #expect(outcome.exitCode == moment.code)
    #expect(outcome.standardError == "interrupted: committed files are as they were\n")
    #expect(outcome.standardOutput == "")
    #expect(try snapshot(project.folder) == before)
    #expect(try leftovers(in: project.folder) == [])
    #expect(try leftovers(in: TemporaryFolder.path.appending("cache")) == [])
    let children = try String(contentsOfFile: child, encoding: .utf8).split(separator: "\n").compactMap { Int32($0) }
    #expect(!children.isEmpty)
    for process in children { #expect(kill(process, 0) == -1, "the child \(process) still runs") }
  }
}
