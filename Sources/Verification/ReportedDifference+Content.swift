import CanonicalJSON
import Comparison
import Diagnostics

/// The lines that show how two versions of a text differ.
func textDetail(expected: [UInt8], actual: [UInt8]) -> [String] {
  compareTexts(expected: expected, actual: actual)?.lines ?? []
}

/// One row for each value that differs, named by its path below `path`.
func valueDifferences(expected: JSONValue, actual: JSONValue, under path: String) -> [ReportedDifference] {
  compareValues(expected: expected, actual: actual).map { difference in
    let place = [path, escaped(difference.path)].filter { !$0.isEmpty }.joined(separator: ".")
    return ReportedDifference(
      path: place, kind: .init(difference.kind), field: difference.kind == .changed ? "value" : nil,
      expected: difference.expected.map { escaped($0.line) }, actual: difference.actual.map { escaped($0.line) })
  }
}

extension ReportedDifference.Kind {
  init(_ kind: Difference.Kind) {
    switch kind {
    case .missing: self = .missing
    case .extra: self = .extra
    case .changed: self = .changed
    case .moved: self = .moved
    }
  }
}
