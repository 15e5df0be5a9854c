/// A JUnit XML document with one test suite.
struct JUnitSuite {
  var name: String
  var cases: [JUnitCase]
  /// What there is to say of no case.
  var notes: [String] = []

  var document: String {
    let sum = { (kind: JUnitCase.Kind) in String(cases.count { $0.kind == kind }) }
    let numbers: [(StaticString, String)] = [
      ("tests", String(cases.count)), ("failures", sum(.failure)), ("errors", sum(.error)),
    ]
    let suite = element(
      "testsuite", [("name", name)] + numbers + [("skipped", sum(.skipped))],
      cases.map { $0.markup(in: name) } + (notes.isEmpty ? [] : [element("system-out", [], lines: notes)]))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + element("testsuites", [("name", "assay")] + numbers, [suite])
  }
}

/// One test of a suite.
struct JUnitCase {
  /// What became of it; an error is what could not be decided.
  enum Kind { case passed, failure, error, skipped }

  var name: String
  var kind: Kind
  /// The first is the message.
  var lines: [String]
  var type: String
  /// What its commands wrote.
  var log: [String] = []

  func markup(in suite: String) -> String {
    let attributes: [(StaticString, String)] = [("classname", suite), ("name", name)]
    let reason: [(StaticString, String)] = [("message", cut(lines.first ?? "", at: 1000)), ("type", type)]
    let output = kind == .passed ? lines + log : log
    let outcome: [String] =
      switch kind {
      case .passed: []
      case .failure: [element("failure", reason, lines: lines)]
      case .error: [element("error", reason, lines: lines)]
      case .skipped: [element("skipped", Array(reason.prefix(1)), [])]
      }
    return element(
      "testcase", attributes, outcome + (output.isEmpty ? [] : [element("system-out", [], lines: output)]))
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
