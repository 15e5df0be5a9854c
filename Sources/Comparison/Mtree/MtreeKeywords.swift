import Archives
import Store

/// The keywords of an mtree line, or the values that `/set` gives to the lines that follow.
struct MtreeKeywords {
  var type: MemberType?
  var mode: UInt32?
  var uid: Int64?
  var gid: Int64?
  var uname: [UInt8]?
  var gname: [UInt8]?
  var time: Timestamp?
  var size: Int64?
  var link: [UInt8]?
  var digest: ContentDigest?

  /// Takes a `keyword=value`; keywords that say nothing an inventory holds are passed over.
  ///
  /// Throws a message if the value can't be read.
  mutating func set(_ keyword: ArraySlice<UInt8>, to value: ArraySlice<UInt8>) throws(MtreeProblem) {
    switch String(decoding: keyword, as: UTF8.self) {
    case "type": type = try Self.type(value)
    case "mode": mode = try number(value, radix: 8, "mode", "an octal number of up to 7777") { $0 <= 0o7777 }
    case "uid": uid = try number(value, "uid", "a number")
    case "gid": gid = try number(value, "gid", "a number")
    case "uname": uname = try text(value, "uname")
    case "gname": gname = try text(value, "gname")
    case "time": time = try Self.time(value)
    case "size": size = try number(value, "size", "a number of bytes") { $0 >= 0 }
    case "link": link = try text(value, "link")
    case "sha256digest", "sha256": digest = try Self.digest(value)
    default: break
    }
  }

  /// Forgets a keyword, or all of them, as `/unset` asks.
  mutating func unset(_ keyword: ArraySlice<UInt8>) {
    switch String(decoding: keyword, as: UTF8.self) {
    case "all": self = Self()
    case "type": type = nil
    case "mode": mode = nil
    case "uid": uid = nil
    case "gid": gid = nil
    case "uname": uname = nil
    case "gname": gname = nil
    case "time": time = nil
    case "size": size = nil
    case "link": link = nil
    case "sha256digest", "sha256": digest = nil
    default: break
    }
  }

  /// The member of this name; nil where no type is given.
  func member(named name: [UInt8]) -> InventoryMember? {
    guard let type else { return nil }
    // See MtreeWriter for hard links.
    var member = InventoryMember(name: name, type: type == .file && link != nil ? .hardlink : type)
    (member.mode, member.uid, member.gid) = (mode, uid, gid)
    (member.userName, member.groupName, member.modified) = (uname, gname, time)
    if member.type == .symlink || member.type == .hardlink { member.linkTarget = link }
    if member.type == .file { (member.size, member.contentDigest) = (size, digest) }
    return member
  }

  private static func type(_ value: ArraySlice<UInt8>) throws(MtreeProblem) -> MemberType {
    switch String(decoding: value, as: UTF8.self) {
    case "file": .file
    case "dir": .directory
    case "link": .symlink
    case "char": .characterDevice
    case "block": .blockDevice
    case "fifo": .fifo
    case "socket": .socket
    default: throw .value("type", value, expected: "block, char, dir, fifo, file, link or socket")
    }
  }

  /// Seconds, and a count of nanoseconds after the dot: `bsdtar` writes it without leading zeros, `mtree` with.
  private static func time(_ value: ArraySlice<UInt8>) throws(MtreeProblem) -> Timestamp {
    let parts = value.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let seconds = integer(parts[0]), let nanoseconds = parts.count == 1 ? 0 : integer(parts[1]),
      (0...999_999_999).contains(nanoseconds)
    else { throw .value("time", value, expected: "seconds.nanoseconds") }
    return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
  }

  private static func digest(_ value: ArraySlice<UInt8>) throws(MtreeProblem) -> ContentDigest {
    let bytes = hexadecimalBytes(value)
    guard let digest = bytes.flatMap({ ContentDigest(bytes: $0) }) else {
      throw .value("sha256digest", value, expected: "64 hexadecimal digits")
    }
    return digest
  }

  private func text(_ value: ArraySlice<UInt8>, _ keyword: String) throws(MtreeProblem) -> [UInt8] {
    guard let text = mtreeUnescaped(value) else { throw .escape(value) }
    return text
  }

  private func number<Number: FixedWidthInteger>(
    _ value: ArraySlice<UInt8>, radix: Int = 10, _ keyword: String, _ expected: String,
    where isAllowed: (Number) -> Bool = { _ in true }
  ) throws(MtreeProblem) -> Number {
    guard let number = integer(value, radix: radix).flatMap(Number.init(exactly:)), isAllowed(number) else {
      throw .value(keyword, value, expected: expected)
    }
    return number
  }
}

/// The integer that the digits stand for, without a plus sign; nil when it is none or does not fit.
private func integer(_ digits: ArraySlice<UInt8>, radix: Int = 10) -> Int64? {
  let isNegative = digits.first == UInt8(ascii: "-")
  let digits = digits.dropFirst(isNegative ? 1 : 0)
  guard !digits.isEmpty else { return nil }
  var result: Int64 = 0
  for digit in digits {
    let value = Int64(digit) - Int64(UInt8(ascii: "0"))
    guard (0..<Int64(radix)).contains(value) else { return nil }
    let (product, overflows) = result.multipliedReportingOverflow(by: Int64(radix))
    let (sum, overflowsToo) =
      isNegative
      ? product.subtractingReportingOverflow(value)
      : product.addingReportingOverflow(value)
    guard !overflows, !overflowsToo else { return nil }
    result = sum
  }
  return result
}

private func hexadecimalBytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
  guard digits.count == 64 else { return nil }
  var bytes = [UInt8](repeating: 0, count: 32)
  for (offset, digit) in digits.enumerated() {
    guard let value = hexadecimalValue(digit) else { return nil }
    bytes[offset / 2] = bytes[offset / 2] << 4 | value
  }
  return bytes
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
