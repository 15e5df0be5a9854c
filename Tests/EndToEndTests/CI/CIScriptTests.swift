import Foundation
import SystemPackage
import TestSupport
import Testing

/// The shell steps of `misc/ci`, each by itself; programs that they drive are stood in for where the answer matters.
@Suite(.temporaryFolder, .needs("bash"), .needs("git"))
struct CIScriptTests {
  private func repository() async throws -> Repository {
    let project = try Project(parts: [])
    try project.write(
      "[stacks.a]\ncommand = [\"make\"]\noutputs = [\"x\"]\nexpected = \"expected\"\n", to: "assay.toml")
    try project.write("old\n", to: "expected/a.txt")
    return try await Repository(of: project)
  }

  /// A folder for `PATH` with programs of a test's own before the machine's.
  private func path(_ programs: [String: String]) throws -> [String: String] {
    let folder = try BadInputTests.programs(programs)
    return ["PATH": "\(folder):/usr/bin:/bin", "ASSAY": "assay"]
  }

  // Triggers

  @Test func triggersCompareABranchWithTheDefaultBranch() async throws {
    let repository = try await repository()
    try repository.clone.write("new\n", to: "x.c")
    try await repository.push("topic")
    let before = try await repository.git("rev-parse", "topic").trimmingCharacters(in: .newlines)
    let due = try await repository.script("triggers.sh", "topic", "main", before, "a")
    #expect(due.standardOutput == "due: stack 'a'\n  source: x.c\ndue=true\n")
    #expect(due.exitCode == 0)
    try repository.clone.remove("x.c")
    try repository.clone.write("new\n", to: "expected/a.txt")
    try await repository.push("topic")
    let notDue = try await repository.script("triggers.sh", "topic", "main", before, "a")
    #expect(notDue.standardOutput == "not due: stack 'a'\ndue=false\n")
  }

  @Test func triggersCompareTheDefaultBranchWithWhatItWas() async throws {
    let repository = try await repository()
    let before = try await repository.git("rev-parse", "main").trimmingCharacters(in: .newlines)
    try repository.clone.write("new\n", to: "x.c")
    try await repository.push("main")
    let file = TemporaryFolder.path.appending("output").string
    let outcome = try await repository.script(
      "triggers.sh", "main", "main", before, "a", variables: ["GITHUB_OUTPUT": file])
    #expect(outcome.standardOutput.hasSuffix("due=true\n"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "due=true\n")
    let new = try await repository.script("triggers.sh", "main", "main", String(repeating: "0", count: 40), "a")
    #expect(new.standardOutput == "'main' was at no commit that is known: an update is taken to be due\ndue=true\n")
  }

  @Test func triggersThatCannotBeDecidedFail() async throws {
    let outcome = try await repository().script("triggers.sh", "topic", "gone", "", "a")
    #expect(
      outcome.standardError.hasPrefix("error: the repository has no commit 'origin/gone' [git.unknown-revision]\n"))
    #expect(outcome.exitCode == 2)
  }

  // Gate

  @Test(arguments: [("0 0", 0), ("0 2", 2), ("2 1", 1), ("1 2", 1)] as [(String, Int32)])
  func gateEndsAsItsWorstStack(codes: String, expected: Int32) async throws {
    let repository = try await repository()
    let assay = """
      case "$2" in a) code=\(codes.prefix(1));; b) code=\(codes.suffix(1));; esac
      for word in "$@"; do case "$word" in markdown=*) echo "# $2" > "${word#markdown=}";; esac; done
      exit $code
      """
    let page = TemporaryFolder.path.appending("page").string
    let outcome = try await repository.script(
      "gate.sh", "out", "a", "b", variables: path(["assay": assay]).merging(["GITHUB_STEP_SUMMARY": page]) { $1 })
    #expect(outcome.exitCode == expected)
    #expect(try String(contentsOfFile: page, encoding: .utf8) == "# a\n# b\n")
  }

  // Proposing an update

  private let patch = """
    diff --git a/expected/a.txt b/expected/a.txt
    --- a/expected/a.txt
    +++ b/expected/a.txt
    @@ -1,1 +1,1 @@
    -old
    +new

    """

  /// Proposes an update of a branch, from a clone of its own for each run.
  private func propose(
    _ patch: String, for branch: String, in repository: Repository, message: String = "# Notes\n"
  ) async throws -> Program.Outcome {
    let folder = TemporaryFolder.path
    try Data(patch.utf8).write(to: URL(filePath: folder.appending("update.patch").string))
    try Data(message.utf8).write(to: URL(filePath: folder.appending("message.md").string))
    try await repository.clone.git("fetch", "--quiet", "origin")
    try await repository.clone.git("reset", "--quiet", "--hard", "origin/\(branch)")
    return try await repository.script(
      "push-update.sh", branch, "\(folder)/update.patch", "\(folder)/message.md",
      variables: ["GIT_COMMITTER_NAME": "Robot", "GIT_COMMITTER_EMAIL": "robot@example.org"])
  }

  @Test func proposalIsOneCommitWithTheMessage() async throws {
    let repository = try await repository()
    let outcome = try await propose(patch, for: "main", in: repository)
    #expect(outcome.standardOutput == "branch=assay/update/main\npushed=true\n")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(
      try await repository.git("log", "--format=%an <%ae>%n%B", "main..assay/update/main")
        == "Robot <robot@example.org>\nUpdate expected outputs\n\n# Notes\n\n")
    #expect(try await repository.git("show", "assay/update/main:expected/a.txt") == "new\n")
    #expect(try await repository.git("show", "main:expected/a.txt") == "old\n")
  }

  @Test func sameProposalIsNotPushedAgainAndAnotherReplacesIt() async throws {
    let repository = try await repository()
    _ = try await propose(patch, for: "main", in: repository)
    let first = try await repository.git("rev-parse", "assay/update/main")
    let again = try await propose(patch, for: "main", in: repository)
    #expect(
      again.standardOutput == "branch=assay/update/main\n'assay/update/main' is up to date\npushed=false\n")
    #expect(try await repository.git("rev-parse", "assay/update/main") == first)
    let other = try await propose(patch.replacing("+new", with: "+newer"), for: "main", in: repository)
    #expect(other.standardOutput == "branch=assay/update/main\npushed=true\n")
    #expect(try await repository.git("rev-list", "--count", "main..assay/update/main") == "1\n")
    #expect(try await repository.git("show", "assay/update/main:expected/a.txt") == "newer\n")
  }

  @Test func patchThatDoesNotFitPushesNothing() async throws {
    let repository = try await repository()
    let outcome = try await propose(patch.replacing("-old", with: "-other"), for: "main", in: repository)
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError.hasSuffix(
        """
        push-update.sh: error: the patch does not fit the commit that is checked out
        hint: run the job again on the newest commit of 'main'

        """))
    #expect(try await repository.git("branch", "--format=%(refname:short)") == "main\n")
  }

  @Test func nameOfABranchIsNeverRun() async throws {
    let repository = try await repository()
    let branch = "x;touch${IFS}pwned;$(touch${IFS}pwned)"
    try await repository.push(branch)
    let outcome = try await propose(patch, for: branch, in: repository)
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(try await repository.git("show", "assay/update/\(branch):expected/a.txt") == "new\n")
    #expect(try snapshot(repository.clone.folder).keys.allSatisfy { !$0.contains("pwned") })
    let refused = try await repository.script("push-update.sh", "--force", "/dev/null", "/dev/null")
    #expect(refused.standardError.hasPrefix("push-update.sh: error: '--force' is no name of a branch\n"))
    #expect(refused.exitCode == 2)
  }

  @Test(arguments: [
    ("", "pr create --head assay/update/topic --base topic --title Update expected outputs of topic --body-file m.md"),
    ("7", "pr edit 7 --body-file m.md"),
  ])
  func pullRequestIsOpenedOnceAndThenRefreshed(open: String, expected: String) async throws {
    let repository = try await repository()
    let log = TemporaryFolder.path.appending("log").string
    let gh = "if [ \"$2\" = list ]; then echo '\(open)'; else echo \"$@\" >> '\(log)'; fi"
    let outcome = try await repository.script("pull-request.sh", "topic", "m.md", variables: path(["gh": gh]))
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(try String(contentsOfFile: log, encoding: .utf8) == expected + "\n")
  }

  @Test(arguments: ["gate.sh", "triggers.sh", "export.sh", "merge.sh", "push-update.sh", "pull-request.sh"])
  func scriptWithoutArgumentsSaysHowToCallIt(name: String) async throws {
    let outcome = try await repository().script(name)
    #expect(outcome.standardError.hasPrefix("usage: \(name) "))
    #expect(outcome.exitCode == 64)
  }
}

/// What checkers say of the recipes.
@Suite(.tags(.slow), .slowTestsEnabled)
struct CIRecipeTests {
  private func check(_ program: String, _ arguments: [String]) async throws {
    let variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LC_ALL": "C.UTF-8"]
    let outcome = try await Program.run(
      "/usr/bin/env", [program] + arguments, in: Project.source, variables: variables)
    #expect(outcome.standardOutput + outcome.standardError == "")
    #expect(outcome.exitCode == 0)
  }

  @Test(.needs("shellcheck")) func shellcheckFindsNothing() async throws {
    let folder = Project.source.pushing(FilePath("misc/ci")).string
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sh") }
    #expect(scripts.count >= 7)
    try await check("shellcheck", ["--external-sources"] + scripts.sorted().map { "misc/ci/\($0)" })
  }

  @Test(.needs("actionlint")) func actionlintFindsNothing() async throws {
    try await check("actionlint", ["-no-color", "misc/ci/gate.yml", "misc/ci/update.yml"])
  }

  @Test func onlyTheLastJobMayWrite() throws {
    let text = try String(
      contentsOfFile: Project.source.pushing(FilePath("misc/ci/update.yml")).string, encoding: .utf8)
    let jobs = text.components(separatedBy: "\njobs:\n")
    let last = try #require(jobs.last?.components(separatedBy: "\n  propose:\n"))
    #expect(jobs.first?.contains("permissions:\n  contents: read\n") == true)
    #expect(last.first?.contains(": write") == false)
    #expect(last.last?.contains("contents: write\n      pull-requests: write\n") == true)
  }
}
