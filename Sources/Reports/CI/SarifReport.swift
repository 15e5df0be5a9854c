import CanonicalJSON
import Causes
import Diagnostics
import Store
package import Verification

/// The report as SARIF 2.1.0: a result for each finding under the rule of its check, one for each of its causes, and one
/// for each review note.
package struct SarifReport {
  private let differencesShown = 10

  package init() {}

  package func render(_ report: VerificationReport) -> String {
    var prints: [String: Int] = [:]
    let results = report.checks.flatMap(results) + report.review.map(result)
    let rules = SarifRules(ids: results.map(\.rule))
    let fallback = Self.uri(of: Place(report.stack.contains("/") ? report.stack : "assay.toml"))
    let run: JSONValue = [
      "tool": ["driver": ["name": "assay", "rules": .array(rules.json)]],
      // Keeps the results of several stacks apart.
      "automationDetails": ["id": .string("assay/\(escaped(report.stack))/\(report.platform)/")],
      "columnKind": "unicodeCodePoints",
      "invocations": [
        [
          "executionSuccessful": .bool(!report.checks.contains { $0.outcome == .undecided }),
          "exitCode": .integer(Int64(report.verdict.exitCode)),
        ]
      ],
      "originalUriBaseIds": ["ROOT": ["description": ["text": "the folder that assay was started in"]]],
      "results": .array(
        results.map { result in
          let identity = ([report.stack, report.platform] + result.identity).joined(separator: "\n")
          prints[identity, default: 0] += 1
          let print = ContentDigest(of: "\(identity)\n\(prints[identity] ?? 1)").hex
          return json(result, index: rules.index(of: result.rule), fallback: fallback, fingerprint: print)
        }),
    ]
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return (["$schema": .string(schema), "version": "2.1.0", "runs": [run]] as JSONValue).text
  }

  private struct Result {
    var rule: SarifRules.ID
    var level: String
    var lines: [String]
    var place: Place?
    var layer: String?
    /// What stays the same from run to run as long as it is the same problem: no sizes, digests or lines.
    var identity: [String]
  }

  private func results(_ check: CheckResult) -> [Result] {
    let silent = check.isToBeLookedAt && check.findings.isEmpty
    let own = silent ? [Finding(check.id.rawValue, "\(check.outcome.rawValue): \(check.summary)")] : check.findings
    return own.flatMap { finding -> [Result] in
      let differences = DifferenceLines().lines(of: finding.differences, limit: differencesShown)
      let hint = finding.hint.map { ["hint: \($0)"] } ?? []
      let isUndecided = finding.isObstacle || check.outcome == .undecided
      let result = Result(
        rule: .check(check.id), level: isUndecided ? "warning" : "error",
        lines: [finding.sentence] + differences + hint,
        place: finding.place, layer: finding.layer,
        identity: [check.id.rawValue, finding.code, finding.layer ?? "", finding.place?.file ?? ""])
      return [result]
        + finding.causes.map { cause in
          var result = result
          (result.rule, result.level) = (.cause(cause.id), "note")
          (result.lines, result.identity) = ([finding.sentence] + cause.lines, result.identity + [cause.id])
          return result
        }
    }
  }

  private func result(_ note: ReviewNote) -> Result {
    Result(
      rule: .review(note.reason), level: "note", lines: [note.sentence], identity: [note.reason.rawValue, note.subject])
  }

  private func json(_ result: Result, index: Int, fallback: JSONValue?, fingerprint: String) -> JSONValue {
    let text = result.lines.map { withoutLinks(cut(harmless($0), at: 1000)) }.joined(separator: "\n")
    var json: JSONValue = [
      "ruleId": .string(result.rule.name), "ruleIndex": .integer(Int64(index)), "level": .string(result.level),
      "message": ["text": .string(text)], "partialFingerprints": ["assayFinding/v1": .string(fingerprint)],
    ]
    var location: JSONValue = [:]
    if let uri = result.place.flatMap(Self.uri) ?? fallback {
      var physical: JSONValue = ["artifactLocation": ["uri": uri, "uriBaseId": "ROOT"]]
      if let line = result.place?.line {
        var region: JSONValue = ["startLine": .integer(Int64(line))]
        region["startColumn"] = result.place?.column.map { .integer(Int64($0)) }
        physical["region"] = region
      }
      location["physicalLocation"] = physical
    }
    if let layer = result.layer {
      location["logicalLocations"] = [["name": .string(harmless(layer)), "kind": "module"]]
    }
    if location != [:] { json["locations"] = [location] }
    return json
  }

  /// A relative reference (RFC 3986 section 4.2); nil for a path of the machine.
  private static func uri(of place: Place) -> JSONValue? {
    guard !place.file.hasPrefix("/") else { return nil }
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    let parts = place.file.utf8.map {
      plain.contains($0) ? String(UnicodeScalar($0)) : "%\(hexadecimal($0).uppercased())"
    }
    return .string(parts.joined())
  }

  /// A message may hold links (section 3.11.6 of the standard); what comes from outside should not become one.
  private func withoutLinks(_ text: String) -> String {
    text.split(separator: "](", omittingEmptySubsequences: false).joined(separator: "] (")
  }
}
