/// Compares two texts line by line; nil where one of them is no text, or they are the same.
package func compareTexts(expected: [UInt8], actual: [UInt8], limits: ContentLimits = .init()) -> TextDifference? {
  guard expected != actual, let left = TextLines(expected), let right = TextLines(actual) else { return nil }
  return TextComparer(left: left, right: right, limits: limits).difference()
}

private struct TextComparer {
  let left: TextLines
  let right: TextLines
  let limits: ContentLimits

  func difference() -> TextDifference {
    var result = TextDifference(
      expected: left.traits, actual: right.traits, isEqualAfterNormalizing: isEqualAfterNormalizing, hunks: [])
    guard !result.isEqualAfterNormalizing else { return result }
    guard max(left.lines.count, right.lines.count) <= limits.lines else {
      result.limit = "more than \(limits.lines) lines: only the first difference is shown"
      result.hunks = [firstDifference()]
      return result
    }
    let (expected, actual) = numberedLines()
    do {
      result.hunks = hunks(of: try changes(from: expected, to: actual, steps: limits.steps))
    } catch {
      result.limit = "more than \(limits.steps) steps to compare: only the first difference is shown"
      result.hunks = [firstDifference()]
    }
    return result
  }

  private var isEqualAfterNormalizing: Bool {
    left.lines.count == right.lines.count
      && left.lines.indices.allSatisfy { index in
        left.lines[index] == right.lines[index]
          && (left.lines.ending(index) == .none) == (right.lines.ending(index) == .none)
      }
  }

  /// The same number for the same line on both sides.
  ///
  /// Where one side has other line endings throughout, that is a trait of the text and not a change of every line.
  private func numberedLines() -> ([Int], [Int]) {
    let ignoresCR = left.traits.crlfLines != right.traits.crlfLines
    var numbers: [LineKey: Int] = [:]
    func numbered(_ text: TextLines) -> [Int] {
      text.lines.indices.map { index in
        let ending = text.lines.ending(index)
        let key = LineKey(line: text.lines[index], ending: ignoresCR && ending == .crlf ? .lf : ending)
        let next = numbers.count
        return numbers[key]
          ?? {
            numbers[key] = next; return next
          }()
      }
    }
    return (numbered(left), numbered(right))
  }

  /// A hunk with the first lines that differ, one of each side.
  private func firstDifference() -> TextDifference.Hunk {
    var index = 0
    while index < min(left.lines.count, right.lines.count), left.lines[index] == right.lines[index],
      left.lines.ending(index) == right.lines.ending(index)
    { index += 1 }
    return hunk(of: [
      Change(
        expected: index..<min(index + 1, left.lines.count), actual: index..<min(index + 1, right.lines.count))
    ])
  }

  /// Joins changes whose context would touch.
  private func hunks(of changes: [Change]) -> [TextDifference.Hunk] {
    var groups: [[Change]] = []
    for change in changes {
      if let last = groups.last?.last, change.expected.lowerBound - last.expected.upperBound <= 2 * limits.context {
        groups[groups.count - 1].append(change)
      } else {
        groups.append([change])
      }
    }
    return groups.map(hunk)
  }

  private func hunk(of changes: [Change]) -> TextDifference.Hunk {
    let before = min(limits.context, changes[0].expected.lowerBound)
    var position = changes[0].expected.lowerBound - before
    var hunk = TextDifference.Hunk(
      expectedStart: position + 1, actualStart: changes[0].actual.lowerBound - before + 1, lines: [])
    for change in changes {
      append(.both, left, position..<change.expected.lowerBound, to: &hunk)
      append(.expected, left, change.expected, to: &hunk)
      append(.actual, right, change.actual, to: &hunk)
      position = change.expected.upperBound
    }
    append(.both, left, position..<min(position + limits.context, left.lines.count), to: &hunk)
    return hunk
  }

  private func append(
    _ origin: TextDifference.Line.Origin, _ text: TextLines, _ range: Range<Int>, to hunk: inout TextDifference.Hunk
  ) {
    hunk.lines += range.map {
      TextDifference.Line(origin: origin, bytes: Array(text.lines[$0]), ending: text.lines.ending($0))
    }
  }
}

private struct LineKey: Hashable {
  var line: ArraySlice<UInt8>
  var ending: LineEnding

  func hash(into hasher: inout Hasher) { line.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
