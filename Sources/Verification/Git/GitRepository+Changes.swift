import Diagnostics
import Execution
import Store
import SystemPackage

extension GitRepository {
  /// One file that differs between two states of the work tree.
  struct Change: Hashable {
    /// By path below the root.
    var file: String
    /// The blob that it was; nil where the file was not there.
    var before: String?
    /// The blob that it is; nil where the file is not there, or in no commit.
    var after: String?
  }

  /// What a branch has changed since it left `base`, sorted by path; a renamed file under both names.
  ///
  /// - Parameter head: Nil for the working tree with all files that git doesn't ignore.
  /// - Throws: `git.unknown-revision` and `git.no-merge-base`, with what to fetch.
  func changes(from base: String, to head: String?) async throws -> [Change] {
    async let new =
      head == nil ? list(["ls-files", "--others", "--exclude-standard", "-z", "--", ":/"]) : []
    // What is being merged is listed twice.
    var known: Set<String> = []
    let changed = try await Self.changes(in: diff(from: base, to: head)) + new.map { Change(file: $0) }
    return changed.filter { known.insert($0.file).inserted }.sorted { byteOrder($0.file, $1.file) }
  }

  /// The text of a file's blob; nil where there is none or where it is no blob.
  func text(ofBlob id: String?) async throws -> String? {
    guard let id else { return nil }
    let outcome = try await run(["cat-file", "blob", id])
    return outcome.succeeded ? outcome.standardOutput : nil
  }

  /// One run of git where all goes well: it finds where the branch began by itself.
  private func diff(from base: String, to head: String?) async throws -> String {
    // Without the search for renames, each is a file that went and a file that came: both names may count.
    let options = ["diff", "--raw", "--no-abbrev", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty"]
    let range = head.map { ["\(base)...\($0)"] } ?? ["--merge-base", base]
    // What begins with a dash could be an option, and one with dots another range.
    if !([base, head ?? ""].contains { $0.hasPrefix("-") || $0.contains("..") }) {
      let outcome = try await run(options + range + ["--"])
      if outcome.succeeded { return outcome.standardOutput }
    }
    let start = try await mergeBase(base, head ?? "HEAD")
    let outcome = try await run(options + [start] + [head].compactMap { $0 } + ["--"])
    guard outcome.succeeded else { throw failure("compare commits", outcome) }
    return outcome.standardOutput
  }

  /// The last commit that two revisions share.
  private func mergeBase(_ base: String, _ head: String) async throws -> String {
    let outcome = try await run(["merge-base", "--end-of-options", base, head])
    if outcome.succeeded { return outcome.standardOutput.firstLine }
    let isShallow = try await isShallow()
    for revision in [base, head] {
      let found = try await run(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
      guard !found.succeeded else { continue }
      throw Diagnostic(
        "git.unknown-revision", "the repository has no commit '\(escaped(revision))'",
        hint: isShallow
          ? "this clone is shallow: run 'git fetch --unshallow', or fetch the branch that is meant"
          : "'git branch --all' lists branches; fetch the one that is meant, or correct the name")
    }
    throw Diagnostic(
      "git.no-merge-base", "'\(escaped(base))' and '\(escaped(head))' share no commit",
      hint: isShallow ? "this clone is shallow: run 'git fetch --unshallow'" : "name a base that the branch began at")
  }

  /// Reads git's raw format: `:MODE MODE BLOB BLOB STATUS` and the path, each ended by a zero byte.
  private static func changes(in text: String) -> [Change] {
    var (changes, fields) = ([Change](), text.utf8.split(separator: 0)[...])
    while let entry = fields.popFirst(), let path = fields.popFirst() {
      let parts = entry.split(separator: UInt8(ascii: " "))
      guard parts.count == 5 else { continue }
      let blobs = parts[2...3].map { $0.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : String(Substring($0)) }
      changes.append(Change(file: String(Substring(path)), before: blobs[0], after: blobs[1]))
    }
    return changes
  }
}
