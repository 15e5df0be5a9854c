import Archives
import Comparison

/// The ids of the blocks of a zip's extra fields that two members differ in, in order; 0 where only the order of the
/// blocks differs.
func differingExtraFields(_ expected: InventoryMember, _ actual: InventoryMember) -> [UInt16] {
  guard let left = expected.zip, let right = actual.zip else { return [] }
  let sides = [(left.localExtra, right.localExtra), (left.centralExtra, right.centralExtra)].filter { $0 != $1 }
  let ids = sides.flatMap { left, right in
    let ids = Set(left).symmetricDifference(right).map(\.id)
    return ids.isEmpty ? [0] : ids
  }
  return Set(ids).sorted()
}

extension ZipExtraField {
  /// The numbers of the owner, as Info-ZIP writes them (its extrafld.txt).
  static let unixIDs: Set<UInt16> = [0x7855, 0x7875]
  /// What changes the name or the meaning of the content: Unicode names (APPNOTE 4.6.9) and encryption.
  static let meaningful: Set<UInt16> = [0x7075, 0x0017, 0x9901]
}

/// `0x5455 (times)`.
func shown(extraField id: UInt16) -> String {
  let meanings: [UInt16: String] = [
    0x0001: "zip64 sizes", 0x000A: "NTFS times", 0x5455: "times", 0x5855: "times and owner", 0x6375: "Unicode comment",
    0x7855: "owner", 0x7875: "owner", 0xCAFE: "Java", 0xD935: "alignment",
  ]
  let digits = String(id, radix: 16)
  let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  return "0x\(padded)" + (meanings[id].map { " (\($0))" } ?? "")
}
