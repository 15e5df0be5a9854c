import Archives
package import Diagnostics

/// Two artifacts after they were compared: their members, marked with what is the same.
package struct ArtifactComparison: Sendable {
  package var expected: Inventory
  package var actual: Inventory
  /// How the two differ.
  package var difference: InventoryDifference
  /// What each side is, such as `tar.gz` or `folder`.
  package var formats: (expected: String, actual: String)
  /// What deserves a look in the archives of a side, those inside others included.
  package var warnings: [Diagnostic]
  /// Why the comparison is not complete.
  package var obstacles: [Diagnostic]

  init(
    _ compared: ComparedInventories, formats: (expected: String, actual: String), warnings: [Diagnostic] = [],
    obstacles: [Diagnostic] = []
  ) {
    (expected, actual, difference) = (compared.expected, compared.actual, compared.difference)
    (self.formats, self.warnings, self.obstacles) = (formats, warnings, obstacles)
  }
}

/// Compares two artifacts member by member while both are read, each once.
///
/// Memory does not grow with content: equal contents are compared as bytes and forgotten, what must wait for its
/// counterpart goes to a spill file above a budget.
package struct ArtifactComparer {
  private let limits: ComparisonLimits
  private let examiner: (any ContentExaminer)?

  package init(limits: ComparisonLimits = .init(), examiner: (any ContentExaminer)? = nil) {
    (self.limits, self.examiner) = (limits, examiner)
  }

  /// - Parameter commonBytes: how many bytes both files are known to have in common at their beginning.
  /// - Throws: when an artifact can't be opened, or there is no room for temporary files.
  package func compare(
    expected: Artifact, actual: Artifact, commonBytes: Int64 = 0
  ) throws(Diagnostic) -> ArtifactComparison {
    switch (expected, actual) {
    case (.inventory(let left, _), .inventory(let right, _)):
      return ArtifactComparison(ComparedInventories(expected: left, actual: right), formats: ("mtree", "mtree"))
    case (.inventory(let left, _), let right):
      let (inventory, side) = try hashedInventory(of: right)
      return ArtifactComparison(
        ComparedInventories(expected: left, actual: inventory), formats: ("mtree", side.format),
        warnings: side.warnings, obstacles: side.obstacles)
    case (let left, .inventory(let right, _)):
      let (inventory, side) = try hashedInventory(of: left)
      return ArtifactComparison(
        ComparedInventories(expected: inventory, actual: right), formats: (side.format, "mtree"),
        warnings: side.warnings, obstacles: side.obstacles)
    case (let left, let right):
      let session = ComparisonSession(limits: limits, examiner: examiner)
      return try session.compare(expected: left, actual: right, commonBytes: commonBytes)
    }
  }

  /// The members of an artifact, every content hashed, and what it is, such as `tar.gz`.
  ///
  /// - Throws: what keeps it from being read to its end.
  package func inventory(of artifact: Artifact) throws(Diagnostic) -> (inventory: Inventory, format: String) {
    if case .inventory(let inventory, _) = artifact { return (inventory, "mtree") }
    let (inventory, side) = try hashedInventory(of: artifact)
    if let obstacle = side.obstacles.first { throw obstacle }
    return (inventory, side.format)
  }

  /// An artifact that is held against digests must be hashed.
  private func hashedInventory(
    of artifact: Artifact
  ) throws(Diagnostic) -> (Inventory, (format: String, warnings: [Diagnostic], obstacles: [Diagnostic])) {
    let opened = try artifact.opened(limits.reading)
    let side = MemberSide(.actual, opened)
    side.advance()
    while let index = side.current {
      side.hashContent(of: index)
      side.advance()
    }
    let inventory = Inventory(side.members, fields: opened.fields)
    return (inventory, (opened.format(), opened.findings.diagnostics + side.nameWarnings, side.allObstacles))
  }
}

extension Artifact {
  /// - Throws: `archive.…` when it can't be opened.
  func opened(_ limits: ReadingLimits, readsAttributes: Bool = false) throws(Diagnostic) -> OpenedArtifact {
    try reading { () throws(ArchiveError) in
      switch self {
      case .folder(let path): try OpenedArtifact(folder: path, limits: limits, readsAttributes: readsAttributes)
      case .file(let input): try OpenedArtifact(input, limits: limits)
      case .inventory: preconditionFailure("an inventory has its members already")
      }
    }
  }
}
