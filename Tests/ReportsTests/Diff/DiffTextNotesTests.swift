import Archives
import Comparison
import Diagnostics
import Reports
import Testing
import Verification

/// What the report of a diff says on a terminal beside the differences: messages, and what could not be looked into.
struct DiffTextNotesTests {
  private func check(
    _ report: DiffReport, reads expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = DiffTextReport(isColoured: false).render(report)
    #expect(text == expected, sourceLocation: sourceLocation)
  }

  private let sides = """
      expected  'old.tar.gz': tar.gz, 1000 bytes, 1 member, sha256 a1a1a1a1a1a1a1a1…
      actual    'new.tar.gz': tar.gz, 1001 bytes, 1 member, sha256 b2b2b2b2b2b2b2b2…

    """

  @Test func messagesOfOneKindAreCounted() {
    var report = diffReport([file("a")], [file("a")])
    report.warnings = (1...44).map {
      Diagnostic("archive.unsupported", "member \($0) can't be unpacked", severity: .warning)
    }
    report.warnings.append(Diagnostic("archive.duplicate", "'a' stands twice", severity: .warning))
    check(
      report,
      reads: "equal: every member and field, though the bytes differ\n" + sides + """

        warnings
          warning: member 1 can't be unpacked [archive.unsupported]
          warning: member 2 can't be unpacked [archive.unsupported]
          warning: member 3 can't be unpacked [archive.unsupported]
          warning: 'a' stands twice [archive.duplicate]
          … and 41 more messages; --report json=FILE lists all

        """)
  }

  /// Those of encrypted members, and of files that are links on the other side.
  @Test func contentsThatCannotBeReadAreNotSaidToBeCutByALimit() {
    func member(_ name: String, _ token: Int?, _ type: MemberType = .file) -> InventoryMember {
      var member = InventoryMember(name: Array(name.utf8), type: type)
      member.content = token.map { .token($0) }
      return member
    }
    let expected = [member("secret", 1), member("link", 2)]
    let actual = [member("secret", 3), member("link", nil, .symlink)]
    var report = diffReport(expected, actual)
    (report.causes, report.difference) = ([], compare(expected: Inventory(expected), actual: Inventory(actual)))
    check(
      report,
      reads: "different: old.tar.gz new.tar.gz: 2 changed\n"
        + sides.replacing("1 member", with: "2 members") + """

          unexplained: 2 changed

          members
            changed    'secret': content
            changed    'link': type file → symlink, content

          """)
  }
}
