import CanonicalJSON

/// Compares two inventories member by member.
///
/// Members are matched by name and occurrence. Where their order differs, the smallest set of members that explains it
/// counts as moved. Takes n log n steps.
package func compare(expected: Inventory, actual: Inventory) -> InventoryDifference {
  let known = expected.fields.intersection(actual.fields)
  let matches = match(expected, actual)
  let moved = known.contains(.position) ? movedMembers(matches) : []
  let fields = known.subtracting([.position]).sorted()

  var differences: [Difference] = []
  var matchedActuals = [Bool](repeating: false, count: actual.members.count)
  for member in expected.members {
    guard let index = matches[member.position] else {
      differences.append(Difference(path: member.name, kind: .missing, expected: member))
      continue
    }
    matchedActuals[index] = true
    let isMoved = moved.contains(member.position)
    if let difference = compare(member, actual.members[index], fields, isMoved) { differences.append(difference) }
  }
  for member in actual.members where !matchedActuals[member.position] {
    differences.append(Difference(path: member.name, kind: .extra, actual: member))
  }
  return InventoryDifference(
    differences: differences, summary: summarize(differences, expected, actual),
    container: compareContainers(expected.container, actual.container),
    uncomparedFields: expected.fields.symmetricDifference(actual.fields).sorted())
}

private func compare(
  _ expected: InventoryMember, _ actual: InventoryMember, _ fields: [MemberField], _ isMoved: Bool
) -> Difference? {
  let inner = innerDifference(expected, actual)
  var differing = fields.filter { field in
    // Contents that were opened are the same when what was found inside is.
    if field == .content, let inner { return !inner.isEmpty }
    return !expected.hasSame(field, as: actual)
  }
  if isMoved { differing.append(.position) }
  guard !differing.isEmpty else { return nil }
  var difference = Difference(
    path: expected.name, kind: differing == [.position] ? .moved : .changed,
    fields: differing.map { FieldDifference($0, expected: expected.value(of: $0), actual: actual.value(of: $0)) },
    expected: expected, actual: actual)
  if differing.contains(.content) { (difference.content, difference.inner) = (expected.explanation, inner) }
  return difference
}

/// How the insides of two members differ; nil unless both were opened, and hold other bytes.
private func innerDifference(_ expected: InventoryMember, _ actual: InventoryMember) -> InventoryDifference? {
  guard expected.content != actual.content, let left = expected.inner, let right = actual.inner else { return nil }
  return compare(expected: left, actual: right)
}

/// The fields in which two artifacts differ as a whole; none where a side knows nothing of them.
private func compareContainers(
  _ expected: [ContainerField: JSONValue]?, _ actual: [ContainerField: JSONValue]?
) -> [ContainerFieldDifference] {
  guard let expected, let actual, expected != actual else { return [] }
  return ContainerField.allCases.filter { expected[$0] != actual[$0] }
    .map { ContainerFieldDifference($0, expected: expected[$0] ?? .null, actual: actual[$0] ?? .null) }
}

/// For each expected member, by position, the position of the actual member that answers to it.
private func match(_ expected: Inventory, _ actual: Inventory) -> [Int?] {
  // Sides that are in step, which is the usual case, need no table.
  if zip(expected.members, actual.members).allSatisfy({ $0.matchedName == $1.matchedName }) {
    return expected.members.indices.map { $0 < actual.members.count ? $0 : nil }
  }
  let positions = Dictionary(uniqueKeysWithValues: actual.members.map { (key(of: $0), $0.position) })
  return expected.members.map { positions[key(of: $0)] }
}

private func key(of member: InventoryMember) -> MemberKey {
  MemberKey(name: member.matchedName, occurrence: member.occurrence)
}

/// The expected positions of matched members that lie outside the longest run that both sides have in the same order.
private func movedMembers(_ matches: [Int?]) -> Set<Int> {
  let pairs = matches.enumerated().compactMap { expected, actual in actual.map { (expected, $0) } }
  let staying = longestIncreasingSubsequence(pairs.map(\.1))
  guard staying.count < pairs.count else { return [] }
  let stayingExpected = Set(staying.map { pairs[$0].0 })
  return Set(pairs.map(\.0)).subtracting(stayingExpected)
}

private func summarize(_ differences: [Difference], _ expected: Inventory, _ actual: Inventory) -> DifferenceSummary {
  var summary = DifferenceSummary()
  (summary.expectedMembers, summary.actualMembers) = (expected.members.count, actual.members.count)
  for difference in differences {
    switch difference.kind {
    case .missing: summary.missing += 1
    case .extra: summary.extra += 1
    case .changed: summary.changed += 1
    case .moved: summary.moved += 1
    }
  }
  return summary
}
