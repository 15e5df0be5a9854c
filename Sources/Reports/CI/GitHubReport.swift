import Diagnostics
package import Verification

/// The report as annotations of GitHub: workflow commands for the log of a job, worst first.
package struct GitHubReport {
  /// GitHub shows so many annotations of a level for each step.
  private let shown = 10
  private let differencesShown = 5

  package init() {}

  package func render(_ report: VerificationReport) -> String {
    let findings = report.toldOnce
    let errors = findings.filter { !$0.finding.isObstacle }.map { annotation($0.check, $0.finding, report) }
    let obstacles = findings.filter(\.finding.isObstacle).map { annotation($0.check, $0.finding, report) }
    let silent = report.checks.filter { $0.isToBeLookedAt && $0.findings.isEmpty }
      .map { Annotation(title: title($0.id, report), lines: ["\($0.outcome.rawValue): \($0.summary)"]) }
    let warnings = report.warnings.map {
      let hint = $0.hint.map { ["hint: \($0)"] } ?? []
      return Annotation(
        title: "assay (\(report.subject))", lines: ["\($0.message) [\($0.code)]"] + hint, place: $0.place)
    }
    let notices = report.review.map { Annotation(title: "worth a second look", lines: [$0.sentence]) }
    return commands(.error, errors) + commands(.warning, obstacles + silent + warnings) + commands(.notice, notices)
  }

  private struct Annotation {
    var title: String
    var lines: [String]
    var place: Place?
  }

  private enum Level: String { case error, warning, notice }

  private func title(_ id: CheckID, _ report: VerificationReport) -> String {
    "assay \(id.rawValue) (\(report.subject))"
  }

  private func annotation(_ check: CheckResult, _ finding: Finding, _ report: VerificationReport) -> Annotation {
    let lines = ([finding.sentence] + finding.lines(differences: differencesShown)).map { cut($0, at: 1000) }
    return Annotation(
      title: title(check.id, report), lines: lines, place: finding.place)
  }

  /// The last one that is shown counts those that are not.
  private func commands(_ level: Level, _ annotations: [Annotation]) -> String {
    guard annotations.count > shown else { return annotations.map { command(level, $0) }.joined() }
    let hidden = count(annotations.count - shown + 1, "more \(level.rawValue)")
    let rest = Annotation(title: "assay", lines: ["\(hidden) left out; \(whereAllIsListed)"])
    return (annotations.prefix(shown - 1) + [rest]).map { command(level, $0) }.joined()
  }

  private func command(_ level: Level, _ annotation: Annotation) -> String {
    var properties: [String] = []
    // A path from outside the current folder is none of the repository's.
    if let place = annotation.place, !place.file.hasPrefix("/") {
      properties.append("file=" + escapedProperty(escaped(place.file)))
      if let line = place.line { properties.append("line=\(line)") }
      if let column = place.column { properties.append("col=\(column)") }
    }
    properties.append("title=" + escapedProperty(harmless(cut(annotation.title, at: 200))))
    let message = annotation.lines.map { escapedData(harmless($0)) }.joined(separator: "%0A")
    return "::\(level.rawValue) \(properties.joined(separator: ","))::\(message)\n"
  }

  /// As GitHub's toolkit escapes the message of a workflow command.
  private func escapedData(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: String(scalar)
      }
    }.joined()
  }

  /// As it escapes the value of a property.
  private func escapedProperty(_ text: String) -> String {
    escapedData(text).unicodeScalars.map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
  }
}
