import Diagnostics
package import Verification

/// The report as JUnit XML: a test suite for the stack and platform, a test case for each check, and one for each layer
/// that a check found something about.
package struct JUnitReport {
  private let differencesShown = 100

  package init() {}

  package func render(_ report: VerificationReport) -> String {
    let cases = report.checks.flatMap(cases)
    let sum = { (kind: Kind) in String(cases.count { $0.kind == kind }) }
    let numbers: [(StaticString, String)] = [
      ("tests", String(cases.count)), ("failures", sum(.failure)), ("errors", sum(.error)),
    ]
    let name = "\(escaped(report.stack)) \(report.platform)"
    let review = report.review.map { "review: \($0.sentence)" }
    let notes = review + report.warnings.flatMap(\.lines) + report.notes.map { "note: \($0)" }
    let suite = element(
      "testsuite", [("name", name)] + numbers + [("skipped", sum(.skipped))],
      cases.map { $0.markup(in: name) } + (notes.isEmpty ? [] : [element("system-out", [], lines: notes)]))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + element("testsuites", [("name", "assay")] + numbers, [suite])
  }

  /// What became of a test case; an error is what could not be decided.
  private enum Kind { case passed, failure, error, skipped }

  private struct Case {
    var name: String
    var kind: Kind
    /// The first is the message.
    var lines: [String]
    var type: String

    func markup(in suite: String) -> String {
      let attributes: [(StaticString, String)] = [("classname", suite), ("name", name)]
      let reason: [(StaticString, String)] = [("message", cut(lines.first ?? "", at: 1000)), ("type", type)]
      switch kind {
      case .passed:
        return element("testcase", attributes, lines.isEmpty ? [] : [element("system-out", [], lines: lines)])
      case .failure: return element("testcase", attributes, [element("failure", reason, lines: lines)])
      case .error: return element("testcase", attributes, [element("error", reason, lines: lines)])
      case .skipped: return element("testcase", attributes, [element("skipped", Array(reason.prefix(1)), [])])
      }
    }
  }

  private func cases(_ check: CheckResult) -> [Case] {
    var layers: [String] = []
    for layer in check.findings.compactMap(\.layer) where !layers.contains(layer) { layers.append(layer) }
    let own = check.findings.filter { $0.layer == nil }
    let elsewhere = layers.isEmpty ? [] : ["see \(layers.map { "'\($0)'" }.joined(separator: ", "))"]
    let kind: Kind =
      switch check.outcome {
      case .passed: .passed
      case .failed: .failure
      case .undecided: .error
      case .skipped: .skipped
      }
    var lines = own.flatMap(lines) + elsewhere + check.notes
    if lines.isEmpty, kind != .passed { lines = [check.id.meaning] }
    let first = Case(name: check.id.rawValue, kind: kind, lines: lines, type: own.first?.code ?? check.id.rawValue)
    return [first] + layers.map { layer in self.layer(layer, check.findings.filter { $0.layer == layer }, check.id) }
  }

  private func layer(_ name: String, _ findings: [Finding], _ id: CheckID) -> Case {
    let kind: Kind = findings.allSatisfy(\.isObstacle) ? .error : .failure
    return Case(
      name: "\(id.rawValue): \(name)", kind: kind, lines: findings.flatMap(lines),
      type: findings.first?.code ?? id.rawValue)
  }

  private func lines(_ finding: Finding) -> [String] {
    [finding.placedSentence] + finding.lines(differences: differencesShown).map { "  \($0)" }
  }
}

private func element(_ name: StaticString, _ attributes: [(StaticString, String)], _ children: [String]) -> String {
  let start = "<\(name)\(attributes.map { " \($0.0)=\"\(escapedForMarkup($0.1))\"" }.joined())"
  return children.isEmpty ? "\(start)/>\n" : "\(start)>\n\(children.joined())</\(name)>\n"
}

private func element(_ name: StaticString, _ attributes: [(StaticString, String)], lines: [String]) -> String {
  let text = lines.map(escapedForMarkup).joined(separator: "\n")
  return element(name, attributes, [text + "\n"])
}
