import Archives
import Causes
import Comparison
import Store
import Testing

struct DigestListTests {
  private let x = ContentDigest(of: "x")
  private let y = ContentDigest(of: "y")
  private let x64 = "sha256=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE"
  private let y64 = "sha256=ofzkNjhU_4iM_0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo"

  @Test func recordListsWhatDiffers() {
    check(
      "a.dist-info/RECORD", "a.py,\(x64),1\nb.py,\(x64),1\na.dist-info/RECORD,,\n",
      "a.py,\(y64),1\nb.py,\(x64),1\nc.py,\(y64),1\na.dist-info/RECORD,,\n",
      """
      not explained
      lists 'a.py' as \(x.hex.prefix(8)) expected, \(y.hex.prefix(8)) actual
      lists 'c.py' as none expected, \(y.hex.prefix(8)) actual
      """)
  }

  @Test func recordInAnotherOrderIsExplained() {
    check(
      "a.dist-info/RECORD", "a.py,\(x64),1\nb.py,\(x64),1\n", "b.py,\(x64),1\r\na.py,\(x64),1\r\n",
      """
      explained
      wheel-record: the rows stand in another order
      wheel-record: CRLF ends 0 rows expected, 2 actual
      """)
  }

  @Test(arguments: [
    ("a.py,md5=1,1\n", "a.py,md5=2,1\n"), ("a.py,,1\n", "a.py,,2\n"), ("a.py,sha256=A,1\n", "a.py,sha256=B,1\n"),
    ("a,,\na,,\n", "a,,\n"),
    (
      "a,sha256=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE,1\n",
      "a,sha256=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE,2\n"
    ),
  ])
  func recordWithoutDigestsListsNothing(expected: String, actual: String) {
    check("a.dist-info/RECORD", expected, actual, "not explained")
  }

  @Test func checksumsListWhatDiffers() {
    check(
      "SHA256SUMS", "\(x)  a b\n\(x) *c\n", "\(y)  a b\n\(x) *c\n",
      "not explained\nlists 'a b' as \(x.hex.prefix(8)) expected, \(y.hex.prefix(8)) actual")
    check("SHA256SUMS", "\(x)  a\n\(x)  c\n", "\(y)  c\n\(x)  a\n", "not explained")
    check("SHA256SUMS", "\(x)  a\n", "\(x) *a\n", "not explained")
    check("md5sums", "900150983cd24fb0d6963f7d28e17f72  a\n", "0cc175b9c0f1b6a831c399e269772661  a\n", "not explained")
  }

  @Test func aListFollowsFromItsMembers() {
    let record = ("p/a.dist-info/RECORD", "../bin/a,\(x64),1\n", "../bin/a,\(y64),1\n")
    #expect(
      diagnose([("bin/a", "x", "y"), record]) == """
        proven wheel-record in 1
          'p/a.dist-info/RECORD' follows from 1 member
        likely content-change in 1
          'bin/a': 1 byte on both sides
        unexplained 1 changed
        """)
    #expect(
      diagnose([("bin/a", "x", "z"), record]) == """
        likely content-change in 2
          'bin/a': 1 byte on both sides
          probably follows from these: 'p/a.dist-info/RECORD'
        unexplained 2 changed
        """)
    let sums = ("d/SHA256SUMS", "\(x)  ./a\n", "\(y)  ./a\n")
    #expect(
      diagnose([("d/a", "x", "y"), sums]) == """
        proven checksum-list in 1
          'd/SHA256SUMS' follows from 1 member
        likely content-change in 1
          'd/a': 1 byte on both sides
        unexplained 1 changed
        """)
  }

  @Test func aListFollowsFromMembersThatAreExplained() {
    #expect(
      diagnose([
        ("a.txt", "2026-11-21", "2026-11-22"),
        ("SHA256SUMS", "\(ContentDigest(of: "2026-11-21"))  a.txt\n", "\(ContentDigest(of: "2026-11-22"))  a.txt\n"),
      ]) == """
        proven checksum-list in 1
          'SHA256SUMS' follows from 1 member
        proven timestamp-text in 1
          'a.txt': 1 date differs: '2026-11-21' expected, '2026-11-22' actual
        """)
  }

  @Test func aListFollowsFromMembersOnOneSide() {
    let record = ("a.dist-info/RECORD", "a.py,\(x64),1\n", "a.py,\(x64),1\na.py~,\(y64),1\n")
    #expect(
      diagnose([("a.py", "x", "x"), ("a.py~", nil, "y"), record]) == """
        proven wheel-record in 1
          'a.dist-info/RECORD' follows from 1 member
        proven extra-members in 1
          well-known litter on one side: 'a.py~'
        """)
    #expect(
      diagnose([("a.py", "x", "x"), ("a.py~", "y", "y"), record]) == """
        likely content-change in 1
          'a.dist-info/RECORD': \(record.1.utf8.count) bytes expected, \(record.2.utf8.count) actual
        unexplained 1 changed
        """)
  }

  @Test func contentCausesOfManyMembers() {
    let members = (1...5).map { ("\($0)", "2026-11-21 /build/a/x", "2026-11-22 /build/b/x") }
    #expect(
      diagnose(members) == """
        proven build-path in 5
          '1': 1 path differs: '/build/a/x' expected, '/build/b/x' actual
          '1': folder '/build/a' expected, '/build/b' actual
          '2': 1 path differs: '/build/a/x' expected, '/build/b/x' actual
          '2': folder '/build/a' expected, '/build/b' actual
          '3': 1 path differs: '/build/a/x' expected, '/build/b/x' actual
          '3': folder '/build/a' expected, '/build/b' actual
          and 2 more
        proven timestamp-text in 5
          '1': 1 date differs: '2026-11-21' expected, '2026-11-22' actual
          '2': 1 date differs: '2026-11-21' expected, '2026-11-22' actual
          '3': 1 date differs: '2026-11-21' expected, '2026-11-22' actual
          and 2 more
        """)
  }

  @Test func aPartOfTheContentIsLikely() {
    #expect(
      diagnose([("a", "2026-11-21\nx\n", "2026-11-22\ny\n")]) == """
        likely timestamp-text in 1
          'a': 1 date differs: '2026-11-21' expected, '2026-11-22' actual
        likely content-change in 1
          'a': 13 bytes on both sides
        unexplained 1 changed
        """)
  }

  /// The causes of members with two contents, each looked into.
  private func diagnose(_ members: [(name: String, expected: String?, actual: String?)]) -> String {
    func inventory(_ content: (String?, String?) -> String?) -> Inventory {
      Inventory(
        members.compactMap { name, expected, actual in
          guard let text = content(expected, actual) else { return nil }
          var member = InventoryMember(name: Array(name.utf8), type: .file)
          (member.size, member.contentDigest) = (Int64(text.utf8.count), ContentDigest(of: text))
          member.examination = ContentCauses().examine(
            name: member.name, expected: Array((expected ?? text).utf8), actual: Array((actual ?? text).utf8))
          return member
        })
    }
    let diagnosis = Causes.diagnose(expected: inventory { left, _ in left }, actual: inventory { _, right in right })
    var lines = diagnosis.causes.flatMap { cause in
      ["\(cause.confidence.rawValue) \(cause.id) in \(cause.members)"] + cause.evidence.map { "  " + $0 }
    }
    if !diagnosis.unexplained.isEmpty { lines.append("unexplained \(diagnosis.unexplained.summary.text)") }
    return lines.joined(separator: "\n")
  }
}
