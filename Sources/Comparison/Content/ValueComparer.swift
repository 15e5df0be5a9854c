package import CanonicalJSON

/// The key paths at which two JSON documents differ, such as `layers.applications[2].archive_size`, in order of keys.
///
/// Arrays of objects that have a `layer_name` or `name` are matched by it; other arrays element by element. An index is
/// that of the expected array, for extra elements that of the actual one.
package func compareValues(expected: JSONValue, actual: JSONValue) -> [ValueDifference] {
  var comparer = ValueComparer()
  comparer.compare(expected, actual, path: "")
  return comparer.differences
}

private struct ValueComparer {
  var differences: [ValueDifference] = []

  mutating func compare(_ expected: JSONValue, _ actual: JSONValue, path: String) {
    switch (expected, actual) {
    case (.object(let left), .object(let right)): compare(left, right, path)
    case (.array(let left), .array(let right)): compare(left, right, path)
    case (expected, actual) where expected == actual: break
    default: add(path, .changed, expected, actual)
    }
  }

  private mutating func compare(_ left: [String: JSONValue], _ right: [String: JSONValue], _ path: String) {
    for key in sortedKeys(left.merging(right) { value, _ in value }) {
      let inner =
        path.isEmpty && isPlain(key) ? key : path + (isPlain(key) ? ".\(key)" : "[\(JSONValue.string(key).line)]")
      compareOptional(left[key], right[key], path: inner)
    }
  }

  private mutating func compare(_ left: [JSONValue], _ right: [JSONValue], _ path: String) {
    for key in ["layer_name", "name"] {
      guard let names = uniqueNames(left, key), let others = uniqueNames(right, key) else { continue }
      return compare((left, names), (right, others), path)
    }
    guard left.count != right.count, let (numbers, others) = numbered(left, right) else {
      for index in 0..<max(left.count, right.count) {
        compareOptional(
          left.indices.contains(index) ? left[index] : nil, right.indices.contains(index) ? right[index] : nil,
          path: "\(path)[\(index)]")
      }
      return
    }
    // The number of steps suffices for any array that a manifest holds; else all elements count as replaced.
    let found = try? changes(from: numbers, to: others, steps: 1_000_000)
    for change in found ?? [Change(expected: left.indices, actual: right.indices)] {
      for index in change.expected { add("\(path)[\(index)]", .missing, left[index], nil) }
      for index in change.actual { add("\(path)[\(index)]", .extra, nil, right[index]) }
    }
  }

  /// Compares arrays whose elements have names.
  private mutating func compare(
    _ left: (values: [JSONValue], names: [String]), _ right: (values: [JSONValue], names: [String]), _ path: String
  ) {
    let indices = Dictionary(uniqueKeysWithValues: right.names.enumerated().map { ($1, $0) })
    let names = Set(left.names)
    for (index, name) in left.names.enumerated() {
      compareOptional(left.values[index], indices[name].map { right.values[$0] }, path: "\(path)[\(index)]")
    }
    for (index, name) in right.names.enumerated() where !names.contains(name) {
      add("\(path)[\(index)]", .extra, nil, right.values[index])
    }
    let (common, others) = (left.names.filter { indices[$0] != nil }, right.names.filter(names.contains))
    guard common != others else { return }
    add(path, .moved, .array(common.map { .string($0) }), .array(others.map { .string($0) }))
  }

  private mutating func compareOptional(_ expected: JSONValue?, _ actual: JSONValue?, path: String) {
    switch (expected, actual) {
    case (let expected?, let actual?): compare(expected, actual, path: path)
    case (let expected?, nil): add(path, .missing, expected, nil)
    case (nil, let actual?): add(path, .extra, nil, actual)
    case (nil, nil): break
    }
  }

  private mutating func add(_ path: String, _ kind: Difference.Kind, _ expected: JSONValue?, _ actual: JSONValue?) {
    differences.append(ValueDifference(path: path, kind: kind, expected: expected, actual: actual))
  }

  /// Nil unless each element is an object with a name of its own.
  private func uniqueNames(_ values: [JSONValue], _ key: String) -> [String]? {
    let names = values.compactMap { $0[key]?.stringValue }
    return names.count == values.count && Set(names).count == names.count ? names : nil
  }

  /// Nil unless all elements are plain values, which are then given the same number when they are equal.
  private func numbered(_ left: [JSONValue], _ right: [JSONValue]) -> ([Int], [Int])? {
    guard (left + right).allSatisfy({ $0.arrayValue == nil && $0.objectValue == nil }) else { return nil }
    var numbers: [JSONValue: Int] = [:]
    for value in left + right where numbers[value] == nil { numbers[value] = numbers.count }
    return (left.compactMap { numbers[$0] }, right.compactMap { numbers[$0] })
  }

  private func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.utf8.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39)
      }
  }
}
