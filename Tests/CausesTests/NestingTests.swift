import Archives
import CanonicalJSON
import Causes
import Comparison
import Synchronization
import Testing

/// Members that are archives themselves.
struct NestingTests {
  @Test func explainsAnInnerArchive() {
    check(
      Inventory([nested("a.jar", "1", built(0)), file("b")]), Inventory([nested("a.jar", "2", built(9)), file("b")]),
      """
      proven container-rezip in 1
        the same inside: 'a.jar'
      proven owner-ids in 1
        inside 'a.jar': uid 0 expected, 9 actual
      """)
  }

  @Test func addsUpWhatIsOutsideAndInside() {
    func outer(_ uid: Int64, _ bytes: String) -> Inventory {
      Inventory(
        [
          nested("a.jar", "1" + bytes, built(uid)), nested("b\n.jar", "2" + bytes, built(uid)),
          file("c") { $0.uid = uid },
        ])
    }
    check(
      outer(0, "x"), outer(9, "y"),
      """
      proven owner-ids in 3
        uid 0 expected, 9 actual
        inside 'a.jar': uid 0 expected, 9 actual
        inside 'b\\n.jar': uid 0 expected, 9 actual
      proven container-rezip in 2
        the same inside: 'a.jar', 'b\\n.jar'
      """)
  }

  @Test func boundsTheEvidence() {
    func outer(_ uid: Int64, _ bytes: String) -> Inventory {
      Inventory((10..<40).map { nested("\($0).jar", "\($0)" + bytes, built(uid)) })
    }
    let causes = diagnose(expected: outer(0, "x"), actual: outer(9, "y")).causes
    #expect(causes.map(\.id) == ["container-rezip", "owner-ids"])
    #expect(causes.map(\.members) == [30, 30])
    #expect(causes.last?.evidence.count == 8)
    #expect(causes.last?.evidence.last == "and 23 more lines like these")
  }

  @Test func leavesAMemberWhoseInsideIsUnexplained() {
    let (expected, actual) = (inner("x", uid: 0), inner("y", uid: 9))
    let diagnosis = diagnose(
      expected: Inventory([nested("a.jar", "1", expected)]), actual: Inventory([nested("a.jar", "2", actual)]))
    #expect(
      rendered(diagnosis) == """
        proven owner-ids in 2
          inside 'a.jar': uid 0 expected, 9 actual
          inside 'a.jar': 1 member of them differs otherwise too
        likely content-change in 1
          inside 'a.jar': 'f': 1 byte on both sides
        unexplained 1 changed
        """)
    let left = diagnosis.unexplained.differences.first
    #expect(left?.fields.map(\.field) == [.content])
    #expect(left?.inner?.differences.map(\.path) == [Array("f".utf8)])
    #expect(left?.inner?.differences.first?.fields.map(\.field) == [.content])
  }

  @Test func theWeakerConfidenceWins() {
    let (expected, actual) = (inner("x", uid: 0), inner("x", uid: 9))
    check(
      Inventory([nested("a.jar", "1", expected), file("b") { $0.uid = 0 }]),
      Inventory([nested("a.jar", "2", actual), file("b") { ($0.uid, $0.mode) = (9, 0o4600) }]),
      """
      proven container-rezip in 1
        the same inside: 'a.jar'
      likely owner-ids in 3
        uid 0 expected, 9 actual
        1 member of them differs otherwise too
        inside 'a.jar': uid 0 expected, 9 actual
      unexplained 1 changed
      """)
  }

  @Test func countsAnArchiveThatDiffersAsAWholeAsOneMember() {
    let sides: [JSONValue] = [0, 5]
    let inners = sides.map { Inventory([file("f")], container: [.gzipModified: $0]) }
    check(
      Inventory([nested("a.gz", "1", inners[0])]), Inventory([nested("a.gz", "2", inners[1])]),
      """
      proven container-rezip in 1
        the same inside: 'a.gz'
      proven gzip-mtime in 1
        inside 'a.gz': gzip.mtime: 0 (no time) expected, 1970-01-01T00:00:05Z actual
      """)
  }

  @Test func goesDownThroughSeveralArchives() {
    let (expected, actual) = (
      Inventory([nested("in.jar", "1", built(0))]), Inventory([nested("in.jar", "2", built(9))])
    )
    check(
      Inventory([nested("out.zip", "3", expected)]), Inventory([nested("out.zip", "4", actual)]),
      """
      proven container-rezip in 2
        the same inside: 'out.zip'
        inside 'out.zip': the same inside: 'in.jar'
      proven owner-ids in 1
        inside 'out.zip': inside 'in.jar': uid 0 expected, 9 actual
      """)
  }

  @Test func looksIntoEachInnerPairOnce() {
    let rule = CountingRule()
    func archive(_ depth: Int, _ uid: Int64) -> Inventory {
      guard depth > 0 else { return built(uid) }
      return Inventory([nested("\(depth)", "\(depth) \(uid)", archive(depth - 1, uid))])
    }
    _ = diagnose(expected: archive(12, 0), actual: archive(12, 9), rules: [rule])
    // Each of the 13 pairs is looked at in the search and for what is left.
    #expect(rule.count.withLock { $0 } == 26)
  }

  private func nested(_ name: String, _ bytes: String, _ inner: Inventory) -> InventoryMember {
    file(name) { $0.hold(bytes, inner) }
  }

  private func built(_ uid: Int64) -> Inventory { Inventory([file("x") { $0.uid = uid }]) }

  private func inner(_ text: String, uid: Int64) -> Inventory {
    Inventory([
      file("f") {
        $0.hold(text)
        $0.uid = uid
      }, file("g") { $0.uid = uid },
    ])
  }
}

/// Counts the pairs that it is shown, and explains nothing.
private final class CountingRule: CauseRule {
  let count = Mutex(0)
  let description = CauseDescription(id: "seen", meaning: "-", proof: "-", fooledBy: "-", fix: "-")

  func observe(_ pair: InventoryPair) -> [Observation] {
    count.withLock { $0 += 1 }
    return []
  }
}
