package import Store

/// An archive as a whole: its bytes, and those it holds once it is decompressed.
package struct CompressedArchive: Hashable, Sendable {
  package var archive: Blob
  /// Nil where only the digest of the compressed archive is known.
  package var plain: Blob?

  package init(archive: Blob, plain: Blob?) { (self.archive, self.plain) = (archive, plain) }
}

/// The same plain archive was compressed to other bytes.
package enum Compressor {
  package static let description = CauseDescription(
    id: "compressor", meaning: "the archives hold the same bytes, which were compressed differently",
    proof: "both archives are decompressed",
    fooledBy: "nothing when both are at hand; else only the members are known to be equal",
    fix: "pin the compressor and its version, level and threads; or leave it out: 'assay diff --ignore compression', "
      + "'assay verify --require content'")

  /// The cause, if the archives differ in nothing but their compression; `membersAreEqual` is what inventories say.
  package static func diagnose(
    expected: CompressedArchive, actual: CompressedArchive, membersAreEqual: Bool
  ) -> Cause? {
    guard expected.archive != actual.archive else { return nil }
    let sizes = "\(counted(expected.archive.size, "byte")) expected, \(actual.archive.size) actual"
    switch (expected.plain, actual.plain) {
    case (let left?, let right?):
      guard left == right else { return nil }
      return cause(.proven, ["the plain archives are the same, \(counted(left.size, "byte"))", sizes])
    default:
      guard membersAreEqual else { return nil }
      return cause(.likely, ["all members are the same; the plain archives could not be compared", sizes])
    }
  }

  private static func cause(_ confidence: Cause.Confidence, _ evidence: [String]) -> Cause {
    Cause(id: description.id, confidence: confidence, members: 0, evidence: evidence, fix: description.fix)
  }
}
