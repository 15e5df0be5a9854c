/// The extra fields of a local header or a directory entry (APPNOTE 4.5).
struct ZipExtra: Hashable {
  private(set) var fields: [ZipExtraField] = []
  /// Whether each field ends where its size says; what doesn't is held as the last field, cut at the end.
  private(set) var isWhole = true

  init(_ bytes: [UInt8]) {
    var position = 0
    while bytes.count - position >= 4 {
      let (id, size) = (bytes.little(UInt16.self, at: position), Int(bytes.little(UInt16.self, at: position + 2)))
      let data = bytes[(position + 4)...].prefix(size)
      fields.append(ZipExtraField(id: id, data: Array(data)))
      isWhole = data.count == size
      position += 4 + data.count
    }
    guard position < bytes.count else { return }
    fields.append(ZipExtraField(id: 0, data: Array(bytes[position...])))
    isWhole = false
  }

  /// The data of the first field with this id.
  func data(_ id: UInt16) -> [UInt8]? { fields.first { $0.id == id }?.data }

  /// The modification time of the extended timestamp, id 0x5455: seconds since 1970 (Info-ZIP's extrafld.txt).
  var modified: Timestamp? {
    guard let data = data(0x5455), data.count >= 5, data[0] & 1 == 1 else { return nil }
    return Timestamp(seconds: Int64(Int32(bitPattern: data.little(UInt32.self, at: 1))))
  }

  /// The owner by Info-ZIP's third Unix field, id 0x7875, or the second one, 0x7855 (extrafld.txt).
  var owner: (uid: Int64, gid: Int64)? {
    if let data = data(0x7875), data.first == 1, let (uid, next) = number(data, at: 1),
      let (gid, _) = number(data, at: next)
    {
      return (uid, gid)
    }
    guard let data = data(0x7855), data.count >= 4 else { return nil }
    return (Int64(data.little(UInt16.self, at: 0)), Int64(data.little(UInt16.self, at: 2)))
  }

  /// The name in Info-ZIP's Unicode path, id 0x7075, which some readers prefer (APPNOTE 4.6.9).
  var otherName: [UInt8]? {
    guard let data = data(0x7075), data.count > 5 else { return nil }
    return Array(data[5...])
  }

  /// A number with its size in the byte before it, and where the next one begins.
  private func number(_ data: [UInt8], at position: Int) -> (value: Int64, next: Int)? {
    guard position < data.count else { return nil }
    let size = Int(data[position])
    guard (1...8).contains(size), data.count >= position + 1 + size else { return nil }
    let digits = Array(data[(position + 1)..<(position + 1 + size)])
    return Int64(exactly: digits.little(UInt64.self, at: 0)).map { ($0, position + 1 + size) }
  }
}
