import Diagnostics
import Specs
import SystemPackage
import TestSupport
import Testing

/// Reading `expected-output-config.toml`.
@Suite(.temporaryFolder)
struct ExpectedOutputConfigTests {
  private func config(near folder: String) throws -> ExpectedOutputConfig {
    try ExpectedOutputConfig(near: TemporaryFolder.path.appending(folder))
  }

  @Test func withoutAFileNothingIsPinned() throws {
    #expect(try config(near: "expected/sample") == ExpectedOutputConfig())
  }

  @Test func toolsAndVariablesAreRead() throws {
    try write(["expected/sample/expected-output-config.toml": "[pinned-tools]\nuv = \"0.8.18\"\n[env]\nTZ = \"UTC\""])
    let config = try config(near: "expected/sample")
    #expect(config.pinnedTools == ["uv": "0.8.18"])
    #expect(config.variables == ["TZ": "UTC"])
  }

  @Test func packagesThatVenvstacksPinsNameTheToolAmongThem() throws {
    let packages = "[pinned-dev-packages]\nuv = \"0.8.18\"\npbs-installer = \"2025.8.27\"\n"
    try write(["expected/expected-output-config.toml": packages + "[env]"])
    #expect(try config(near: "expected/sample").pinnedTools == ["uv": "0.8.18"])
    try write(["expected/expected-output-config.toml": packages + "[pinned-tools]\nuv = \"0.8.19\""])
    #expect(try config(near: "expected/sample").pinnedTools == ["uv": "0.8.19"])
  }

  @Test func theFileAboveCountsWhereTheFolderHasNone() throws {
    try write(["expected/expected-output-config.toml": "[pinned-tools]\nuv = \"1\""])
    #expect(try config(near: "expected/sample").pinnedTools == ["uv": "1"])
    try write(["expected/sample/expected-output-config.toml": ""])
    #expect(try config(near: "expected/sample").pinnedTools == [:])
  }

  @Test func toolThatNothingChecksIsRefused() throws {
    try write(["expected/expected-output-config.toml": "[pinned-tools]\nuv = \"1\"\ngit = \"2.39\""])
    let problems = shown {
      _ = try config(near: "expected")
      return DiagnosticList([])
    }
    #expect(
      problems == """
        expected/expected-output-config.toml:3:1: error: expected-output-config.toml: no version of the tool 'git' is ever checked [project.unknown-tool]
        hint: known: 'uv'
        """)
  }

  @Test func everyProblemIsReported() throws {
    try write(["expected/expected-output-config.toml": "pinned_tools = {}\n[env]\nTZ = 1\n[pinned-tools]\nuv = 0.8"])
    let problems = shown {
      _ = try config(near: "expected")
      return DiagnosticList([])
    }
    #expect(
      problems == """
        expected/expected-output-config.toml:1:1: error: expected-output-config.toml: unknown field 'pinned_tools' [project.unknown-field]
        hint: did you mean 'pinned-tools'?
        expected/expected-output-config.toml:3:6: error: expected-output-config.toml: 'env' must hold strings, but 'TZ' is an integer [spec.wrong-type]
        hint: put it in quotes
        expected/expected-output-config.toml:5:6: error: expected-output-config.toml: 'pinned-tools' must hold strings, but 'uv' is a float [spec.wrong-type]
        hint: put it in quotes
        """)
  }
}
