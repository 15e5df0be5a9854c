import Comparison

/// The causes that can't be left out, and the pair after all of their transformations.
func smallestSet(
  for pair: InventoryPair, of rules: [any CauseRule]
) -> (causes: [Cause], rest: InventoryPair) {
  let (steps, rest) = needed(of: helping(pair, rules), for: pair)
  return (steps.map { cause($0.step, $0.without, rest) }, rest)
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
  var (pair, steps, weight) = (pair, [Step](), pair.weight)
  for rule in rules where !pair.difference.isEmpty {
    for observation in rule.observe(pair) {
      guard let transformation = observation.transformation else { continue }
      let next = pair.applying(transformation)
      let nextWeight = next.weight
      guard nextWeight < weight else { continue }
      steps.append(Step(rule: rule, observation: observation, transformation: transformation, before: pair))
      (pair, weight) = (next, nextWeight)
    }
  }
  return steps
}

/// The steps that can't be left out, each with the pair as it is without this step, and the pair after all of them.
private func needed(
  of steps: [Step], for pair: InventoryPair
) -> (steps: [(step: Step, without: InventoryPair)], rest: InventoryPair) {
  let rest = steps.last.map { $0.before.applying($0.transformation) } ?? pair
  let restWeight = rest.weight
  var needed: [(step: Step, without: InventoryPair)] = []
  for step in steps.reversed() {
    let without = step.before.applying(needed.map(\.step))
    if without.weight > restWeight { needed.insert((step, without), at: 0) }
  }
  guard needed.count < steps.count else { return (needed, rest) }
  // What the steps were seen with is not what is left: see each again among those that are needed.
  let left = needed.map(\.step)
  let withouts = left.indices.map { index in
    (left[index], pair.applying(Array(left[..<index]) + Array(left[(index + 1)...])))
  }
  return (withouts, pair.applying(left))
}

/// The cause that a step stands for: proven if something that differs without it is equal with it.
private func cause(_ step: Step, _ without: InventoryPair, _ rest: InventoryPair) -> Cause {
  let left = Dictionary(
    rest.difference.differences.map { (MemberName($0), $0.differingFields.count) },
    uniquingKeysWith: { first, _ in first })
  let helped = without.difference.differences.filter { left[MemberName($0), default: -1] < $0.differingFields.count }
  let stillDiffering = helped.count { left[MemberName($0)] != nil }
  let isProven = stillDiffering < helped.count || rest.difference.container.count < without.difference.container.count
  var result = Cause(
    step.rule, step.observation,
    confidence: isProven ? step.observation.confidenceWhenEqual : step.observation.confidence)
  if stillDiffering > 0 {
    result.evidence.append(
      "\(counted(stillDiffering)) of them \(stillDiffering == 1 ? "differs" : "differ") otherwise too")
  }
  return result
}

private struct MemberName: Hashable {
  var path: HashedName
  var occurrence: Int

  init(_ difference: Difference) {
    (path, occurrence) = (HashedName(difference.path), (difference.expected ?? difference.actual)?.occurrence ?? 1)
  }
}

extension InventoryPair {
  fileprivate func applying(_ steps: [Step]) -> InventoryPair {
    guard !steps.isEmpty else { return self }
    return applying { inventory in steps.reduce(inventory) { $1.transformation($0) } }
  }
}
