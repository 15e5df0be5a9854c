import Archives
import Comparison
import Reports
import Testing
import Verification

/// Which members count as explained, and are therefore folded, by what is left after the causes.
struct ExplainedMembersTests {
  /// Two members whose times the cause `mtime-now` explains, and an archive of two, one of which differs in content too.
  private var report: DiffReport {
    func side(_ time: Int64, _ content: String) -> [InventoryMember] {
      [
        file("a", modified: time), file("b", modified: time),
        archive("in.tar", [file("inside-a", modified: time), file("inside-b", content, modified: time)]),
      ]
    }
    return diffReport(side(100, "1\n"), side(90_000, "2\n"))
  }

  private func members(_ report: DiffReport) -> [String] {
    DiffTextReport(isColoured: false).render(report).split(separator: "\n").map(String.init)
      .filter { $0.firstMatch(of: /^ +(changed|explained)\s/) != nil }
      .map { $0.trimmingPrefix(while: { $0 == " " }).split(separator: ":")[0].description }
  }

  private func without(_ names: [String], _ difference: InventoryDifference) -> InventoryDifference {
    var rest = difference
    rest.differences.removeAll { names.contains(String(decoding: $0.path, as: UTF8.self)) }
    for index in rest.differences.indices {
      rest.differences[index].inner = rest.differences[index].inner.map { without(names, $0) }
    }
    return rest
  }

  @Test func membersThatAreNotLeftAreFoldedAlsoInsideAMember() {
    var report = report
    report.unexplainedDifference = without(["a", "b", "inside-a"], report.difference)
    #expect(
      members(report) == [
        "changed    'in.tar'", "explained  2 changed in mtime", "changed    'inside-b'",
        "explained  1 changed in mtime",
      ])
  }

  @Test func nothingIsFoldedWhereNamesOfWhatIsLeftAreUnknown() {
    var report = report
    report.unexplainedDifference?.differences = [Difference(path: Array("renamed".utf8), kind: .changed)]
    #expect(
      members(report) == [
        "changed    'a'", "changed    'b'", "changed    'in.tar'", "changed    'inside-a'", "changed    'inside-b'",
      ])
  }

  @Test func withoutWhatIsLeftByMemberAllAreFoldedOrNone() {
    var report = report
    report.unexplainedDifference = nil
    report.unexplained.changed = 1
    #expect(members(report).count == 5)
    report.unexplained.changed = 0
    #expect(members(report) == ["explained  2 changed in mtime", "explained  1 changed in size, content"])
    report.causes = []
    #expect(members(report).count == 5)
  }
}
