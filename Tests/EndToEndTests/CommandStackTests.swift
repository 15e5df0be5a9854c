import Foundation
import SystemPackage
import TestSupport
import Testing

/// Stacks that any command makes.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("git"))
struct CommandStackTests {
  @Test func whatIsWrittenIsVerified() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy; ln input out/again")
    let update = try await project.assay("update")
    #expect(
      update.standardOutput == """
        added    expected/made/contents/out/again.mtree
        added    expected/made/contents/out/copy.mtree
        added    expected/made/outputs.json
        updated: 3 files; read 'git diff' before you commit

        """)
    let verify = try await project.assay("verify")
    #expect(verify.findings == "verified: stack 'made'\n")
    #expect(verify.exitCode == 0)
    #expect(!FileManager.default.fileExists(atPath: project["out"].string))
    #expect(try await project.assay("update").standardOutput.hasPrefix("nothing to update"))
  }

  @Test func aChangeIsExplained() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy")
    _ = try await project.assay("update")
    try project.write("two\n", to: "input")
    let outcome = try await project.assay("verify")
    #expect(
      outcome.standardOutput.contains(
        """
              -one
              +two
        """), "\(outcome.standardOutput)")
    #expect(outcome.standardOutput.hasSuffix("failed: stack 'made': contents, archives\n"))
    #expect(outcome.exitCode == 1)
  }

  @Test func aChangeOfTheCompressorAloneIsTold() async throws {
    let project = try await Project.making("mkdir out; tar --mtime=@0 -cf - input | gzip -$(cat level)n > out/a.tar.gz")
    try project.write("6\n", to: "level")
    try project.write(String(repeating: "the quick brown fox jumps over the lazy dog\n", count: 500), to: "input")
    _ = try await project.assay("update")
    try project.write("1\n", to: "level")
    let outcome = try await project.assay("verify")
    #expect(outcome.standardOutput.contains("its members are as expected, but not its bytes [archives.changed]"))
    #expect(outcome.standardOutput.contains("cause: deflate-level (proven"))
    #expect(try await project.assay("verify", "--require", "content").exitCode == 0)
  }

  @Test func untrackedFilesCountAndIgnoredOnesDoNot() async throws {
    let project = try await Project.making("mkdir out; ls -A | sort > out/list")
    try project.write("", to: "ignored")
    try project.write("", to: "untracked")
    _ = try await project.assay("update", "--patch", "../made.patch")
    let patch = try String(contentsOfFile: project["../made.patch"].string, encoding: .utf8)
    #expect(!patch.isEmpty)
    _ = try await project.assay("update")
    try project.remove("untracked")
    let outcome = try await project.assay("verify")
    #expect(outcome.standardOutput.contains("\n      -untracked\n"), "\(outcome.standardOutput)")
    #expect(!outcome.standardOutput.contains("-ignored\n"))
  }

  @Test func aCommandThatGivesOtherBytesEachTimeIsRefused() async throws {
    let project = try await Project.making("mkdir out; cat /proc/sys/kernel/random/uuid > out/id; echo same > out/same")
    let update = try await project.assay("update")
    #expect(
      update.standardError.hasPrefix(
        "error: 'out/id': two runs differ: 1 changed [repeatable.changed]\nhint: random-id"),
      "\(update.standardError)")
    #expect(update.exitCode == 2)
    #expect(!FileManager.default.fileExists(atPath: project["expected"].string))
    try project.replace("cat /proc/sys/kernel/random/uuid", with: "echo 1", in: "assay.toml")
    _ = try await project.assay("update")
    try project.replace("echo 1", with: "cat /proc/sys/kernel/random/uuid", in: "assay.toml")
    let verify = try await project.assay("verify")
    #expect(verify.standardOutput.contains("two runs differ: 1 changed [repeatable.changed]"))
    #expect(verify.standardOutput.hasSuffix("failed: stack 'made': contents, archives, repeatable\n"))
  }

  @Test func noUpdateIsAdvisedWhereOneSourceGivesOtherBytes() async throws {
    let project = try await Project.making("mkdir out; od -N 9 -t d1 /dev/urandom > out/noise")
    #expect(
      try await project.assay("update").standardError == """
        error: 'out/noise': two runs differ: 1 changed [repeatable.changed]
        hint: content-change (likely): mend the command, so that it makes the same bytes each time

        """)
  }

  @Test func optionsOfElementsAreRefusedWithTheCommandsUsage() async throws {
    let project = try await Project.making("true")
    let outcome = try await project.assay("show", "--deps", "all")
    let lines = outcome.standardError.split(separator: "\n")
    #expect(lines.first == "Error: --deps and --format are for projects of elements, and this stack is none")
    #expect(lines.last == "  See 'assay show --help' for more information.")
    #expect(outcome.exitCode == 64)
  }

  @Test func aCommandThatMakesNothingIsUndecided() async throws {
    let project = try await Project.making("true", outputs: "[\"out/*\", \"*.whl\", \"input\"]")
    let outcome = try await project.assay("update")
    #expect(
      outcome.standardError == """
        error: the command made no file that 'out/*' names [command.no-output]
        hint: see what it makes, and name that in 'outputs'
        error: the command made no file that '*.whl' names [command.no-output]
        hint: see what it makes, and name that in 'outputs'

        """)
    #expect(outcome.exitCode == 2)
  }

  @Test func aCommandThatFailsIsToldWithItsLastLines() async throws {
    let project = try await Project.making("echo building; echo 'no rule for x' >&2; exit 3")
    #expect(
      try await project.assay("update").standardError == """
        error: 'sh -c echo building; echo 'no rule for x' >&2; exit 3' ended with exit code 3; it ran without a network; \
        its last lines:
          no rule for x
          building [command.failed]
        hint: it sees only what git doesn't ignore, and /usr; run it in a fresh clone

        """)
  }

  @Test func aCommandThatHangsIsKilled() async throws {
    let project = try await Project.making("sleep 600 & sleep 600", settings: "timeout = 1")
    let outcome = try await project.assay("update")
    #expect(
      outcome.standardError == """
        error: 'sh -c sleep 600 & sleep 600' did not end within 1 s; it ran without a network [command.timeout]
        hint: raise 'timeout' of [stacks.made], in seconds

        """)
    #expect(outcome.exitCode == 2)
  }

  @Test func aProgramThatIsNotThereIsNamed() async throws {
    let project = try await Project.making("true")
    try project.replace("\"sh\"", with: "\"no-such-program\"", in: "assay.toml")
    #expect(
      try await project.assay("update").standardError == """
        error: there is no program 'no-such-program' on the command's PATH [command.no-program]
        hint: install it, or set PATH in 'environment' of [stacks.made]

        """)
  }

  @Test func thereIsNoNetworkUnlessAsked() async throws {
    let line =
      "mkdir out; sed 1,2d /proc/net/dev | cut -d: -f1 | tr -d ' ' | sort | head -1 > out/first; ls /etc > out/etc"
    let project = try await Project.making(line)
    let offline = try await project.assay("update")
    #expect(offline.exitCode == 0, "\(offline.standardError)")
    let closed = try project.read("expected/made/outputs.json")
    try project.write(try project.read("assay.toml") + "\nnetwork = true\n", to: "assay.toml")
    #expect(try await project.assay("update").exitCode == 0)
    #expect(try project.read("expected/made/outputs.json") != closed)
    let refused = try await project.assay("verify", "--offline")
    #expect(refused.standardError.hasPrefix("error: the command of stack 'made' needs a network"))
  }

  @Test func onlyTheCopyCanBeWritten() async throws {
    let project = try await Project.making(
      "mkdir out; (echo x > /usr/x) 2>/dev/null || echo refused > out/usr; echo x > input")
    _ = try await project.assay("update")
    #expect(try project.read("input") == "one\n")
    #expect(try project.read("expected/made/outputs.json").contains("\"name\": \"out/usr\""))
  }

  @Test func withoutGitEverythingIsCopied() async throws {
    let project = try await Project.making("mkdir out; cp ignored out/", isCommitted: false)
    try project.write("x", to: "ignored")
    let outcome = try await project.assay("update")
    #expect(
      outcome.standardError.contains("warning: this is no git work tree, so every file beside assay.toml is copied"),
      "\(outcome.standardError)")
    #expect(outcome.exitCode == 0)
  }

  @Test func expectedOutputsThatCannotBeReadAreUndecided() async throws {
    let project = try await Project.making("mkdir out; cp input out/copy")
    _ = try await project.assay("update")
    let manifest = try project.read("expected/made/outputs.json")
    try project.write("<<<<<<< ours\n" + manifest, to: "expected/made/outputs.json")
    let conflict = try await project.assay("verify")
    #expect(conflict.standardOutput.contains("outputs.json:1: the file holds the markers of a merge conflict"))
    #expect(conflict.exitCode == 2)
    try project.write(
      manifest.replacing("assay.outputs/1", with: "assay.outputs/9"), to: "expected/made/outputs.json")
    let newer = try await project.assay("verify")
    #expect(newer.standardOutput.contains("its schema is not assay.outputs/1 [expected.unusable]"))
    try project.write(manifest.replacing("out/copy", with: "../../x"), to: "expected/made/outputs.json")
    let hostile = try await project.assay("verify")
    #expect(hostile.standardOutput.contains("an entry lacks a usable name, size or sha256 [expected.unusable]"))
    #expect(hostile.exitCode == 2)
  }

  @Test(.tags(.expectedOutput), .needs("make")) func theReleaseOfTheFixtureIsAsCommitted() async throws {
    let project = try Project(parts: ["assay.toml", "fixtures/release_project", "expected/release_project"])
    try await project.commit()
    let outcome = try await project.assay("verify", "release")
    #expect(outcome.findings == "verified: stack 'release'\n")
  }
}
