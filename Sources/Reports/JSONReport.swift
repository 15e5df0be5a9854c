import CanonicalJSON
import Causes
import Diagnostics
package import Verification

/// The schema `assay.verify/1`.
package struct JSONReport {
  package init() {}

  package func render(_ report: VerificationReport) -> String {
    let json: JSONValue = [
      "schema": "assay.verify/1",
      "verdict": .string(report.verdict.rawValue),
      "stack": .string(report.stack),
      "platform": .string(report.platform),
      "checks": .array(report.checks.map(check)),
      "warnings": .array(report.warnings.map { .string($0.description) }),
      "notes": .array(report.notes.map { .string($0) }),
      "review": .array(report.review.map(note)),
      "artifacts": .array(report.artifacts.map(artifact)),
    ]
    return json.text
  }

  private func note(_ note: ReviewNote) -> JSONValue {
    [
      "reason": .string(note.reason.rawValue), "subject": .string(note.subject), "message": .string(note.message),
    ]
  }

  private func artifact(_ artifact: ReportedArtifact) -> JSONValue {
    var json: JSONValue = ["name": .string(artifact.name)]
    json["expected_size"] = artifact.expectedSize.map { .integer($0) }
    json["actual_size"] = artifact.actualSize.map { .integer($0) }
    return json
  }

  private func check(_ result: CheckResult) -> JSONValue {
    [
      "id": .string(result.id.rawValue),
      "meaning": .string(result.id.meaning),
      "outcome": .string(result.outcome.rawValue),
      "findings": .array(result.findings.map(finding)),
      "notes": .array(result.notes.map { .string($0) }),
    ]
  }

  private func finding(_ finding: Finding) -> JSONValue {
    var json: JSONValue = [
      "code": .string(finding.code),
      "message": .string(finding.message),
      "differences": .array(finding.differences.map(difference)),
      "causes": .array(finding.causes.map(\.json)),
    ]
    json["layer"] = finding.layer.map { .string($0) }
    json["file"] = finding.place.map { .string($0.description) }
    json["hint"] = finding.hint.map { .string($0) }
    return json
  }

  private func difference(_ difference: ReportedDifference) -> JSONValue {
    var json: JSONValue = ["path": .string(difference.path), "kind": .string(difference.kind.rawValue)]
    json["field"] = difference.field.map { .string($0) }
    json["expected"] = difference.expected.map { .string($0) }
    json["actual"] = difference.actual.map { .string($0) }
    if !difference.detail.isEmpty { json["detail"] = .array(difference.detail.map { .string($0) }) }
    return json
  }
}
