/// A tar block by block, with whatever a test wants to be wrong in it (POSIX pax, 'ustar Interchange Format').
struct TarBytes {
  private(set) var bytes: [UInt8] = []

  /// The two blocks of zeros that end a tar.
  static let end = [UInt8](repeating: 0, count: 1024)

  /// What is in a header beside the name.
  struct Fields {
    var type = "0"
    /// The size that the header claims; the content's where it is nil.
    var size: Int?
    /// Twelve bytes in place of the size.
    var sizeField: [UInt8]?
    var mode = "0000644"
    var modified = "14524770400"
    var link: [UInt8] = []
    var major = "0000000"
    var minor = "0000000"
    var hasRightChecksum = true
  }

  mutating func add(_ name: String, _ content: String = "", _ edit: (inout Fields) -> Void = { _ in }) {
    add(Array(name.utf8), Array(content.utf8), edit)
  }

  mutating func add(_ name: [UInt8], _ content: [UInt8], _ edit: (inout Fields) -> Void = { _ in }) {
    var fields = Fields()
    edit(&fields)
    bytes += header(name, fields, size: fields.size ?? content.count) + padded(content, to: 512)
  }

  mutating func add(_ name: String, linkTo target: String, type: String = "2") {
    add(name) { ($0.type, $0.link) = (type, Array(target.utf8)) }
  }

  /// An extended header with these records, for the next member, or with type `g` for all that follow.
  mutating func addPax(_ records: [(String, String)], type: String = "x", name: String = "paxheader") {
    addPax(records.flatMap { paxRecord($0, Array($1.utf8)) }, type: type, name: name)
  }

  mutating func addPax(_ records: [UInt8], type: String = "x", name: String = "paxheader") {
    add(Array(name.utf8), records) { $0.type = type }
  }

  mutating func addRaw(_ more: [UInt8]) { bytes += more }

  private func header(_ name: [UInt8], _ fields: Fields, size: Int) -> [UInt8] {
    var block = filled(Array(name.prefix(100)), 100)
    block += filled(fields.mode.utf8, 8) + filled("0000000".utf8, 8) + filled("0000000".utf8, 8)
    block += fields.sizeField.map { filled($0, 12) } ?? filled(octal(size, 11).utf8, 12)
    block += filled(fields.modified.utf8, 12) + [UInt8](repeating: 0x20, count: 8)
    block += Array(fields.type.utf8) + filled(Array(fields.link.prefix(100)), 100) + Array("ustar\u{0}00".utf8)
    block += filled("root".utf8, 32) + filled("root".utf8, 32)
    block += filled(fields.major.utf8, 8) + filled(fields.minor.utf8, 8)
    block = filled(block, 512)
    let sum = block.reduce(fields.hasRightChecksum ? 0 : 1) { $0 + Int($1) }
    block.replaceSubrange(148..<156, with: Array(octal(sum, 6).utf8) + [0, 0x20])
    return block
  }
}

/// The tar that `build` makes, ended as it should be.
func tarBytes(_ build: (inout TarBytes) -> Void) -> [UInt8] {
  var tar = TarBytes()
  build(&tar)
  return tar.bytes + TarBytes.end
}

/// A record of an extended header, whose length counts its own digits.
func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
  let rest = key.utf8.count + value.count + 3
  var length = rest
  while length != rest + "\(length)".utf8.count { length = rest + "\(length)".utf8.count }
  return Array("\(length) \(key)=".utf8) + value + [0x0A]
}

/// Filled with zeros, or cut, to `count` bytes.
func filled(_ bytes: some Sequence<UInt8>, _ count: Int) -> [UInt8] {
  let start = Array(bytes.prefix(count))
  return start + [UInt8](repeating: 0, count: count - start.count)
}

/// Filled with zeros up to a multiple of `unit`.
func padded(_ bytes: [UInt8], to unit: Int) -> [UInt8] {
  bytes + [UInt8](repeating: 0, count: (unit - bytes.count % unit) % unit)
}

func octal(_ value: Int, _ digits: Int) -> String {
  let text = String(value, radix: 8)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
