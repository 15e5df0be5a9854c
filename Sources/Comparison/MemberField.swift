/// A field in which two members can differ; the raw value is its name in reports.
package enum MemberField: String, Sendable, Hashable, CaseIterable, Comparable {
  case name, type, mode, uid, gid, uname, gname, mtime, size, link, device
  /// Extended attributes, access control lists, file flags and further times.
  case attributes
  case content
  /// How a zip stores the member: the method, the stored bytes, who wrote it, flags, extra fields, a comment.
  case method, compressed, creator, flags, extra, comment
  /// The place among the members, counted from 0.
  case position

  /// The fields that an mtree(5) file has words for.
  package static let heldByMtree: Set<Self> = [
    .name, .type, .mode, .uid, .gid, .uname, .gname, .mtime, .size, .link, .content, .position,
  ]

  /// The fields that only a zip has.
  package static let heldByZipAlone: Set<Self> = [.method, .compressed, .creator, .flags, .extra, .comment]

  /// In the order of declaration, which is the order of reports.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
