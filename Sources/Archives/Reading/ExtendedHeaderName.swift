/// How the extended header of a tar's member is named after the member (POSIX pax, 'exthdr.name'): `%d/PaxHeaders/%f`
/// stands for the member's folder and its name, anything else for itself.
///
/// Some programs put the number of their process there.
struct ExtendedHeaderName {
  let pattern: [UInt8]

  /// Nil unless `block`, the first one of the member's headers, is an extended one.
  init?(_ block: [UInt8], of member: [UInt8]) {
    guard block.count == 512, [UInt8(ascii: "x"), UInt8(ascii: "g")].contains(block[156]) else { return nil }
    let (name, prefix) = (text(block[..<100]), text(block[345..<500]))
    // Only POSIX's own headers have a prefix.
    let isPosix = block[257..<263].elementsEqual("ustar\u{0}".utf8)
    let whole = isPosix && !prefix.isEmpty ? prefix + [slash] + name : name
    pattern = block[156] == UInt8(ascii: "x") ? maskedName(whole, member: member) : Array(whole)
  }
}

private let slash = UInt8(ascii: "/")

private func text(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> { field.prefix { $0 != 0 } }

/// The name with the parts replaced that come from the member; as it is where there are none.
private func maskedName(_ name: ArraySlice<UInt8>, member: [UInt8]) -> [UInt8] {
  let (folder, file) = split(member[...].droppingLastSlashes)
  let (head, last) = split(name)
  let (outer, middle) = split(head)
  // A header has less room for the name than a record.
  guard !last.isEmpty, file.starts(with: last), isSameFolder(outer, folder) else { return Array(name) }
  return Array("%d/".utf8) + middle + Array("/%f".utf8)
}

/// What stands before the last slash, and what behind it.
private func split(_ name: ArraySlice<UInt8>) -> (folder: ArraySlice<UInt8>, last: ArraySlice<UInt8>) {
  guard let place = name.lastIndex(of: slash) else { return ([], name) }
  return (name[..<place], name[(place + 1)...])
}

private func isSameFolder(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
  left == right || [left, right].allSatisfy { $0.isEmpty || $0.elementsEqual(".".utf8) }
}

extension ArraySlice<UInt8> {
  fileprivate var droppingLastSlashes: Self { self[..<((lastIndex { $0 != slash } ?? startIndex - 1) + 1)] }
}
