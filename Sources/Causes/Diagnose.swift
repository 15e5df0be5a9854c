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
/// Takes each transformation that brings the sides nearer, then drops those that turn out not to be needed.
package func diagnose(
  expected: Inventory, actual: Inventory, difference: InventoryDifference? = nil,
  rules: [any CauseRule] = CauseCatalog.rules
) -> Diagnosis {
  let pair = InventoryPair(expected: expected, actual: actual, difference: difference)
  let (steps, rest) = smallestSet(helping(pair, rules), of: pair)
  var causes = steps.map { cause($0.step, $0.without, rest) }
  for rule in rules {
    for observation in rule.observe(rest) where observation.transformation == nil {
      causes.append(cause(rule, observation, confidence: observation.confidence))
    }
  }
  return Diagnosis(causes: causes.sortedForReports, unexplained: rest.difference)
}

private struct Step {
  var rule: any CauseRule
  var observation: Observation
  var transformation: Transformation
  /// What the steps before this one made of the pair.
  var before: InventoryPair
}

/// The transformations that help, in the order of the rules; each rule sees what the ones before it left.
private func helping(_ pair: InventoryPair, _ rules: [any CauseRule]) -> [Step] {
  var (pair, steps) = (pair, [Step]())
  for rule in rules where !pair.difference.isEmpty {
    for observation in rule.observe(pair) {
      guard let transformation = observation.transformation else { continue }
      let next = pair.applying(transformation)
      guard next.weight < pair.weight else { continue }
      steps.append(Step(rule: rule, observation: observation, transformation: transformation, before: pair))
      pair = next
    }
  }
  return steps
}

/// The steps that can't be left out, each with the pair as it is without this step, and the pair after all of them.
private func smallestSet(
  _ steps: [Step], of pair: InventoryPair
) -> (steps: [(step: Step, without: InventoryPair)], rest: InventoryPair) {
  let rest = steps.last.map { $0.before.applying($0.transformation) } ?? pair
  var needed: [(step: Step, without: InventoryPair)] = []
  for step in steps.reversed() {
    let without = step.before.applying(needed.map(\.step))
    if without.weight > rest.weight { needed.insert((step, without), at: 0) }
  }
  guard needed.count < steps.count else { return (needed, rest) }
  // What the steps were seen with is not what is left: see each again among those that are needed.
  let left = needed.map(\.step)
  let withouts = left.indices.map { index in
    (left[index], pair.applying(Array(left[..<index]) + Array(left[(index + 1)...])))
  }
  return (withouts, pair.applying(left))
}

/// The cause that a step stands for: proven if members that differ without it are equal with it.
private func cause(_ step: Step, _ without: InventoryPair, _ rest: InventoryPair) -> Cause {
  let left = Dictionary(
    rest.difference.differences.map { (MemberName($0), $0.fields.count) }, uniquingKeysWith: { first, _ in first })
  let helped = without.difference.differences.filter { left[MemberName($0), default: -1] < $0.fields.count }
  let stillDiffering = helped.count { left[MemberName($0)] != nil }
  let isProven = stillDiffering < helped.count
  var result = cause(step.rule, step.observation, confidence: isProven ? .proven : step.observation.confidence)
  if stillDiffering > 0 {
    result.evidence.append(
      "\(counted(stillDiffering)) of them \(stillDiffering == 1 ? "differs" : "differ") otherwise too")
  }
  return result
}

private func cause(_ rule: any CauseRule, _ observation: Observation, confidence: Cause.Confidence) -> Cause {
  Cause(
    id: rule.description.id, confidence: confidence, members: observation.members, evidence: observation.evidence,
    fix: rule.description.fix)
}

private struct MemberName: Hashable {
  var path: [UInt8]
  var occurrence: Int

  init(_ difference: Difference) {
    (path, occurrence) = (difference.path, (difference.expected ?? difference.actual)?.occurrence ?? 1)
  }
}

extension InventoryPair {
  fileprivate func applying(_ steps: [Step]) -> InventoryPair {
    guard !steps.isEmpty else { return self }
    return applying { inventory in steps.reduce(inventory) { $1.transformation($0) } }
  }
}

extension [Cause] {
  fileprivate var sortedForReports: [Cause] {
    let ranks = Cause.Confidence.allCases
    // Sorting is stable, so that the order of the rules decides between equals.
    return sorted {
      let (left, right) = (ranks.firstIndex(of: $0.confidence) ?? 0, ranks.firstIndex(of: $1.confidence) ?? 0)
      return left != right ? left < right : $0.members > $1.members
    }
  }
}
