import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// `assay diff` as people and pipelines meet it.
@Suite(.temporaryFolder, .needs("tar"))
struct DiffTests {
  @Test func exitCodeIsTheVerdict() async throws {
    let pair = try await Pair.texts()
    #expect(try await pair.diff("old.tar", "old.tar").exitCode == 0)
    #expect(try await pair.diff("old.tar", "new.tar").exitCode == 1)
    #expect(try await pair.diff("old.tar", "missing.tar").exitCode == 2)
    #expect(try await pair.diff("old.tar").exitCode == 64)
  }

  @Test func sameBytesAreToldWithoutLookingInside() async throws {
    let pair = try await Pair.texts()
    let outcome = try await pair.diff("old.tar", "old.tar")
    #expect(
      outcome.standardOutput == """
        equal: the same bytes
          expected  'old.tar': tar, 10240 bytes
          actual    'old.tar': tar, 10240 bytes

        """)
    #expect(outcome.standardError == "")
  }

  @Test func changedFileIsShownWithItsCause() async throws {
    let outcome = try await Pair.texts().diff("old.tar", "new.tar")
    #expect(
      outcome.standardOutput == """
        different: old.tar new.tar: 1 changed
          expected  'old.tar': tar, 10240 bytes, 2 members
          actual    'new.tar': tar, 10240 bytes, 2 members

        causes
          likely: content-change, 1 member
            'tree/text': 8 bytes expected, 9 actual
            fix: if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members
        unexplained: 1 changed
        'assay explain content-change' says more

        members
          changed    'tree/text': size 8 → 9, content

        details
          'tree/text'
            --- expected
            +++ actual
            @@ -1,2 +1,2 @@
             one
            -two
            +zwei

        """)
  }

  @Test func changedFileOfAnArchiveInsideIsFoundByItsPath() async throws {
    let pair = try await Pair.texts()
    for side in ["old", "new"] {
      try pair.write([UInt8](Data(contentsOf: pair.url("\(side).tar"))), to: "\(side)-dist/inner.tar")
      try await pair.tar("\(side)-dist", as: "dist", to: "\(side)-outer.tar")
    }
    let outcome = try await pair.diff("old-outer.tar", "new-outer.tar")
    #expect(
      outcome.standardOutput.components(separatedBy: "\nmembers\n").last == """
          changed    'dist/inner.tar': content (inside: 1 changed)

        details
          'dist/inner.tar'
            members
              changed    'tree/text': size 8 → 9, content
          'dist/inner.tar' » 'tree/text'
            --- expected
            +++ actual
            @@ -1,2 +1,2 @@
             one
            -two
            +zwei

        """)
  }

  @Test func plainFilesAreReadByTheirNames() async throws {
    let pair = try await Pair.texts()
    try pair.write(Array(#"{"a": 1, "b": [1, 2]}"#.utf8), to: "old.json")
    try pair.write(Array(#"{"a": 1, "b": [1, 3]}"#.utf8), to: "new.json")
    let outcome = try await pair.diff("old.json", "new.json")
    #expect(outcome.standardOutput.hasSuffix("details\n  'content'\n    changed b[1]: 2 → 3\n"))
    #expect(outcome.standardOutput.contains("expected  'old.json': file, 21 bytes\n"))
  }

  @Test func whatIsIgnoredIsSaidInTheVerdict() async throws {
    let pair = try await Pair.texts()
    try await pair.tar("old", as: "tree", to: "later.tar", time: 2_000_000)
    let outcome = try await pair.diff("--ignore", "mtime,owner", "old.tar", "later.tar")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.standardOutput == """
        equal after ignoring mtime: every other member and field
          expected  'old.tar': tar, 10240 bytes, 2 members
          actual    'later.tar': tar, 10240 bytes, 2 members
          ignored: mtime (2 members), owner (0 members)

        """)
  }

  @Test func excludedFolderLeavesOutWhatLiesBelow() async throws {
    let outcome = try await Pair.texts().diff("--exclude", "tree", "old.tar", "new.tar")
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardOutput.hasPrefix("equal after ignoring tree: every other member and field\n"))
    #expect(outcome.standardOutput.hasSuffix("  ignored: tree (1 member)\n"))
  }

  @Test func timeInAGzipHeaderCountsAsIgnored() async throws {
    let pair = try await Pair.texts()
    let gzip: (UInt8) -> [UInt8] = { time in
      [0x1F, 0x8B, 8, 0, time, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    }
    try pair.write(gzip(1), to: "old.gz")
    try pair.write(gzip(2), to: "new.gz")
    let outcome = try await pair.diff("--ignore", "mtime", "old.gz", "new.gz")
    #expect(
      outcome.standardOutput == """
        equal after ignoring mtime: every other member and field
          expected  'old.gz': gz, 20 bytes
          actual    'new.gz': gz, 20 bytes
          ignored: mtime (0 members, 1 container)

        """)
  }

  @Test func limitLeavesTheVerdictOpenAndNamesItsOption() async throws {
    let outcome = try await Pair.texts().diff("--max-members", "1", "old.tar", "new.tar")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardOutput == """
        undecided: old.tar new.tar: not compared to the end
          expected  'old.tar': tar, 10240 bytes, 1 member read
          actual    'new.tar': tar, 10240 bytes, 1 member read

        not complete
          old.tar: error: at member 2 'tree/text': there are more members than the limit of 1 member [archive.limit]
          hint: raise the limit with '--max-members' if you trust the archive
          new.tar: error: at member 2 'tree/text': there are more members than the limit of 1 member [archive.limit]
          hint: raise the limit with '--max-members' if you trust the archive

        """)
  }

  @Test func contentsBeyondALimitAreToldWithItsOption() async throws {
    let pair = try await Pair.texts()
    let bytes = try await pair.diff("--max-text-bytes", "5", "old.tar", "new.tar").standardOutput
    #expect(
      bytes.hasSuffix(
        "larger than 5 bytes: compared as bytes only\n    hint: raise the limit with '--max-text-bytes'\n"))
    let lines = try await pair.diff("--max-text-lines", "1", "old.tar", "new.tar").standardOutput
    #expect(
      lines.hasSuffix(
        "more than 1 lines: only the first difference is shown\n    hint: raise the limit with '--max-text-lines'\n"))
  }

  @Test func bothMissingArtifactsAreTold() async throws {
    let outcome = try await Pair.texts().diff("a", "b")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError == """
        a: error: can't read: No such file or directory [archive.unreadable]
        b: error: can't read: No such file or directory [archive.unreadable]

        """)
  }

  @Test func whatCanBeReadOnlyOnceIsRefused() async throws {
    let pair = try await Pair.texts()
    #expect(mkfifo(pair.folder.appending("pipe").string, 0o600) == 0)
    let pipe = try await pair.diff("pipe", "old.tar")
    #expect(pipe.exitCode == 2)
    #expect(
      pipe.standardError == """
        pipe: error: it is a pipe, which can't be read more than once [archive.no-file]
        hint: put the bytes into a file, and name that

        """)
    let input = try await pair.diff("-", "old.tar")
    #expect(input.exitCode == 64)
    #expect(
      input.standardError.hasPrefix(
        "Error: standard input can't be compared, as it is read only once; write it to a file and name that\n"))
  }

  @Test func misspeltCommandIsAnsweredWithTheNearest() async throws {
    let outcome = try await Pair().run(["dif", "old.tar", "new.tar"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.hasSuffix("\nhint: did you mean 'assay diff'?\n"), "\(outcome.standardError)")
  }

  @Test func fileAgainstAContainerIsPointedOut() async throws {
    let outcome = try await Pair.texts().diff("old", "new/text")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.standardOutput.contains(
        """
        warnings
          new/text: warning: it is a plain file, compared with a container of members [diff.kinds]
          hint: name two files, or two folders or archives

        """))
  }

  @Test(arguments: [
    (["--ignore", "mtme"], "'mtme' can't be ignored; did you mean 'mtime'?"),
    (["--report", "jsn=x"], "there is no format 'jsn'; did you mean 'json'?"),
    (["--report", "json"], "'json' names no file; write json=FILE, or - for standard output"),
    (["--report", "json=x", "--report", "html=./x"], "two reports go to './x', where only one of them would stay"),
    (["--report", "json=old.tar"], "the report would replace 'old.tar', which is to be compared; name another file"),
    (["--exclude", ""], "an empty pattern excludes nothing; write a name"),
  ])
  func slipIsAnsweredWithWhatToType(arguments: [String], answer: String) async throws {
    let pair = try await Pair.texts()
    let before = try snapshot(pair.folder)
    let outcome = try await pair.run(["diff"] + arguments + ["old.tar", "new.tar"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains(answer), "\(outcome.standardError)")
    #expect(outcome.standardOutput == "")
    #expect(try snapshot(pair.folder) == before)
  }
}

/// Artifacts in the folder of a test, to be compared by the program.
struct Pair {
  let folder = TemporaryFolder.path

  /// Two tars of a folder with one text, `old.tar` and `new.tar`.
  static func texts() async throws -> Pair {
    let pair = Pair()
    try pair.write(Array("one\ntwo\n".utf8), to: "old/text")
    try pair.write(Array("one\nzwei\n".utf8), to: "new/text")
    for side in ["old", "new"] { try await pair.tar(side, as: "tree", to: "\(side).tar") }
    return pair
  }

  func url(_ name: String) -> URL { URL(filePath: folder.pushing(FilePath(name)).string) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url(name))
  }

  /// A tar that is the same on every machine.
  func tar(_ source: String, as name: String, to archive: String, time: Int = 1_000_000) async throws {
    let fixed = ["--format=ustar", "--sort=name", "--owner=:0", "--group=:0", "--mode=u=rwX,go=rX", "--mtime=@\(time)"]
    let outcome = try await Program.run(
      "/usr/bin/env", ["tar"] + fixed + ["--transform=s,^\(source),\(name),", "-cf", archive, source], in: folder,
      variables: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"])
    try #require(outcome.exitCode == 0, "\(outcome.standardError)")
  }

  func diff(_ arguments: String...) async throws -> Program.Outcome { try await run(["diff"] + arguments) }

  func run(_ arguments: [String], variables: [String: String?] = [:]) async throws -> Program.Outcome {
    try await Program.run(arguments, in: folder, variables: variables)
  }
}
