package import Comparison

/// The causes of a difference, and what they leave unexplained.
package struct Diagnosis: Sendable {
  /// Proven causes first, and then by the number of members.
  package var causes: [Cause]
  /// What still differs after the transformations of all causes; empty when they explain everything.
  package var unexplained: InventoryDifference
}

/// Finds the smallest set of causes that makes two inventories equal, or else as equal as can be.
///
/// Takes each transformation that brings the sides nearer, then drops those that turn out not to be needed. Members
/// that are archives themselves come first, each pair once; their causes are among the result's.
package func diagnose(
  expected: Inventory, actual: Inventory, difference: InventoryDifference? = nil,
  rules: [any CauseRule] = CauseCatalog.rules
) -> Diagnosis {
  var diagnosis = diagnose(InventoryPair(expected: expected, actual: actual, difference: difference), rules)
  diagnosis.causes = diagnosis.causes.map(\.bounded)
  return diagnosis
}

private func diagnose(_ pair: InventoryPair, _ rules: [any CauseRule]) -> Diagnosis {
  let nested = NestedDiagnoses(in: pair) { diagnose($0, rules) }
  let outer = nested.closed(pair)
  let (steps, rest) = smallestSet(for: outer, of: rules + [nested.rule])
  let left = nested.reopened(rest)
  var causes = steps
  for rule in rules {
    for observation in rule.observe(left) where observation.transformation == nil {
      causes.append(Cause(rule, observation, confidence: observation.confidence))
    }
  }
  return Diagnosis(causes: causes.merging(nested.causes).sortedForReports, unexplained: left.difference)
}

extension Cause {
  init(_ rule: any CauseRule, _ observation: Observation, confidence: Confidence) {
    self.init(
      id: rule.description.id, confidence: confidence, members: observation.members, evidence: observation.evidence,
      fix: rule.description.fix)
  }
}

extension [Cause] {
  fileprivate var sortedForReports: [Cause] {
    // Sorting is stable, so that the order of the rules decides between equals.
    sorted {
      let (left, right) = ($0.confidence.rank, $1.confidence.rank)
      return left != right ? left < right : $0.members > $1.members
    }
  }
}
