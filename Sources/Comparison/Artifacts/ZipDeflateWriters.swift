import Archives
import CanonicalJSON

/// What packed the members of two zips, as fields of each; none unless some contents are the same but packed
/// differently.
func deflateWriters(
  of expected: MemberSide, _ actual: MemberSide
) throws(ArchiveError) -> (expected: [ContainerField: JSONValue], actual: [ContainerField: JSONValue]) {
  guard let first = expected.artifact.source as? ZipSource, let second = actual.artifact.source as? ZipSource else {
    return ([:], [:])
  }
  // The largest members tell most, and a few of them are enough.
  let pairs = repackedMembers(expected.members, actual.members).sorted { $0.size > $1.size }.prefix(8)
  guard !pairs.isEmpty else { return ([:], [:]) }
  let writers = (
    try first.archive.deflateWriter(of: pairs.map(\.expected)),
    try second.archive.deflateWriter(of: pairs.map(\.actual))
  )
  return ([.compressor: .string(writers.0.descriptionInZip)], [.compressor: .string(writers.1.descriptionInZip)])
}

/// The members, by their indices, that both sides deflate to different bytes though the content is the same.
private func repackedMembers(
  _ expected: [InventoryMember], _ actual: [InventoryMember]
) -> [(expected: Int, actual: Int, size: Int64)] {
  var counterparts: [ContentIdentity: Int] = [:]
  for (index, member) in actual.enumerated() where member.isDeflated {
    if let content = member.content { counterparts[content] = index }
  }
  return expected.enumerated().compactMap { index, member in
    guard member.isDeflated, let content = member.content, let counterpart = counterparts[content],
      actual[counterpart].compressed != member.compressed
    else { return nil }
    return (index, counterpart, member.size ?? 0)
  }
}

extension InventoryMember {
  fileprivate var isDeflated: Bool { zip?.method == 8 && compressed != nil }
}
