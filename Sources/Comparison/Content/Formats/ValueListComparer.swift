import CanonicalJSON

/// Compares lists of values path by path, in the order of the expected list; extra paths follow in that of the actual.
///
/// The values of one path form a multiset. Only when all values are the same does their order count as a difference.
func compareValueLists(expected: [FormatValue], actual: [FormatValue]) -> [ValueDifference] {
  let lefts = Dictionary(grouping: onlyIn(expected, notIn: actual), by: \.path)
  let rights = Dictionary(grouping: onlyIn(actual, notIn: expected), by: \.path)
  if lefts.isEmpty, rights.isEmpty { return orderDifference(expected, actual) }
  var seen: Set<String> = []
  return (expected + actual).flatMap { value -> [ValueDifference] in
    let (left, right) = (lefts[value.path] ?? [], rights[value.path] ?? [])
    guard !(left.isEmpty && right.isEmpty), seen.insert(value.path).inserted else { return [] }
    return compare(left, right)
  }
}

/// The values of one path that only one side has: those at the same place stand for each other.
private func compare(_ left: [FormatValue], _ right: [FormatValue]) -> [ValueDifference] {
  (0..<max(left.count, right.count)).map { index in
    let expected = index < left.count ? left[index] : nil
    let actual = index < right.count ? right[index] : nil
    let kind: Difference.Kind = expected == nil ? .extra : actual == nil ? .missing : .changed
    return ValueDifference(
      path: (expected ?? actual)?.path ?? "", kind: kind, expected: expected?.value, actual: actual?.value)
  }
}

/// The values that occur more often in a list than in the other, as often as that, in order.
private func onlyIn(_ values: [FormatValue], notIn others: [FormatValue]) -> [FormatValue] {
  var left = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
  return values.filter { value in
    guard let count = left[value], count > 0 else { return true }
    left[value] = count - 1
    return false
  }
}

/// The paths between the first and the last place at which two lists of the same values differ, the first few of them.
private func orderDifference(_ expected: [FormatValue], _ actual: [FormatValue]) -> [ValueDifference] {
  let places = zip(expected, actual).map { $0 == $1 }
  guard let first = places.firstIndex(of: false), let last = places.lastIndex(of: false) else { return [] }
  let range = first..<min(last + 1, first + 10)
  return [
    ValueDifference(
      path: "order", kind: .moved, expected: .array(expected[range].map { .string($0.path) }),
      actual: .array(actual[range].map { .string($0.path) }))
  ]
}
