import Foundation
import SystemPackage
import TestSupport
import Testing

/// What shells offer when somebody presses the tabulator key.
@Suite(.temporaryFolder, .needs("bash"))
struct CompletionTests {
  /// What bash offers for the last of the words.
  private func offers(_ words: String...) async throws -> Set<Substring> {
    let words = [Program.path.string] + words
    let lines = """
      source <('\(Program.path)' --generate-completion-script bash)
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _assay assay "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$((COMP_CWORD - 1))]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try await Program.run(
      "/bin/bash", ["-c", lines, "bash"] + words, in: TemporaryFolder.path, variables: Program.variables)
    #expect(outcome.standardError == "")
    return Set(outcome.standardOutput.split(separator: "\n"))
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: TemporaryFolder.path.appending(name).string, atomically: true, encoding: .utf8)
  }

  @Test func stacksByNameAndByPath() async throws {
    try write(
      """
      [stacks.small]
      spec = "small.toml"
      expected = "expected/small"
      [stacks.other]
      spec = "other.toml"
      expected = "expected/other"
      """, to: "assay.toml")
    try write("", to: "small.toml")
    try write("", to: "smooth.txt")
    #expect(try await offers("verify", "sm") == ["small", "small.toml"])
    #expect(try await offers("update", "o") == ["other"])
  }

  @Test func aBrokenProjectFileOffersPathsOnly() async throws {
    try write("[stacks", to: "assay.toml")
    #expect(try await offers("verify", "a") == ["assay.toml"])
  }

  @Test func checksFormatsAndCausesByName() async throws {
    #expect(try await offers("verify", "--check", "lock") == ["locked-inputs", "locks"])
    #expect(try await offers("verify", "--skip", "no-") == ["no-side-effects"])
    #expect(try await offers("verify", "--report", "j") == ["json=report.json", "junit=report.xml"])
    #expect(try await offers("verify", "--report", "m") == ["markdown=report.md"])
    #expect(try await offers("diff", "--report", "h") == ["html=report.html"])
    #expect(try await offers("explain", "mtime-n") == ["mtime-now"])
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func eachShellHasItsScript(shell: String) async throws {
    let outcome = try await Program.run(["--generate-completion-script", shell], in: TemporaryFolder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardOutput.contains("no-side-effects"))
    #expect(outcome.standardOutput.contains("sarif=report.sarif"))
  }
}
