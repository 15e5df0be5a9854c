/// How much an archive may cost to read; nil is no limit.
///
/// The bounds are counted while reading, in archive order, never taken from what a header declares.
package struct ReadingLimits: Hashable, Sendable {
  /// Content of all members together, holes of sparse members included, in bytes.
  package var plainBytes: Int64? = 64 << 30
  package var members: Int64? = 2_000_000
  /// All header blocks of one member, extended headers included, in bytes.
  package var headerBytes: Int64? = 1 << 20
  /// The name of one member, or its link target, in bytes.
  package var nameBytes: Int64? = 64 << 10
  /// The window or dictionary that decompressing needs in memory, in bytes.
  package var windowBytes: Int64? = 256 << 20

  /// The limits that hold unless the user says otherwise, the same on every machine.
  package static let standard = ReadingLimits()
  /// No limits; for archives that this program has written.
  package static let none = ReadingLimits(plainBytes: nil, members: nil, headerBytes: nil, nameBytes: nil)

  package init() {}

  package init(
    plainBytes: Int64?, members: Int64?, headerBytes: Int64?, nameBytes: Int64?, windowBytes: Int64? = nil
  ) {
    (self.plainBytes, self.members, self.headerBytes) = (plainBytes, members, headerBytes)
    (self.nameBytes, self.windowBytes) = (nameBytes, windowBytes)
  }

  /// The limit of one kind.
  package subscript(kind: Kind) -> Int64? {
    switch kind {
    case .plainBytes: plainBytes
    case .members: members
    case .headerBytes: headerBytes
    case .nameBytes: nameBytes
    case .windowBytes: windowBytes
    }
  }

  /// What a limit bounds.
  package enum Kind: String, Sendable, CaseIterable {
    case plainBytes, members, headerBytes, nameBytes, windowBytes

    var claim: String {
      switch self {
      case .plainBytes: "the plain content is larger than the limit of"
      case .members: "there are more members than the limit of"
      case .headerBytes: "the member's header is larger than the limit of"
      case .nameBytes: "the member's name or link target is longer than the limit of"
      case .windowBytes: "decompressing it takes a window larger than the limit of"
      }
    }

    /// The option of the commands that raises the limit.
    var option: String {
      switch self {
      case .plainBytes: "--max-plain-bytes"
      case .members: "--max-members"
      case .headerBytes: "--max-header-bytes"
      case .nameBytes: "--max-name-bytes"
      case .windowBytes: "--max-window-bytes"
      }
    }

    /// `1 member`, `2 bytes`.
    func amount(_ limit: Int64) -> String { "\(limit) \(self == .members ? "member" : "byte")\(limit == 1 ? "" : "s")" }
  }
}
