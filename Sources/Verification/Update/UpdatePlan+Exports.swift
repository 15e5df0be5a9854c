import Diagnostics
import Store
import SystemPackage

extension UpdatePlan {
  /// The expected outputs as several machines have made them: what stands for platforms that none of them has stays.
  ///
  /// - Throws: `update.disagreement` for each file that exports hold with different contents, `export.foreign` for each
  ///   that is no expected output of the stack.
  package init(merging exports: [StackExport], into stack: any GatedStack) throws {
    try Self.checkAgreement(exports)
    var (targets, problems) = ([FilePath: Target](), [Diagnostic]())
    for export in exports {
      for (path, bytes) in export.files.sorted(by: { byteOrder($0.key, $1.key) }) {
        guard let place = stack.place(ofExported: path) else {
          problems.append(
            Diagnostic(
              "export.foreign",
              "'\(escaped(path))' is no expected output of stack '\(escaped(stack.name))': "
                + "export \(export.label)", hint: "export it from the commit that is to be updated"))
          continue
        }
        targets[place.folder, default: Target(folder: place.folder)].files[place.path] = bytes
      }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    let all = try targets.values.sorted { byteOrder($0.folder.string, $1.folder.string) }.map(Self.removingOthers)
    try self.init(all, under: stack.expected)
  }

  private static func checkAgreement(_ exports: [StackExport]) throws {
    var holders: [String: [ContentDigest: [String]]] = [:]
    for export in exports {
      for (path, bytes) in export.files {
        holders[path, default: [:]][ContentDigest(of: bytes), default: []].append(export.label)
      }
    }
    let problems = holders.filter { $0.value.count > 1 }.sorted { byteOrder($0.key, $1.key) }.map { path, sides in
      let texts = sides.sorted { byteOrder($0.value[0], $1.value[0]) }
        .map { "\($0.value.joined(separator: " and ")) with sha256 \($0.key.hex.prefix(12))…" }
      return Diagnostic(
        "update.disagreement", "exports disagree about '\(escaped(path))': \(texts.joined(separator: "; "))",
        hint: "export from the same commit with the same tools; 'assay diff' shows how the files differ")
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
  }

  /// Metadata and inventories of what is no longer made go; other files that someone put there stay.
  private static func removingOthers(_ target: Target) throws -> Target {
    var target = target
    let parts = target.files.keys.map { $0.split(separator: "/").dropLast().map(String.init) }
    let folders = Set(
      parts.compactMap { folders in
        folders.lastIndex { ["env_metadata", "contents"].contains($0) }.map { folders[...$0].joined(separator: "/") }
      })
    for folder in folders.sorted(by: byteOrder) {
      let path = target.folder.pushing(FilePath(folder))
      guard path.kind == .folder else { continue }
      target.removed += try path.exportedFiles().map { "\(folder)/\($0)" }
        .filter { target.files[$0] == nil && ($0.hasSuffix(".json") || $0.hasSuffix(".mtree")) }
    }
    return target
  }
}
