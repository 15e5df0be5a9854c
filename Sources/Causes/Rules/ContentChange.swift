import Archives
import Comparison

/// The content of members differs, which inventories alone can't explain.
package struct ContentChange: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "content-change", meaning: "the content of some members is another",
    proof: "none: the digests differ, and what made them differ must be seen in the content",
    fooledBy: "files that follow from others, such as RECORD, which lists the digests of its neighbours",
    fix: "if a source was edited on purpose, run 'assay update' and commit; else look at the content of these members")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard pair.differingFields.contains(.content) else { return [] }
    // Members that are archives themselves have their causes inside.
    let members = pair.difference.differences.filter { $0.differs(in: .content) && $0.inner == nil }
      .compactMap { difference in
        difference.expected.flatMap { left in difference.actual.map { (expected: left, actual: $0) } }
      }
      .filter { $0.expected.content != nil && $0.actual.content != nil }
    guard !members.isEmpty else { return [] }
    let sources = members.filter { !isRecord($0.expected.name) }
    let (roots, derived) = sources.isEmpty ? (members, []) : (sources, members.filter { isRecord($0.expected.name) })
    var evidence = roots.prefix(3).map { expected, actual in
      guard let left = expected.size, let right = actual.size else {
        return quoted([expected.name]) + (expected.zip == nil ? "" : ": the stored bytes, which can't be unpacked")
      }
      let sizes = (left, right)
      let shown =
        sizes.0 == sizes.1
        ? "\(counted(sizes.0, "byte")) on both sides" : "\(counted(sizes.0, "byte")) expected, \(sizes.1) actual"
      return "\(quoted([expected.name])): \(shown)"
    }
    if roots.count > 3 { evidence.append("and \(roots.count - 3) more") }
    if !derived.isEmpty { evidence.append("probably follows from these: \(quoted(derived.map(\.expected.name)))") }
    let isAll = pair.difference.differences.allSatisfy { $0.differs(in: .content) }
    return [Observation(members: members.count, evidence: evidence, confidence: isAll ? .likely : .possible)]
  }

  /// Files that list the digests of others.
  private func isRecord(_ name: [UInt8]) -> Bool {
    name.suffix(17).elementsEqual(".dist-info/RECORD".utf8)
  }
}
