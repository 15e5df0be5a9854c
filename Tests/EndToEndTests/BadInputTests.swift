import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the program says when something it needs is wrong or not there: one sentence, what to do, and exit code 2.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct BadInputTests {
  /// A folder of programs to put on `PATH` in place of the machine's.
  static func programs(_ scripts: [String: String]) throws -> String {
    let folder = TemporaryFolder.path.appending("bin")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    for (name, script) in scripts {
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: folder.appending(name).string))
      chmod(folder.appending(name).string, 0o755)
    }
    return folder.string
  }

  @Test func allProblemsOfASpecAreToldAtOnce() async throws {
    let project = try Project()
    try project.replace("platforms = [\"win_amd64\"]", with: "platforms = [\"win_amd65\"]", in: Project.spec)
    try project.replace("versioned = true", with: "versoined = true", in: Project.spec)
    let outcome = try await project.assay("verify")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardOutput == "")
    for part in ["win_amd65", "versoined", "hint: did you mean 'versioned'?"] {
      #expect(outcome.standardError.contains(part), "\(outcome.standardError)")
    }
    #expect(
      outcome.standardError.split(separator: "\n").filter { $0.contains("error: ") }.allSatisfy {
        $0.contains(#/^fixtures/sample_project/venvstacks.toml:\d+:\d+: /#)
      })
  }

  @Test func changedWheelStopsBeforeAnythingIsInstalled() async throws {
    let project = try Project()
    let wheel = project["fixtures/sample_project/wheels/coins-1.0-py3-none-any.whl"]
    var bytes = try Data(contentsOf: URL(filePath: wheel.string))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: wheel.string))
    let outcome = try await project.assayWhenFilled("verify", "--check", "build", "--check", "archives")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.findings == """
        undecided  build            not built: 'app-ledger'
          layer 'app-ledger': 'coins-1.0-py3-none-any.whl' has the sha256 <sha256>, but the lock expects <sha256> [fetch.wrong-hash]
          hint: nothing was installed; if the file was changed on purpose, run 'assay lock sample', else find out who changed it
        undecided  archives         not built: 'app-ledger'
        undecided: stack 'sample' for linux_x86_64: build, archives

        """)
  }

  @Test func missingWheelIsNamed() async throws {
    let project = try Project()
    try project.remove("fixtures/sample_project/wheels/coins-1.0-py3-none-any.whl")
    let outcome = try await project.assayWhenFilled("verify", "--check", "build")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.findings.hasPrefix(
        """
        undecided  build            not built: 'app-ledger'
          fixtures/sample_project/wheels/coins-1.0-py3-none-any.whl: layer 'app-ledger': 'coins-1.0-py3-none-any.whl' is not there [fetch.missing]

        """), "\(outcome.findings)")
  }

  @Test func missingToolsAreNamed() async throws {
    let project = try Project()
    let empty = try Self.programs([:])
    let none = TemporaryFolder.path.appending("cache").string
    let noUv = try await project.assay(
      "verify", "--check", "locks", variables: ["ASSAY_UV": nil, "PATH": empty, "ASSAY_CACHE": none])
    #expect(noUv.exitCode == 2)
    #expect(noUv.standardOutput.contains("[uv.missing]\n  hint: "), "\(noUv.standardOutput)")
    let noBwrap = try await project.assay(
      "verify", "--check", "build", variables: ["PATH": empty, "ASSAY_CACHE": none])
    #expect(noBwrap.exitCode == 2)
    #expect(
      noBwrap.standardOutput.contains("'bwrap' is not on PATH; commands are run in its sandbox [sandbox.missing]")
        || noBwrap.standardOutput.contains("[python.missing]"), "\(noBwrap.standardOutput)")
  }

  @Test func uvOfAnotherVersionIsRefused() async throws {
    let project = try Project()
    let folder = try Self.programs(["uv": "echo 'uv 0.1.2 (somewhere)'"])
    let outcome = try await project.assay(
      "verify", "--check", "locks",
      variables: ["ASSAY_UV": "\(folder)/uv", "ASSAY_CACHE": "\(TemporaryFolder.path)/cache"])
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardOutput == """
        undecided  locks            locking again gives the committed locks
          \(folder)/uv: uv is 0.1.2, but the expected outputs are made with uv 0.8.18 [uv.wrong-version]
          hint: run misc/setup.sh, or name a uv 0.8.18 by --uv or ASSAY_UV
        undecided: stack 'sample' for linux_x86_64: locks

        """)
  }

  @Test func missingInterpreterIsNamed() async throws {
    let project = try Project()
    for version in ["cpython@3.11.11"] {
      try project.write(project.read(Project.spec).replacing(version, with: "cpython@3.97.1"), to: Project.spec)
    }
    let outcome = try await project.assay("lock", variables: ["ASSAY_HOST_PYTHON": "/usr/bin/python3"])
    #expect(
      outcome.standardError == """
        error: no Python 3.97 was found on this machine [python.missing]
        hint: install one (Debian: apt-get install python3.97), or set ASSAY_HOST_PYTHON to its path

        """)
    #expect(outcome.exitCode == 2)
  }

  @Test(arguments: [
    ("raise ValueError('no')", "its launch module ended with exit code 1 [export.launch]", "ValueError: no"),
    ("print('out')\nraise SystemExit(3)", "its launch module ended with exit code 3 [export.launch]", "out"),
    ("print('in', flush=True)\nwhile True: pass", "its launch module did not end within 1 s [export.launch]", ""),
  ])
  func launchModuleThatFailsIsShown(code: String, message: String, said: String) async throws {
    let project = try Project()
    try project.write(code + "\n", to: "\(Project.modules)/hello.py")
    // Only what concerns 'hello' is looked at then: the others are as quick as the machine lets them.
    if code.contains("while") {
      try project.replace("local-wheels", with: "launch-timeout = 1\nlocal-wheels", in: Project.spec)
    }
    let outcome = try await project.assayWhenFilled("verify", "--check", "export")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardOutput.contains("layer 'app-hello': \(message)\n"), "\(outcome.standardOutput)")
    #expect(said.isEmpty || outcome.standardOutput.contains("    + the end of its output\n"))
    #expect(outcome.standardOutput.contains("      \(said)") || said.isEmpty)
    #expect(outcome.standardOutput.hasSuffix("failed: stack 'sample' for linux_x86_64: export\n"))
  }
}
