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
  // Most members differ in the same fields: one list serves them all.
  var lastDiffering: [MemberField] = []
  for index in expected.members.indices {
    let left = ListedMember(expected.members, at: index)
    guard let match = matches[index] else {
      differences.append(
        Difference(path: expected.members[index].name, kind: .missing, expected: left, actual: nil))
      continue
    }
    matchedActuals[match] = true
    let right = ListedMember(actual.members, at: match)
    let isMoved = moved.contains(index)
    if let difference = compare(left, right, fields, isMoved, &lastDiffering) { differences.append(difference) }
  }
  for index in actual.members.indices where !matchedActuals[index] {
    differences.append(
      Difference(
        path: actual.members[index].name, kind: .extra, expected: nil,
        actual: ListedMember(actual.members, at: index)))
  }
  return InventoryDifference(
    differences: differences, summary: summarize(differences, expected, actual),
    container: compareContainers(expected.container, actual.container),
    uncomparedFields: expected.fields.symmetricDifference(actual.fields).sorted())
}

private func compare(
  _ left: ListedMember, _ right: ListedMember, _ fields: [MemberField], _ isMoved: Bool,
  _ lastDiffering: inout [MemberField]
) -> Difference? {
  let (expected, actual) = (left.member, right.member)
  let inner = innerDifference(expected, actual)
  var differing = fields.filter { field in
    // Contents that were opened are the same when what was found inside is.
    if field == .content, let inner { return !inner.isEmpty }
    return !expected.hasSame(field, as: actual)
  }
  if isMoved { differing.append(.position) }
  guard !differing.isEmpty else { return nil }
  if differing != lastDiffering { lastDiffering = differing }
  var difference = Difference(
    path: expected.name, kind: differing == [.position] ? .moved : .changed, fields: lastDiffering, expected: left,
    actual: right)
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
