import Diagnostics

/// Remote Execution API `Directory` messages: how one level of a ``Folder`` is stored and named.
///
/// Canonical as the API demands it (remote_execution.proto v2, `Directory`): nodes sorted by name, fields in order,
/// default values left out. Written here by hand, since four small messages don't pay for a protobuf runtime.
enum TreeBytes {
  /// One entry of a level, subfolders by the digest of their own message.
  struct Level {
    var files: [(name: String, blob: Blob, isExecutable: Bool)] = []
    var folders: [(name: String, blob: Blob)] = []
    var symlinks: [(name: String, target: String)] = []
  }

  static func encode(_ level: Level) -> [UInt8] {
    var bytes: [UInt8] = []
    for file in level.files {
      let flag: [UInt8] = file.isExecutable ? [4 << 3, 1] : []
      bytes += field(1, text(1, file.name) + field(2, digest(file.blob)) + flag)
    }
    for folder in level.folders { bytes += field(2, text(1, folder.name) + field(2, digest(folder.blob))) }
    for link in level.symlinks { bytes += field(3, text(1, link.name) + text(2, link.target)) }
    return bytes
  }

  /// - Throws: `store.damaged-tree` for all bytes but those that ``encode(_:)`` gives for some level.
  static func decode(_ bytes: [UInt8]) throws(Diagnostic) -> Level {
    var level = Level()
    for (number, value) in try ProtobufField.all(in: bytes[...]) {
      guard case .bytes(let message) = value else { throw .damagedTree }
      switch number {
      case 1: level.files.append(try file(message))
      case 2: level.folders.append(try folder(message))
      case 3: level.symlinks.append(try symlink(message))
      default: throw .damagedTree
      }
    }
    // What reads the same but is written otherwise would give one folder two names.
    guard isSorted(level), encode(level) == bytes else { throw .damagedTree }
    return level
  }

  private static func file(
    _ message: ArraySlice<UInt8>
  ) throws(Diagnostic) -> (name: String, blob: Blob, isExecutable: Bool) {
    var (name, blob, isExecutable): (String, Blob?, Bool) = ("", nil, false)
    for (number, value) in try ProtobufField.all(in: message) {
      switch (number, value) {
      case (1, .bytes(let text)): name = try string(text)
      case (2, .bytes(let digest)): blob = try self.blob(digest)
      case (4, .number(1)): isExecutable = true
      default: throw .damagedTree
      }
    }
    guard let blob else { throw .damagedTree }
    return (name, blob, isExecutable)
  }

  private static func folder(_ message: ArraySlice<UInt8>) throws(Diagnostic) -> (name: String, blob: Blob) {
    let node = try file(message)
    guard !node.isExecutable else { throw .damagedTree }
    return (node.name, node.blob)
  }

  private static func symlink(_ message: ArraySlice<UInt8>) throws(Diagnostic) -> (name: String, target: String) {
    var (name, target) = ("", "")
    for (number, value) in try ProtobufField.all(in: message) {
      switch (number, value) {
      case (1, .bytes(let text)): name = try string(text)
      case (2, .bytes(let text)): target = try string(text)
      default: throw .damagedTree
      }
    }
    return (name, target)
  }

  private static func blob(_ message: ArraySlice<UInt8>) throws(Diagnostic) -> Blob {
    var (digest, size): (ContentDigest?, Int64?) = (nil, 0)
    for (number, value) in try ProtobufField.all(in: message) {
      switch (number, value) {
      case (1, .bytes(let hex)): digest = ContentDigest(hex: try string(hex))
      case (2, .number(let count)): size = Int64(exactly: count)
      default: throw .damagedTree
      }
    }
    guard let digest, let size else { throw .damagedTree }
    return Blob(digest: digest, size: size)
  }

  /// Whether the names of each kind ascend, are names of entries, and none stands under two kinds.
  private static func isSorted(_ level: Level) -> Bool {
    let kinds = [level.files.map(\.name), level.folders.map(\.name), level.symlinks.map(\.name)]
    // As bytes, since names that are equal for Swift can be two files.
    let all = kinds.joined()
    return kinds.allSatisfy { zip($0, $0.dropFirst()).allSatisfy(byteOrder) }
      && Set(all.map { Array($0.utf8) }).count == all.count && all.allSatisfy(isEntryName)
  }

  private static func isEntryName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  private static func string(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .damagedTree }
    return text
  }

  private static func digest(_ blob: Blob) -> [UInt8] {
    text(1, blob.digest.hex) + (blob.size == 0 ? [] : [2 << 3] + ProtobufField.varint(UInt64(blob.size)))
  }

  /// Protobuf leaves empty texts out.
  private static func text(_ number: UInt8, _ text: String) -> [UInt8] {
    text.isEmpty ? [] : field(number, Array(text.utf8))
  }

  private static func field(_ number: UInt8, _ value: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + ProtobufField.varint(UInt64(value.count)) + value
  }
}

extension Diagnostic {
  static var damagedTree: Diagnostic {
    Diagnostic("store.damaged-tree", "a stored tree is damaged", hint: "run the command again, and check the disk")
  }
}

/// The value of a field of a protobuf message, of the two kinds used here.
private enum ProtobufField {
  case number(UInt64)
  case bytes(ArraySlice<UInt8>)

  /// All fields of a message with their numbers.
  static func all(in message: ArraySlice<UInt8>) throws(Diagnostic) -> [(number: UInt64, value: ProtobufField)] {
    var (rest, result) = (message, [(number: UInt64, value: ProtobufField)]())
    while !rest.isEmpty {
      let key = try varint(&rest)
      switch key & 7 {
      case 0: result.append((key >> 3, .number(try varint(&rest))))
      case 2:
        let count = try varint(&rest)
        guard count <= UInt64(rest.count) else { throw .damagedTree }
        result.append((key >> 3, .bytes(rest.prefix(Int(count)))))
        rest = rest.dropFirst(Int(count))
      default: throw .damagedTree
      }
    }
    return result
  }

  static func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) throws(Diagnostic) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { throw .damagedTree }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .damagedTree
  }
}
