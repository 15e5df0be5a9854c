package import Archives

/// The 16 bytes before the code in a `.pyc` (PEP 552).
package struct PycHeader: Hashable, Sendable {
  /// What the file is checked against before it is used.
  package enum Validation: Hashable, Sendable {
    /// The source's time and its size in bytes, modulo 2³².
    case time(Timestamp, size: UInt32)
    /// A hash of the source; whether Python compares it on import.
    case hash([UInt8], isChecked: Bool)
  }

  /// The number of bytes before the code.
  package static let size = 16
  /// Where the source's time stands, if there is one.
  package static let timeRange = 8..<12

  /// Which version of Python reads the file.
  package var magic: UInt16
  package var validation: Validation

  /// Nil for content that is no `.pyc` of Python 3.7 or later, the first to have flags.
  package init?(_ content: [UInt8]) {
    guard content.count >= Self.size, content[2] == 0x0D, content[3] == 0x0A,
      let magic = content.integer(at: 0, width: 2), let flags = content.integer(at: 4, width: 4), flags <= 3,
      let time = content.integer(at: 8, width: 4), let size = content.integer(at: 12, width: 4)
    else { return nil }
    self.magic = UInt16(magic)
    switch flags {
    case 0: validation = .time(Timestamp(seconds: Int64(time)), size: UInt32(size))
    case 1, 3: validation = .hash(Array(content[8..<16]), isChecked: flags == 3)
    default: return nil
    }
  }
}
