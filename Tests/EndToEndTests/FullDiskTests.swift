import Foundation
import SystemPackage
import TestSupport
import Testing

/// A disk without space, made for the program alone: a small file system in a mount namespace of its own.
@Suite(.temporaryFolder, .needsUv, .enabled("no file system can be mounted here") { await canMount() })
struct FullDiskTests {
  private static let hint = "hint: make room on that disk and run the command again\n"

  @Test(arguments: ["lock", "build"]) func aFullCacheIsOneProblemAndNothingIsLost(command: String) async throws {
    let project = try Project()
    let before = try snapshot(project.folder)
    let cache = TemporaryFolder.path.appending("small")
    try FileManager.default.createDirectory(atPath: cache.string, withIntermediateDirectories: true)
    var variables = Program.variables
    variables["ASSAY_CACHE"] = cache.string
    let outcome = try await runOnSmallDisk(cache, size: "16k", [command], in: project, variables: variables)
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("\(cache)"), "\(outcome.standardError)")
    #expect(
      outcome.standardError.hasSuffix(": error: can't write: No space left on device [disk.write]\n" + Self.hint),
      "\(outcome.standardError)")
    #expect(outcome.standardError.components(separatedBy: "error: ").count == 2, "\(outcome.standardError)")
    #expect(try snapshot(project.folder) == before)
  }

  private func runOnSmallDisk(
    _ folder: FilePath, size: String, _ arguments: [String], in project: Project, variables: [String: String]
  ) async throws -> Program.Outcome {
    let script = "mount -t tmpfs -o size=\(size) tmpfs \"$0\" && exec \"$@\""
    return try await Program.run(
      "/usr/bin/env", unshared + ["sh", "-c", script, folder.string, Program.path.string] + arguments,
      in: project.folder, variables: variables)
  }
}

/// Root needs no user namespace, and may not get one in a container.
private let unshared = ["unshare"] + (geteuid() == 0 ? ["-m"] : ["-m", "-r"])

private func canMount() async -> Bool {
  let outcome = try? await Program.run(
    "/usr/bin/env", unshared + ["mount", "-t", "tmpfs", "tmpfs", "/mnt"], in: "/", variables: Program.variables)
  return outcome?.exitCode == 0
}
