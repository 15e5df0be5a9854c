import Diagnostics
import Execution
import PythonLayers
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct InterpreterTests {
  @Test func takesWhatUvFinds() async throws {
    let interpreter = try await find("3.11", uvFinds: try python("found", "3.11.2"))
    #expect(interpreter.path == "/base/found")
    #expect(interpreter.prefix == "/base")
    #expect(interpreter.version == "3.11.2")
  }

  @Test func prefersTheOneThatIsNamed() async throws {
    let named = try python("named", "3.11.9")
    let found = try python("found", "3.11.2")
    let interpreter = try await find("3.11", uvFinds: found, environment: ["ASSAY_HOST_PYTHON": named.string])
    #expect(interpreter.path == "/base/named")
  }

  @Test func passesOverANamedOneOfAnotherVersion() async throws {
    let named = try python("named", "3.12.0")
    let found = try python("found", "3.11.2")
    let interpreter = try await find("3.11", uvFinds: found, environment: ["ASSAY_HOST_PYTHON": named.string])
    #expect(interpreter.path == "/base/found")
  }

  @Test func findsTheHighestVersionOfPyenvThatIsNotOnPath() async throws {
    let root = TemporaryFolder.path.appending("pyenv")
    for version in ["3.1.9", "3.11.9", "3.11.10", "3.12.1", "3.11-dev"] {
      let program = root.pushing(FilePath("versions/\(version)/bin/python\(version.hasPrefix("3.11") ? "3.11" : "3")"))
      try program.write(
        Array("#!/bin/sh\necho /base/\(version)\necho /base\necho \(version)\n".utf8), permissions: 0o755)
    }
    let interpreter = try await find("3.11", uvFinds: nil, environment: ["PYENV_ROOT": root.string])
    #expect(interpreter.path == "/base/3.11.10")
  }

  @Test func doesNotTake311For31() async throws {
    let problem = await #expect(throws: Diagnostic.self) {
      try await find("3.1", uvFinds: try python("found", "3.11.2"))
    }
    #expect(
      problem?.description == """
        error: no Python 3.1 was found on this machine [python.missing]
        hint: install one (Debian: apt-get install python3.1), or set ASSAY_HOST_PYTHON to its path
        """)
  }

  @Test func saysThatThereIsNone() async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await find("3.11", uvFinds: nil) }
    #expect(
      problem?.description == """
        error: no Python 3.11 was found on this machine [python.missing]
        hint: install one (Debian: apt-get install python3.11), or set ASSAY_HOST_PYTHON to its path
        """)
  }

  @Test func onlyItsMinorVersionCountsForWhatIsInstalled() async throws {
    let one = try await find("3.11", uvFinds: try python("one", "3.11.2")).tool
    let other = try await find("3.11", uvFinds: try python("other", "3.11.15")).tool
    #expect(one.identity == "cpython 3.11")
    #expect(one.identity == other.identity)
    #expect(one.program == "/base/one")
    #expect(one.paths == ["/base"])
  }

  @Test func whatLiesBelowUsrIsVisibleInASandboxAnyhow() async throws {
    let interpreter = try await find("3.11", uvFinds: try python("one", "3.11.2", prefix: "/usr"))
    #expect(interpreter.tool.paths == [])
  }

  /// A program that answers as a Python of that version.
  private func python(_ name: String, _ version: String, prefix: String = "/base") throws -> FilePath {
    let path = TemporaryFolder.path.appending(name)
    let script = "#!/bin/sh\necho \(prefix)/\(name)\necho \(prefix)\necho \(version)\n"
    try path.write(Array(script.utf8), permissions: 0o755)
    return path
  }

  private func find(
    _ version: String, uvFinds found: FilePath?, environment: [String: String] = [:]
  ) async throws -> Interpreter {
    let answer = found.map { "echo \($0)" } ?? "exit 2"
    let uv = TemporaryFolder.path.appending("uv")
    try uv.write(
      Array("#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'uv 1.0'; else \(answer); fi\n".utf8), permissions: 0o755)
    let store = try temporaryStore()
    return try await Interpreter.find(
      version: version, uv: UvTool(explicit: uv, pinned: nil, environment: [:], store: store), environment: environment,
      store: store)
  }
}
