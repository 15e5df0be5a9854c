/// A walk through pending changes: which one is asked about, and what was decided.
package struct PendingReview: Sendable {
  /// What a key means.
  package enum Answer: Character, Sendable, CaseIterable {
    case accept = "a"
    case reject = "r"
    case skip = "s"
    case details = "d"
    case acceptRest = "A"
    case rejectRest = "R"
    case skipRest = "S"
    case quit = "q"

    package var meaning: String {
      switch self {
      case .accept: "accept"
      case .reject: "reject"
      case .skip: "skip"
      case .details: "show details"
      case .acceptRest: "accept all the rest"
      case .rejectRest: "reject all the rest"
      case .skipRest: "skip all the rest"
      case .quit: "stop here, keeping what was decided"
      }
    }
  }

  package typealias Item = PendingSelection.Item

  package private(set) var accepted: [Item] = []
  package private(set) var rejected: [Item] = []
  /// Not decided, by choice or since it can't be accepted any more.
  package private(set) var skipped: [Item] = []
  private var rest: ArraySlice<Item>
  package let count: Int

  package init(_ items: [Item]) { (rest, count) = (items[...], items.count) }

  /// What is asked about; nil when all is decided.
  package var current: Item? { rest.first }
  /// Its place in the walk, from 1.
  package var position: Int { count - rest.count + 1 }

  /// Decides about the current change, or about all the rest; a stale one is never accepted.
  ///
  /// - Returns: Whether the answer could be taken.
  package mutating func take(_ answer: Answer) -> Bool {
    switch answer {
    case .accept where current?.staleReason != nil, .details: return false
    case .accept: move(1) { $0.accepted.append($1) }
    case .reject: move(1) { $0.rejected.append($1) }
    case .skip: move(1) { $0.skipped.append($1) }
    case .acceptRest:
      move(rest.count) { review, item in
        if item.staleReason == nil { review.accepted.append(item) } else { review.skipped.append(item) }
      }
    case .rejectRest: move(rest.count) { $0.rejected.append($1) }
    case .skipRest, .quit: move(rest.count) { $0.skipped.append($1) }
    }
    return true
  }

  private mutating func move(_ number: Int, _ decide: (inout PendingReview, Item) -> Void) {
    for _ in 0..<number { if let item = rest.popFirst() { decide(&self, item) } }
  }
}
