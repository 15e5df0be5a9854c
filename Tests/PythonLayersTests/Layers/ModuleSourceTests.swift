import Diagnostics
import Execution
import Foundation
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct ModuleSourceTests {
  @Test func hashesAFileByNameAndContent() async throws {
    try write("stack/launch.py", "print(1)\n")
    let module = try await load("stack/launch.py")
    let content = ContentDigest(of: "print(1)\n").hex
    #expect(module.hash == "sha256:" + ContentDigest(of: "launch.pysha256:\(content)").hex)
    #expect(module.name == "launch.py")
    #expect(module.stem == "launch")
  }

  @Test func hashesAPackageTopDownFilesFirst() async throws {
    for path in ["z.py", "a.py", "sub/deep/c.py", "sub/b.py", "empty/__pycache__/x.pyc"] {
      try write("app/\(path)", path)
    }
    let module = try await load("app")
    func file(_ name: String, _ text: String) -> String { "\(name)sha256:\(ContentDigest(of: text).hex)" }
    let pieces = [
      "app", file("a.py", "a.py"), file("z.py", "z.py"), "empty", "sub", file("b.py", "sub/b.py"), "deep",
      file("c.py", "sub/deep/c.py"),
    ]
    #expect(module.hash == "sha256/" + ContentDigest(of: pieces.joined()).hex)
  }

  @Test func followsALinkToAModule() async throws {
    try write("real/module.py", "print(1)\n")
    try write("stack/other.py", "")
    #expect(symlink("../real/module.py", TemporaryFolder.path.pushing("stack/launch.py").string) == 0)
    let module = try await load("stack/launch.py")
    #expect(module.name == "launch.py")
    #expect(module.hash == "sha256:" + ContentDigest(of: "launch.pysha256:\(ContentDigest(of: "print(1)\n").hex)").hex)
  }

  @Test func aFilesModeDoesNotCount() async throws {
    try write("launch.py", "print(1)\n")
    let plain = try await load("launch.py")
    #expect(chmod(TemporaryFolder.path.appending("launch.py").string, 0o755) == 0)
    #expect(try await load("launch.py").content == plain.content)
  }

  @Test func linksInAPackageStandForWhatTheyLeadTo() async throws {
    try write("app/main.py", "main")
    try write("elsewhere/shared.py", "shared")
    let link = TemporaryFolder.path.pushing("app/shared.py").string
    #expect(symlink("../elsewhere/shared.py", link) == 0)
    let linked = try await load("app")
    #expect(unlink(link) == 0)
    try write("app/shared.py", "shared")
    let copied = try await load("app")
    #expect(linked.content == copied.content)
    #expect(linked.hash == copied.hash)
  }

  @Test func modesOfAPackagesFilesDoNotCount() async throws {
    try write("app/run.sh", "run")
    let plain = try await load("app")
    #expect(chmod(TemporaryFolder.path.pushing("app/run.sh").string, 0o755) == 0)
    #expect(try await load("app").content == plain.content)
  }

  // venvstacks copies what is behind such a link, but leaves it out of the module's hash.
  @Test func aLinkToAFolderStandsForItsContentAndNotInTheHash() async throws {
    try write("app/main.py", "main")
    let plain = try await load("app")
    try write("elsewhere/inner/shared.py", "shared")
    try write("elsewhere/inner/__pycache__/shared.pyc", "")
    #expect(symlink("../elsewhere/inner", TemporaryFolder.path.pushing("elsewhere/again").string) == 0)
    #expect(symlink("../elsewhere", TemporaryFolder.path.pushing("app/linked").string) == 0)
    #expect(
      listing(try await tree("app")) == [
        "linked/", "linked/again/", "linked/again/shared.py", "linked/inner/", "linked/inner/shared.py", "main.py",
      ])
    #expect(try await load("app").hash == plain.hash)
  }

  @Test(arguments: ["..", "../sub", "../../app", "."]) func refusesALinkToWhatHoldsIt(target: String) async throws {
    try write("app/sub/main.py", "main")
    let link = TemporaryFolder.path.pushing("app/sub/loop")
    #expect(symlink(target, link.string) == 0)
    let leads = try #require(link.resolved)
    let problem = await #expect(throws: Diagnostic.self) { try await load("app") }
    #expect(
      problem?.description == """
        \(link): error: the link leads to '\(leads)', which holds the link itself [layer.link-loop]
        hint: remove the link, or let it lead to a folder beside it
        """)
  }

  @Test func refusesLinksThatLeadToEachOther() async throws {
    try write("one/a.py", "")
    try write("two/b.py", "")
    #expect(symlink("../two", TemporaryFolder.path.pushing("one/two").string) == 0)
    #expect(symlink("../one", TemporaryFolder.path.pushing("two/one").string) == 0)
    let problem = await #expect(throws: Diagnostic.self) { try await load("one") }
    #expect(problem?.code == "layer.link-loop")
  }

  @Test func refusesALinkThatLeadsNowhere() async throws {
    try write("app/main.py", "main")
    let link = TemporaryFolder.path.pushing("app/lost.py")
    #expect(symlink("../gone.py", link.string) == 0)
    let problem = await #expect(throws: Diagnostic.self) { try await load("app") }
    #expect(
      problem?.description == """
        \(link): error: the link leads to '../gone.py', which is not there [layer.dangling-link]
        hint: remove the link, or put back what it leads to
        """)
  }

  @Test func hashingAFileKeepsNothingOfIt() async throws {
    try write("app.py", "main")
    let (path, store) = (TemporaryFolder.path.appending("app.py"), try temporaryStore())
    let hash = try await ModuleSource.hash(path, store: store, environment: [:])
    #expect(!store.contains(Blob(of: Array("main".utf8)).digest))
    #expect(try await load("app.py").hash == hash)
    #expect(store.contains(Blob(of: Array("main".utf8)).digest))
  }

  @Test func saysThatAModuleIsNotThere() async throws {
    let path = TemporaryFolder.path.appending("none.py")
    let problem = await #expect(throws: Diagnostic.self) { try await load("none.py") }
    #expect(
      problem?.description == """
        \(path): error: the module does not exist [layer.no-module]
        hint: make it, or correct its path in the spec
        """)
  }

  @Test(.needs("git")) func leavesOutWhatGitIgnores() async throws {
    try await makeRepository()
    #expect(listing(try await tree("repository/app")) == Self.kept)
  }

  @Test(.needs("git")) func keepsWhatWasCommittedInSpiteOfTheRules() async throws {
    try await makeRepository()
    try write("repository/app/forced.tmp", "")
    try await git(["add", "--force", "app/forced.tmp"], in: "repository")
    #expect(listing(try await tree("repository/app")) == ["forced.tmp"] + Self.kept)
  }

  // venvstacks asks about the folder before it looks into it.
  @Test(.needs("git")) func leavesOutAnIgnoredFolderAlsoWhereFilesOfItWereCommitted() async throws {
    try await makeRepository()
    try write("repository/app/build/deep/forced.py", "")
    try write("repository/app/sub/local.py", "")
    try await git(["add", "--force", "app/build/deep/forced.py", "app/sub/local.py"], in: "repository")
    #expect(listing(try await tree("repository/app")) == ["main.py", "sub/", "sub/local.py", "sub/tool.py"])
  }

  @Test(.needs("git")) func leavesOutTheSameInAWorktree() async throws {
    try await makeRepository()
    try await git(["worktree", "add", "--quiet", "../worktree"], in: "repository")
    try write("worktree/app/note.tmp", "")
    try write("worktree/app/build/x", "")
    #expect(listing(try await tree("worktree/app")) == Self.kept)
  }

  @Test(.needs("git")) func hashesTheSameInsideAndOutsideOfARepository() async throws {
    try await makeRepository()
    for path in ["main.py", "sub/tool.py"] { try write("plain/app/\(path)", path) }
    #expect(try await load("repository/app").hash == load("plain/app").hash)
  }

  private static let kept = ["main.py", "sub/", "sub/tool.py"]

  private func makeRepository() async throws {
    for path in ["main.py", "sub/tool.py"] { try write("repository/app/\(path)", path) }
    try write("repository/.gitignore", "*.tmp\n/app/build/\n")
    try write("repository/app/sub/.gitignore", "local.py\n")
    try await git(["init", "--quiet"], in: "repository")
    try await git(["add", "--all"], in: "repository")
    try await git(["commit", "--quiet", "--message", "first"], in: "repository")
    for path in ["note.tmp", "build/x", "sub/local.py", "sub/__pycache__/a.pyc", "data/only.tmp"] {
      try write("repository/app/\(path)", "")
    }
  }

  private func git(_ arguments: [String], in folder: String) async throws {
    let environment = ProcessInfo.processInfo.environment
    let program = try #require(findProgram("git", environment: environment))
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    let outcome = try await runCommand(
      program, identity + arguments, in: TemporaryFolder.path.pushing(FilePath(folder)),
      variables: ["PATH": environment["PATH"] ?? "", "GIT_CONFIG_GLOBAL": "/dev/null"])
    try #require(outcome.succeeded, "\(outcome.standardError)")
  }

  private func write(_ path: String, _ text: String) throws {
    try TemporaryFolder.path.pushing(FilePath(path)).write(Array(text.utf8))
  }

  private func load(_ path: String) async throws -> ModuleSource {
    try await ModuleSource.load(
      TemporaryFolder.path.pushing(FilePath(path)), store: try temporaryStore(),
      environment: ProcessInfo.processInfo.environment)
  }

  private func tree(_ path: String) async throws -> Folder {
    guard case .folder(let tree) = try await load(path).content else { return Folder() }
    return tree
  }
}
