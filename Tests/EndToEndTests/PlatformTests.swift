import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Layers for platforms other than this machine's, built and published without ever running on them.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needs("python3"), .needsUv)
struct PlatformTests {
  @Test func windowsLayersArePublishedAsZips() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled("publish", "--platform", "win_amd64", "--output-dir", "out")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(
      outcome.standardError == """
        note: 'cpython-3.11' is skipped: the launcher of a host runtime is a shell script, which win_amd64 can't run
        note: 'cpython-3.11-lts' is skipped: the launcher of a host runtime is a shell script, which win_amd64 can't run
        note: 'framework-text', 'framework-table', 'framework-chart', 'framework-report', 'framework-wintext', \
        'app-hello', 'app-reporter', 'app-ledger', 'app-notes': without 'Scripts/python.exe', which comes from an \
        interpreter archive for win_amd64
        note: 'app-reporter' is not gated here: test 'table' needs a machine of the platform win_amd64

        """)
    let manifest = try JSONValue(parsing: Array(outcome.standardOutput.utf8), file: "manifest")
    #expect(manifest["layers"]?["runtimes"] == [])
    let hello = manifest["layers"]?["applications"]?[0]
    #expect(hello?["archive_name"] == "app-hello.zip")
    #expect(hello?["bound_to_implementation"] == true)
    #expect(hello?["target_platform"] == "win_amd64")
    #expect(
      try await members(of: "app-hello.zip", in: project) == [
        "app-hello/", "app-hello/Include/", "app-hello/Lib/", "app-hello/Scripts/", "app-hello/share/",
        "app-hello/postinstall.py", "app-hello/Lib/site-packages/", "app-hello/Lib/site-packages/hello.py",
        "app-hello/share/venv/", "app-hello/share/venv/metadata/",
        "app-hello/share/venv/metadata/venvstacks_layer.json",
      ])
    // Its wheel is for Windows only.
    let wintext = try await members(of: "framework-wintext.zip", in: project)
    #expect(wintext.contains { $0.hasPrefix("framework-wintext/Lib/site-packages/winconsole") }, "\(wintext)")
  }

  @Test func macosLayersHaveTheirOwnWrapper() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled("publish", "--platform", "macosx_arm64", "--output-dir", "out")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(
      outcome.standardError
        == "note: 'app-reporter' is not gated here: test 'table' needs a machine of the platform macosx_arm64\n")
    let names = try await members(of: "app-hello.tar.xz", in: project)
    #expect(names.contains("app-hello/bin/python"))
    #expect(!names.contains("app-hello/lib64"))
    let wrapper = try await Program.run(
      "/usr/bin/env",
      ["python3", "-c", Self.readMember, project[Self.output].appending("app-hello.tar.xz").string], in: project.folder,
      variables: ["PATH": "/usr/bin:/bin"])
    #expect(wrapper.standardOutput.hasPrefix("#!/bin/zsh -f\n"), "\(wrapper.standardError)")
  }

  @Test(arguments: ["win_amd64", "linux_aarch64"])
  func anotherPlatformIsVerifiedButNotLaunched(platform: String) async throws {
    let project = try Project()
    let update = try await project.assayWhenFilled("update", "--platform", platform)
    #expect(update.exitCode == 0, "\(update.standardError)")
    let outcome = try await project.assay("verify", "--platform", platform)
    #expect(outcome.exitCode == 0, "\(outcome.standardOutput)")
    #expect(
      outcome.standardOutput.contains(
        "skipped    export           launching needs a machine of the platform \(platform)\n"),
      "\(outcome.standardOutput)")
  }

  @Test func anExportForAnotherPlatformSaysThatItIsNotInstalled() async throws {
    let project = try Project()
    let outcome = try await project.assayWhenFilled("export", "--platform", "linux_aarch64", "--output-dir", "out")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(
      outcome.standardError == """
        note: 'app-reporter' is not gated here: test 'table' needs a machine of the platform linux_aarch64
        note: not installed: run each layer's postinstall.py on linux_aarch64

        """)
    #expect(try snapshot(project[Self.output])["app-hello/pyvenv.cfg"] == nil)
  }

  private static let output = "fixtures/sample_project/out"

  private static let readMember = """
    import sys, tarfile
    with tarfile.open(sys.argv[1]) as archive:
      print(archive.extractfile("app-hello/bin/python").read().decode(), end="")
    """

  private static let listMembers = """
    import sys, tarfile, zipfile
    if zipfile.is_zipfile(sys.argv[1]):
      names = zipfile.ZipFile(sys.argv[1]).namelist()
    else:
      names = tarfile.open(sys.argv[1]).getnames()
    print("\\n".join(names))
    """

  /// The names of an archive's members in their order, as Python reads them.
  private func members(of archive: String, in project: Project) async throws -> [String] {
    let outcome = try await Program.run(
      "/usr/bin/env", ["python3", "-c", Self.listMembers, project[Self.output].appending(archive).string],
      in: project.folder, variables: ["PATH": "/usr/bin:/bin"])
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    return outcome.standardOutput.split(separator: "\n").map(String.init)
  }
}
