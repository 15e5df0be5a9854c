/// A field in which two members can differ; the raw value is its name in reports.
package enum MemberField: String, Sendable, Hashable, CaseIterable, Comparable {
  case name, type, mode, uid, gid, uname, gname, mtime, size, link, content
  /// The place among the members, counted from 0.
  case position

  /// In the order of declaration, which is the order of reports.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
