/// The header blocks of a member, extended header first where one is needed (`TarInfo.create_pax_header`).
func tarHeader(for header: MemberHeader) throws(ArchiveError) -> [UInt8] {
  guard let type = typeFlag(header.type) else {
    throw .unrepresentable(name: header.name, field: "type", format: "tar")
  }
  if let device = header.device, !fits(device.major, 7) || !fits(device.minor, 7) {
    throw .unrepresentable(name: header.name, field: "device number", format: "tar")
  }
  var fields = TarFields(header, type: type)
  let records = paxRecords(moving: &fields, of: header)
  guard !records.isEmpty else { return fields.block }
  return TarFields(paxSize: Int64(records.count)).block + records + zeros(after: records.count) + fields.block
}

/// The values of one ustar header block (POSIX pax, 'ustar Interchange Format').
struct TarFields {
  var name: [UInt8]
  var mode: UInt32 = 0
  var uid: Int64 = 0
  var gid: Int64 = 0
  var size: Int64 = 0
  var modified: Int64 = 0
  var type: UInt8
  var linkTarget: [UInt8] = []
  var userName: [UInt8] = []
  var groupName: [UInt8] = []
  var device: DeviceNumbers?

  /// The header of an extended header, named as Python and star name it.
  fileprivate init(paxSize: Int64) {
    (name, type, size) = (Array("././@PaxHeader".utf8), UInt8(ascii: "x"), paxSize)
  }

  fileprivate init(_ header: MemberHeader, type: UInt8) {
    (name, self.type, mode) = (header.name, type, header.mode & 0o7777)
    (uid, gid, size) = (header.uid, header.gid, header.type == .file ? header.declaredSize ?? 0 : 0)
    (userName, groupName, linkTarget) = (header.userName, header.groupName, header.linkTarget ?? [])
    if header.type == .characterDevice || header.type == .blockDevice {
      device = header.device ?? DeviceNumbers(major: 0, minor: 0)
    }
  }

  fileprivate var block: [UInt8] {
    var block: [UInt8] = []
    block.reserveCapacity(512)
    block += text(name, 100)
    block += octal(Int64(mode), 8) + octal(uid, 8) + octal(gid, 8) + octal(size, 12) + octal(modified, 12)
    block += [UInt8](repeating: UInt8(ascii: " "), count: 8)
    block.append(type)
    block += text(linkTarget, 100)
    block += Array("ustar\u{0}00".utf8) + text(userName, 32) + text(groupName, 32)
    block += device.map { octal($0.major, 8) + octal($0.minor, 8) } ?? [UInt8](repeating: 0, count: 16)
    block += [UInt8](repeating: 0, count: 512 - block.count)
    let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
    block.replaceSubrange(148..<155, with: octal(sum, 7))
    return block
  }
}

private func typeFlag(_ type: MemberType) -> UInt8? {
  switch type {
  case .file: UInt8(ascii: "0")
  case .hardlink: UInt8(ascii: "1")
  case .symlink: UInt8(ascii: "2")
  case .characterDevice: UInt8(ascii: "3")
  case .blockDevice: UInt8(ascii: "4")
  case .directory: UInt8(ascii: "5")
  case .fifo: UInt8(ascii: "6")
  case .socket: nil
  }
}

/// Octal digits up to a final NUL.
private func octal(_ value: Int64, _ width: Int) -> [UInt8] {
  let digits = Array(String(value, radix: 8).utf8)
  return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, width - 1 - digits.count)) + digits + [0]
}

/// ASCII cut to the field's width; what is not ASCII becomes `?`, as Python's `errors="replace"` writes it.
private func text(_ bytes: [UInt8], _ width: Int) -> [UInt8] {
  let ascii = bytes.allSatisfy { $0 < 0x80 } ? bytes : replacingNonASCII(bytes)
  return ascii.prefix(width) + [UInt8](repeating: 0, count: max(0, width - ascii.count))
}

/// One `?` for a character, and one for each byte that is no UTF-8: Python holds such a byte as one surrogate.
private func replacingNonASCII(_ bytes: [UInt8]) -> [UInt8] {
  var (result, rest) = ([UInt8](), bytes[...])
  while let first = rest.first {
    result.append(first < 0x80 ? first : UInt8(ascii: "?"))
    rest = rest.dropFirst(characterLength(rest))
  }
  return result
}

private func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
  var (decoder, iterator) = (UTF8(), bytes.makeIterator())
  guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return 1 }
  return UTF8.width(scalar)
}

/// What fills the last block of `count` bytes.
func zeros(after count: Int) -> [UInt8] { [UInt8](repeating: 0, count: (512 - count % 512) % 512) }
