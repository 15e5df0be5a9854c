import Archives
package import Causes
package import Comparison
package import Diagnostics

/// What comparing two artifacts has shown, as reports tell it.
package struct DiffReport: Sendable {
  /// The outcome: equal includes artifacts that are equal after ignoring what was asked to be ignored.
  package enum Verdict: String, Sendable, CaseIterable { case equal, different, undecided }

  package var verdict: Verdict
  package var left: DiffSide
  package var right: DiffSide
  /// Proven causes first.
  package var causes: [Cause]
  /// How the artifacts differ, with explanations; nested archives are inside their members.
  package var difference: InventoryDifference
  /// What no cause explains.
  package var unexplained: DifferenceSummary
  /// The same by member: what still differs after the transformations of all causes; nil where none were looked for.
  package var unexplainedDifference: InventoryDifference?
  /// Whether the two files hold the same bytes; nil where that was not asked, and for folders.
  package var hasSameBytes: Bool?
  /// What was left out of the comparison because the user asked for it, with counts.
  package var ignored: [IgnoredDifferences]
  /// What deserves a look in one of the artifacts.
  package var warnings: [Diagnostic]
  /// Why the comparison is not complete: limits that struck, damage; empty unless the verdict is undecided or the
  /// artifacts were found to differ before.
  package var obstacles: [Diagnostic]

  package init(
    verdict: Verdict, left: DiffSide, right: DiffSide, causes: [Cause] = [],
    difference: InventoryDifference, unexplained: DifferenceSummary = .init(),
    unexplainedDifference: InventoryDifference? = nil, hasSameBytes: Bool? = nil, ignored: [IgnoredDifferences] = [],
    warnings: [Diagnostic] = [], obstacles: [Diagnostic] = []
  ) {
    (self.verdict, self.left, self.right, self.causes) = (verdict, left, right, causes)
    (self.difference, self.unexplained, self.ignored) = (difference, unexplained, ignored)
    (self.unexplainedDifference, self.hasSameBytes) = (unexplainedDifference, hasSameBytes)
    (self.warnings, self.obstacles) = (warnings, obstacles)
  }
}

/// One of the two artifacts that were compared.
package struct DiffSide: Hashable, Sendable {
  /// The path as the user gave it.
  package var name: String
  /// Such as `tar.gz`, `zip`, `folder` or `mtree`.
  package var format: String
  /// In bytes; nil for a folder.
  package var size: Int64?
  /// Of the whole file, in hexadecimal; nil where it was not asked for, or for a folder.
  package var sha256: String?

  /// Whether it is a container of members, and no single content.
  package var holdsMembers: Bool {
    format != "file" && !CompressionFormat.allCases.contains { $0.suffix == format }
  }

  package init(name: String, format: String, size: Int64? = nil, sha256: String? = nil) {
    (self.name, self.format, self.size, self.sha256) = (name, format, size, sha256)
  }
}

/// Differences that the user asked to leave out.
package struct IgnoredDifferences: Hashable, Sendable {
  /// The word or pattern that was given, such as `mtime` or `*.log`.
  package var rule: String
  /// How many members would have differed by it alone or among other things.
  package var members: Int
  /// How many artifacts, nested ones included, would have differed as a whole.
  package var containers: Int

  package init(rule: String, members: Int, containers: Int = 0) {
    (self.rule, self.members, self.containers) = (rule, members, containers)
  }
}
