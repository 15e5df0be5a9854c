import Causes
import Comparison
import Verification

/// Tells which members differ only in what causes explain, by what is left after their transformations.
struct ExplainedMembers {
  private enum Rest {
    case nothing, everything
    case members([Key: InventoryDifference?])
  }

  private struct Key: Hashable {
    var path: [UInt8]
    var occurrence: Int

    init(_ difference: Difference) {
      (path, occurrence) = (difference.path, (difference.expected ?? difference.actual)?.occurrence ?? 1)
    }
  }

  private let rest: Rest

  private init(_ rest: Rest) { self.rest = rest }

  /// Without what is left by member, either all members are explained or none counts as such.
  init(_ report: DiffReport) {
    if let rest = report.unexplainedDifference {
      self.init(of: report.difference, rest: rest)
    } else {
      let isExplained = report.unexplained.isEmpty && report.causes.contains { $0.confidence == .proven }
      self.init(isExplained ? .nothing : .everything)
    }
  }

  private init(of difference: InventoryDifference, rest: InventoryDifference) {
    let known = Set(difference.differences.map(Key.init))
    let left = Dictionary(rest.differences.map { (Key($0), $0.inner) }) { first, _ in first }
    // A transformation may have changed names: then what is left can't be told by them.
    self.init(left.keys.allSatisfy(known.contains) ? .members(left) : .everything)
  }

  /// Whether causes explain all that the member differs in.
  func contains(_ difference: Difference) -> Bool {
    switch rest {
    case .nothing: true
    case .everything: false
    case .members(let left): left[Key(difference)] == nil
    }
  }

  /// The same for the members inside a member.
  func inside(_ difference: Difference) -> Self {
    guard case .members(let left) = rest else { return self }
    guard let entry = left[Key(difference)] else { return Self(.nothing) }
    guard let inner = entry, let all = difference.inner else { return Self(.everything) }
    return Self(of: all, rest: inner)
  }
}

extension DifferenceSummary {
  /// Whether no member differs.
  var isEmpty: Bool { missing + extra + changed + moved == 0 }
}
