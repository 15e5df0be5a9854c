import Diagnostics
import Execution
import Store
package import SystemPackage

extension GitRepository {
  /// The files that git tracks, and those beside them that it does not ignore, by path below the root; a work tree
  /// inside this one by its folder's name.
  func files() async throws -> [String] {
    try await list(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
  }

  /// Which of these files git does not hold as they stand on the disk: replacing them loses something.
  ///
  /// Empty where there is no git to ask.
  ///
  /// - Throws: What starting git throws.
  package func uncommitted(_ files: [FilePath]) async throws -> [FilePath] {
    let inside = files.filter { $0.starts(with: root) && $0.kind != nil }.map { $0.relative(to: root) }
    guard !inside.isEmpty, program != nil else { return [] }
    let known = Set(inside)
    let folders = Set(inside.map { FilePath($0).removingLastComponent().string })
    let options = ["status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--no-renames", "--"]
    let outcome = try await run(
      ["--literal-pathspecs"] + options + folders.sorted(by: byteOrder).map { $0.isEmpty ? "." : $0 })
    guard outcome.succeeded else { return [] }
    return outcome.standardOutput.split(separator: "\0").map { String($0.dropFirst(3)) }
      .filter { known.contains($0) }.map { root.pushing(FilePath($0)) }
  }
}
