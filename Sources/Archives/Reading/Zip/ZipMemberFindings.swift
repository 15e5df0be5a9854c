/// What a reader of a zip tells about a member or the archive.
struct ZipFinding: Hashable {
  let code: String
  let text: String
}

/// What deserves a look in the headers of one member; each text follows the member's name.
func memberFindings(_ central: ZipCentralHeader, _ local: ZipLocalHeader?, localOffset: Int64) -> [ZipFinding] {
  let header = central.header
  var result: [ZipFinding] = []
  func add(_ code: String, _ text: String) { result.append(ZipFinding(code: code, text: text)) }
  if header.name.isEmpty { add("archive.no-name", " has no name") }
  if header.name.contains(0) { add("zip.nul-in-name", ": its name has a NUL, at which some readers end it") }
  if header.flags & ZipFlag.encrypted != 0 { add("zip.encrypted", " is encrypted") }
  if !ZipContent.methods.contains(header.method) {
    add("zip.unknown-method", " is compressed with the unknown method \(header.method)")
  }
  if !header.extra.isWhole || header.lacksZip64 { add("zip.bad-extra", ": its extra fields are malformed") }
  let others = [header.extra, local?.header.extra].compactMap { $0?.otherName }.filter { $0 != header.name }
  // For other names it is what the field is there for.
  if let other = others.first, header.name.allSatisfy({ $0 < 0x80 }) {
    add("zip.other-name", ": some readers call it '\(shortened(other))', as its extra fields do")
  }
  guard let local else {
    add("zip.no-local-header", ": there is no local header at offset \(localOffset)")
    return result
  }
  if !local.header.extra.isWhole || local.header.lacksZip64 {
    add("zip.bad-extra", ": the extra fields of its local header are malformed")
  }
  let differences = disagreements(header, local.header)
  if !differences.isEmpty {
    add(
      "zip.local-differs",
      ": its local header differs from the central directory in \(differences.joined(separator: ", "))")
  }
  return result
}

/// The fields in which the local header says something else, with both values, the local one first.
private func disagreements(_ central: ZipHeader, _ local: ZipHeader) -> [String] {
  var result: [String] = []
  func hold(_ field: String, _ local: String, _ central: String) {
    if local != central { result.append("\(field) (\(local), not \(central))") }
  }
  if central.name != local.name { hold("name", "'\(shortened(local.name))'", "'\(shortened(central.name))'") }
  hold("method", "\(local.method)", "\(central.method)")
  hold("flags", hexadecimal(local.flags), hexadecimal(central.flags))
  hold("time", hexadecimal(local.dosTime), hexadecimal(central.dosTime))
  // Zeros, where a data descriptor follows.
  let isLater = local.flags & ZipFlag.hasDescriptor != 0
  if !isLater || local.checksum != 0 { hold("checksum", hexadecimal(local.checksum), hexadecimal(central.checksum)) }
  if !isLater || local.compressedSize != 0, !(isLater && local.lacksZip64) {
    hold("compressed size", "\(local.compressedSize)", "\(central.compressedSize)")
  }
  if !isLater || local.size != 0, !(isLater && local.lacksZip64) {
    hold("size", "\(local.size)", "\(central.size)")
  }
  return result
}

private func hexadecimal(_ number: some BinaryInteger) -> String { "0x" + String(number, radix: 16) }

/// What deserves a look in the end record, held against the directory that was read.
func endFindings(_ place: ZipDirectoryPlace, entries: Int, directory: ByteRegion, isWhole: Bool) -> [ZipFinding] {
  let end = place.end
  var result: [ZipFinding] = []
  func add(_ code: String, _ text: String) { result.append(ZipFinding(code: code, text: text)) }
  let count = end.hasZip64 ? UInt64(entries) : UInt64(entries % 0x1_0000)
  if isWhole, count != end.members {
    add("zip.false-count", "the end record counts \(end.members) members, the central directory lists \(entries)")
  }
  if isWhole, directory.size != end.directorySize {
    add(
      "zip.false-count",
      "the end record gives the central directory \(end.directorySize) bytes, but it has \(directory.size)")
  }
  if end.differsFromZip64 { add("zip.two-ends", "the end record differs from the one of zip64") }
  if let other = place.other {
    add("zip.two-ends", "there are central directories at offsets \(place.start) and \(other)")
  }
  return result
}
