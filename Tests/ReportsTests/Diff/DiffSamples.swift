import Archives
import CanonicalJSON
import Causes
import Comparison
import Store
import Verification

/// One side of a made-up diff.
struct SampleArtifact {
  var members: [InventoryMember] = []
  var container: [ContainerField: JSONValue]?

  var inventory: Inventory { Inventory(members, container: container) }
}

/// A file; its content stands in the samples, so that it can be compared.
func file(
  _ name: String, _ content: String = "text\n", mode: UInt32 = 0o644, modified: Int64 = 0
) -> InventoryMember {
  file(bytes: Array(name.utf8), content: Array(content.utf8), mode: mode, modified: modified)
}

func file(bytes name: [UInt8], content: [UInt8], mode: UInt32 = 0o644, modified: Int64 = 0) -> InventoryMember {
  var member = InventoryMember(name: name, type: .file)
  (member.mode, member.uid, member.gid, member.modified) = (mode, 0, 0, Timestamp(seconds: modified))
  (member.size, member.contentDigest) = (Int64(content.count), ContentDigest(of: content))
  return member
}

/// A member whose content is an archive of other members.
func archive(_ name: String, _ members: [InventoryMember], container: [ContainerField: JSONValue] = [:])
  -> InventoryMember
{
  let fields = members.map { "\($0.name) \($0.contentDigest?.hex ?? "") \($0.modified?.seconds ?? 0) \($0.mode ?? 0)" }
  let values = container.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.line)" }
  var member = file(name, (fields + values).joined(separator: "\n"))
  member.inner = Inventory(members, container: container)
  return member
}

/// Compares, diagnoses and explains as the program does; `contents` are what the comparers may look into.
func diffReport(
  _ expected: SampleArtifact, _ actual: SampleArtifact, contents: [[UInt8]] = [],
  names: (left: String, right: String) = ("old.tar.gz", "new.tar.gz")
) -> DiffReport {
  let difference = compare(expected: expected.inventory, actual: actual.inventory)
  let diagnosis = diagnose(expected: expected.inventory, actual: actual.inventory, difference: difference)
  let blobs = Dictionary(contents.map { (ContentDigest(of: $0), $0) }) { first, _ in first }
  return DiffReport(
    verdict: difference.isEmpty ? .equal : .different,
    left: DiffSide(name: names.left, format: "tar.gz", size: 1000, sha256: String(repeating: "a1", count: 32)),
    right: DiffSide(name: names.right, format: "tar.gz", size: 1001, sha256: String(repeating: "b2", count: 32)),
    causes: diagnosis.causes, difference: explain(difference, blobs), unexplained: diagnosis.unexplained.summary,
    unexplainedDifference: diagnosis.unexplained)
}

func diffReport(
  _ expected: [InventoryMember], _ actual: [InventoryMember], contents: [String] = []
) -> DiffReport {
  diffReport(
    SampleArtifact(members: expected), SampleArtifact(members: actual), contents: contents.map { Array($0.utf8) })
}

private func explain(_ difference: InventoryDifference, _ blobs: [ContentDigest: [UInt8]]) -> InventoryDifference {
  var result = ContentComparer(expected: { blobs[$0] }, actual: { blobs[$0] }).explain(difference)
  for index in result.differences.indices {
    guard let inner = result.differences[index].inner else { continue }
    result.differences[index].content = nil
    result.differences[index].inner = explain(inner, blobs)
  }
  return result
}
