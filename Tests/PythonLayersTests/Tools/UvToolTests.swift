import Diagnostics
import Execution
import PythonLayers
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct UvToolTests {
  @Test func looksOnPathThenInTheToolsFolder() async throws {
    try makeUv("path/uv", says: "uv 2.0 (abc 2026-01-01)")
    try makeUv("store/tools/uv-1.0/bin/uv", says: "uv 1.0")
    #expect(try await find().version == "2.0")
    #expect(try await find(path: "nowhere").version == "1.0")
  }

  @Test func prefersThePinnedVersion() async throws {
    try makeUv("path/uv", says: "uv 2.0")
    try makeUv("store/tools/uv-1.0/bin/uv", says: "uv 1.0")
    #expect(try await find(pinned: "1.0").path == TemporaryFolder.path.pushing("store/tools/uv-1.0/bin/uv"))
  }

  @Test func passesOverWhatDoesNotAnswer() async throws {
    try makeUv("path/uv", says: "usage: ultraviolet")
    try makeUv("store/tools/uv-1.0/bin/uv", says: "uv 1.0")
    #expect(try await find().version == "1.0")
  }

  @Test func takesANamedUvAlone() async throws {
    try makeUv("path/uv", says: "uv 2.0")
    try makeUv("mine/uv", says: "uv 3.0")
    let named = TemporaryFolder.path.pushing("mine/uv")
    #expect(try await find(explicit: named).version == "3.0")
    #expect(try await find(variables: ["ASSAY_UV": named.string]).version == "3.0")
    #expect(try await find(variables: ["ASSAY_UV": ""]).version == "2.0")
  }

  @Test func saysWhereItLooked() async throws {
    try await check(
      pinned: "1.0",
      """
      error: 'uv' was not found: not by --uv, ASSAY_UV or PATH, nor in \(TemporaryFolder.path)/store/tools [uv.missing]
      hint: run misc/setup.sh, or: pip install uv==1.0
      """)
  }

  @Test func saysThatAProgramIsNoUv() async throws {
    try makeUv("path/uv", says: "usage: ultraviolet")
    try await check(
      """
      \(TemporaryFolder.path)/path/uv: error: the program does not answer as uv [uv.unusable]
      hint: name a uv by --uv or ASSAY_UV
      """)
  }

  @Test func saysThatTheVersionIsAnother() async throws {
    try makeUv("path/uv", says: "uv 2.0")
    try await check(
      pinned: "1.0",
      """
      \(TemporaryFolder.path)/path/uv: error: uv is 2.0, but the expected outputs are made with uv 1.0 [uv.wrong-version]
      hint: run misc/setup.sh, or name a uv 1.0 by --uv or ASSAY_UV
      """)
  }

  @Test func keepsTheUsersConfigurationFromUv() async throws {
    try TemporaryFolder.path.pushing("path/uv").write(
      Array("#!/bin/sh\n[ \"$1\" = --version ] && echo 'uv 1.0' || /usr/bin/env\n".utf8), permissions: 0o755)
    let scratch = TemporaryFolder.path.appending("scratch")
    try scratch.createFolders()
    let outcome = try await find().run(
      [], in: scratch, scratch: scratch,
      environment: [
        "HOME": "/home/me", "XDG_CONFIG_HOME": "/home/me/.config", "UV_INDEX_URL": "https://mine", "https_proxy": "p",
        "UV_EXCLUDE_NEWER": "2026-01-01", "VIRTUAL_ENV": "/venv", "PYTHONPATH": "/python",
        "UV_INDEX_MINE_USERNAME": "me", "UV_INDEX_MINE_PASSWORD": "secret", "UV_INDEX_STRATEGY": "unsafe-best-match",
      ])
    let none = "\(scratch)/no-configuration"
    #expect(
      Set(outcome.standardOutput.split(separator: "\n").map(String.init)) == [
        "HOME=\(none)", "XDG_CONFIG_HOME=\(none)", "XDG_CONFIG_DIRS=\(none)",
        "UV_CACHE_DIR=\(TemporaryFolder.path)/store/uv-cache",
        "UV_NO_PROGRESS=1", "LC_ALL=C.UTF-8", "https_proxy=p", "UV_EXCLUDE_NEWER=2026-01-01", "PWD=\(scratch)",
        "TZ=UTC", "UV_INDEX_MINE_USERNAME=me", "UV_INDEX_MINE_PASSWORD=secret",
      ])
    #expect(try FilePath("\(none)/uv/uv.toml").readBytes() == [])
  }

  @Test(arguments: [nil, "/my/netrc"]) func credentialsOfTheUserAreFound(explicit: String?) async throws {
    try TemporaryFolder.path.pushing("path/uv").write(
      Array("#!/bin/sh\n[ \"$1\" = --version ] && echo 'uv 1.0' || echo \"$NETRC\"\n".utf8), permissions: 0o755)
    let home = TemporaryFolder.path.appending("home")
    try home.appending(".netrc").write([])
    var environment = ["HOME": home.string]
    environment["NETRC"] = explicit
    let outcome = try await find().run([], in: home, scratch: home, environment: environment)
    #expect(outcome.standardOutput == (explicit ?? "\(home)/.netrc") + "\n")
  }

  private func makeUv(_ path: String, says text: String) throws {
    try TemporaryFolder.path.pushing(FilePath(path)).write(
      Array("#!/bin/sh\necho '\(text)'\n".utf8), permissions: 0o755)
  }

  private func find(
    explicit: FilePath? = nil, path: String = "path", pinned: String? = nil, variables: [String: String] = [:]
  ) async throws -> UvTool {
    let environment = ["PATH": TemporaryFolder.path.appending(path).string].merging(variables) { $1 }
    return try await UvTool(
      explicit: explicit, pinned: pinned, environment: environment, store: try temporaryStore())
  }

  private func check(pinned: String? = nil, _ expected: String) async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await find(pinned: pinned) }
    #expect(problem?.description == expected)
  }
}
