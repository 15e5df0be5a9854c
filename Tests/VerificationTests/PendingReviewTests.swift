import SystemPackage
import Testing
import Verification

/// What keys do in `assay review`; that a terminal hands them over is tested with the program.
struct PendingReviewTests {
  private func item(_ path: String, stale: String? = nil) -> PendingSelection.Item {
    let change = PendingUpdate.Change(path: path, file: FilePath("/p/\(path)"), in: "/p", before: nil, after: nil)
    let update = PendingUpdate(stack: "s", platform: "any", expected: "/p", origin: .init(files: []), changes: [change])
    return PendingSelection.Item(update: update, change: change, staleReason: stale)
  }

  /// Whether each key was taken, and what is accepted, rejected and skipped after them.
  private func check(_ keys: String, of items: [PendingSelection.Item], gives expected: [[String]]) {
    var review = PendingReview(items)
    for key in keys { if let answer = PendingReview.Answer(rawValue: key) { _ = review.take(answer) } }
    #expect([review.accepted, review.rejected, review.skipped].map { $0.map(\.change.path) } == expected)
  }

  @Test func oneKeyDecidesAboutOneChange() {
    let items = [item("1"), item("2"), item("3"), item("4")]
    check("ars", of: items, gives: [["1"], ["2"], ["3"]])
    check("", of: items, gives: [[], [], []])
  }

  @Test func capitalsDecideAboutAllTheRest() {
    let items = [item("1"), item("2"), item("3")]
    check("rA", of: items, gives: [["2", "3"], ["1"], []])
    check("aR", of: items, gives: [["1"], ["2", "3"], []])
    check("aS", of: items, gives: [["1"], [], ["2", "3"]])
  }

  @Test func quittingKeepsWhatWasDecided() { check("aqr", of: [item("1"), item("2")], gives: [["1"], [], ["2"]]) }

  @Test func staleChangesAreNeverAccepted() {
    let items = [item("1", stale: "the spec has changed"), item("2"), item("3", stale: "the spec has changed")]
    check("asA", of: items, gives: [["2"], [], ["1", "3"]])
    check("rA", of: items, gives: [["2"], ["1"], ["3"]])
  }

  @Test func detailsAndOtherKeysDecideNothing() {
    var review = PendingReview([item("1"), item("2")])
    let isTaken = review.take(.details)
    #expect(!isTaken)
    #expect(review.position == 1)
    #expect(review.current?.change.path == "1")
    #expect(PendingReview.Answer(rawValue: "x") == nil)
  }
}
