import Foundation
import SystemPackage
import TestSupport
import Testing

/// A runtime whose interpreter comes as an archive, here the machine's own, packed as python-build-standalone does it and
/// fetched from a server on this machine.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("python3.11"), .needs("tar"), .needsUv)
struct ArchivedRuntimeTests {
  /// Packs the interpreter of this machine as `python.tar.gz` in a folder and gives its sha256.
  private func packInterpreter(in folder: FilePath) async throws -> String {
    let script = """
      import hashlib, os, shutil, sys, sysconfig, tarfile
      target, top = sys.argv[1], sys.argv[1] + "/python"
      os.makedirs(top + "/bin")
      shutil.copy2(os.path.realpath(sys.executable), top + "/bin/python3.11")
      for name in ("python", "python3"): os.symlink("python3.11", top + "/bin/" + name)
      ignore = shutil.ignore_patterns("test", "tests", "__pycache__", "site-packages", "dist-packages", "idlelib", "config-*", "*.a")
      shutil.copytree(sysconfig.get_path("stdlib"), top + "/lib/python3.11", symlinks=False, ignore=ignore, ignore_dangling_symlinks=True)
      os.makedirs(top + "/lib/python3.11/site-packages", exist_ok=True)
      open(top + "/PACKED", "w").write("here")
      library = sysconfig.get_config_var("LDLIBRARY") or ""
      for folder in (sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("MULTIARCH") or ""):
        if ".so" in library and os.path.exists(os.path.join(folder, library)):
          shutil.copy2(os.path.realpath(os.path.join(folder, library)), top + "/lib/" + library + ".1.0")
      with tarfile.open(target + "/python.tar.gz", "w:gz", compresslevel=1) as archive: archive.add(top, "python")
      print(hashlib.sha256(open(target + "/python.tar.gz", "rb").read()).hexdigest())
      """
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    let outcome = try await Program.run(
      "/usr/bin/env", ["python3.11", "-I", "-c", script, folder.string], in: folder,
      variables: ["PATH": Program.variables["PATH"] ?? ""])
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    return outcome.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A project with one runtime and one application, which says where its interpreter stands.
  private func makeProject(url: String, sha256: String) throws -> Project {
    let project = try Project(parts: ["fixtures/sample_project/wheels"])
    try project.write("[stacks.small]\nspec = \"stack/venvstacks.toml\"\nexpected = \"expected\"\n", to: "assay.toml")
    try project.write(
      "import os, sys\nassert os.path.exists(os.path.join(sys.base_prefix, 'PACKED')), sys.base_prefix\nprint('packed:', sys.base_prefix)\n",
      to: "stack/where.py")
    try project.write(
      """
      [[runtimes]]
      name = "packed"
      python_implementation = "cpython@3.11.11"
      requirements = ["tidy-words==1.1"]

      [[applications]]
      name = "where"
      runtime = "packed"
      launch_module = "where.py"
      platforms = ["linux_x86_64"]
      requirements = []

      [tool.uv]
      no-index = true
      exclude-newer = "2026-01-01T00:00:00Z"

      [tool.assay]
      local-wheels = ["../fixtures/sample_project/wheels"]

      [tool.assay.runtimes.default]
      provider = "archive"
      archives.linux_x86_64 = { url = "\(url)", sha256 = "\(sha256)" }

      """, to: "stack/venvstacks.toml")
    return project
  }

  @Test(.tags(.slow), .slowTestsEnabled) func interpreterOfTheArchiveIsLaunched() async throws {
    let folder = TemporaryFolder.path.appending("served")
    let sha256 = try await packInterpreter(in: folder)
    try await serving(folder) { address in
      let project = try makeProject(url: "\(address)/python.tar.gz", sha256: sha256)
      let cache: [String: String?] = ["ASSAY_CACHE": TemporaryFolder.path.appending("cache").string]
      let update = try await project.assay("update", variables: cache)
      #expect(update.exitCode == 0, "\(update.standardError)")
      let verify = try await project.assay("verify", variables: cache)
      #expect(verify.findings == "verified: stack 'small' for linux_x86_64\n")
      let export = try await project.assay("export", "--output-dir", "out", variables: cache)
      #expect(export.exitCode == 0, "\(export.standardError)")
      let run = try await Program.run(
        project["stack/out/app-where/bin/python"], ["-m", "where"], in: project.folder,
        variables: ["PATH": "/usr/bin:/bin"])
      #expect(run.standardOutput == "packed: \(project["stack/out/packed"])\n", "\(run.standardError)")
    }
  }

  @Test(.tags(.slow), .slowTestsEnabled) func archiveWithAnotherDigestStopsTheBuild() async throws {
    let folder = TemporaryFolder.path.appending("served")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    try Data("no archive".utf8).write(to: URL(filePath: folder.appending("python.tar.gz").string))
    try await serving(folder) { address in
      let project = try makeProject(url: "\(address)/python.tar.gz", sha256: String(repeating: "0", count: 64))
      let outcome = try await project.assay(
        "update", variables: ["ASSAY_CACHE": TemporaryFolder.path.appending("cache").string])
      #expect(outcome.exitCode == 2)
      #expect(outcome.standardError.contains("'python.tar.gz' has the sha256 "), "\(outcome.standardError)")
      #expect(!FileManager.default.fileExists(atPath: project["expected"].string))
    }
  }
}
