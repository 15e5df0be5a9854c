import Causes
import Verification

/// Differences as lines for reading: a sign, the path, then what it differs in, expected before actual.
struct DifferenceLines {
  var isColoured = false
  /// So many lines of what differs inside one are shown; the rest is counted.
  var detailLines = 60

  /// The first line is not indented, the others are.
  func lines(of difference: ReportedDifference) -> [String] {
    var detail = difference.detail.prefix(detailLines).map { "  " + $0 }
    let hidden = difference.detail.count - detail.count
    if hidden > 0 { detail.append("  … and \(count(hidden, "more line")); \(whereAllIsListed)") }
    switch (difference.kind, difference.field) {
    case (.missing, _): return [row("-", .red, difference.path, summary: difference.expected)] + detail
    case (.extra, _): return [row("+", .green, difference.path, summary: difference.actual)] + detail
    case (_, nil):
      return [row("~", .yellow, difference.path, summary: nil) + ": \(difference.kind.rawValue)"] + detail
    case (_, let field?):
      // The path of a value says it all.
      let head = row("~", .yellow, difference.path, summary: nil) + (field == "value" ? "" : ": \(field)")
      let (expected, actual) = (difference.expected ?? "none", difference.actual ?? "none")
      let short = head + ": expected \(expected), actual \(actual)"
      guard short.count > 116 else { return [short] + detail }
      return [head, "    expected \(expected)", "    actual   \(actual)"] + detail
    }
  }

  /// The first `limit` of some differences, and how many are left out.
  func lines(of differences: [ReportedDifference], limit: Int) -> [String] {
    differences.prefix(limit).flatMap(lines) + cutLine(differences.count - limit, "difference")
  }

  private func row(_ sign: String, _ colour: TextColour, _ path: String, summary: String?) -> String {
    "\(colour.paint(sign, if: isColoured)) \(path)" + (summary.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? "")
  }
}

/// Says how much is not shown, where there is anything.
func cutLine(_ number: Int, _ noun: String) -> [String] {
  number > 0 ? ["… and \(count(number, "more \(noun)")); \(whereAllIsListed)"] : []
}

extension Cause {
  /// What was observed, and how to end it; all but the first line are part of what a line begins.
  var lines: [String] {
    let number = members > 0 ? ", \(count(members, "member"))" : ""
    return ["cause: \(id) (\(confidence.rawValue)\(number)): \(evidence.first ?? "")"]
      + evidence.dropFirst().map { "  \($0)" } + (fix.isEmpty ? [] : ["fix: \(fix)"])
  }
}
