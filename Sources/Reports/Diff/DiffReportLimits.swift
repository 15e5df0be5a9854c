/// How much of a diff a report for reading shows; what is cut is counted, and the JSON report holds all of it.
package struct DiffReportLimits: Hashable, Sendable {
  /// So many members of each container are listed.
  package var members: Int
  /// So many lines are shown of how the content of one member differs.
  package var lines: Int
  /// Where the report ends, in bytes of its text; a note follows.
  package var bytes: Int

  package init(members: Int, lines: Int, bytes: Int) {
    (self.members, self.lines, self.bytes) = (members, lines, bytes)
  }

  /// With another number of bytes, unless that is nil.
  package func cut(at bytes: Int?) -> Self {
    var limits = self
    limits.bytes = bytes ?? self.bytes
    return limits
  }

  /// For a terminal.
  package static let text = Self(members: 40, lines: 60, bytes: 256 << 10)
  /// What a browser can still show at once.
  package static let html = Self(members: 2000, lines: 400, bytes: 8 << 20)
}

/// How to see what a report for reading leaves out.
let whereAllIsListed = "--report json=FILE lists all"
