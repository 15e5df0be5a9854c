import CanonicalJSON
import Causes
import Comparison
import Diagnostics
package import Verification

/// The schema `assay.diff/1`; the sides are called left and right, as the user gave them.
package struct DiffJSONReport {
  package init() {}

  /// The canonical JSON text.
  package func render(_ report: DiffReport) -> String {
    var bytes: [UInt8] = []
    write(report) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the text in pieces, at least one for each member that differs, so that it is never held as a whole.
  package func write(_ report: DiffReport, to sink: ([UInt8]) throws -> Void) rethrows {
    try JSONValue.write(
      head(report), streaming: "differences", report.difference.differences.lazy.map(difference), to: sink)
  }

  private func head(_ report: DiffReport) -> [String: JSONValue] {
    [
      "schema": "assay.diff/1",
      "verdict": .string(report.verdict.rawValue),
      "left": side(report.left),
      "right": side(report.right),
      "summary": summary(report),
      "causes": .array(report.causes.map(\.json)),
      "fields": .array(report.difference.container.map(field)),
      "unexplained": .object(
        counts(report.unexplained).merging(
          ["fields": .integer(Int64(report.unexplainedDifference?.container.count ?? 0))]) { $1 }),
      "ignored": .array(
        report.ignored.map {
          [
            "rule": .string(escaped($0.rule)), "members": .integer(Int64($0.members)),
            "containers": .integer(Int64($0.containers)),
          ]
        }),
      "warnings": .array(report.warnings.map(diagnostic)),
      "limits": .array(report.obstacles.map(diagnostic)),
    ]
  }

  private func side(_ side: DiffSide) -> JSONValue {
    var json: JSONValue = ["name": .string(escaped(side.name)), "format": .string(side.format)]
    json["size"] = side.size.map { .integer($0) }
    json["sha256"] = side.sha256.map { .string($0) }
    return json
  }

  private func summary(_ report: DiffReport) -> JSONValue {
    let difference = report.difference
    var json = counts(difference.summary)
    json["leftMembers"] = report.memberCounts.map { .integer(Int64($0.expected)) } ?? .null
    json["rightMembers"] = report.memberCounts.map { .integer(Int64($0.actual)) } ?? .null
    json["fields"] = .integer(Int64(difference.container.count))
    json["uncomparedFields"] = .array(difference.uncomparedFields.map { .string($0.rawValue) })
    return .object(json)
  }

  private func counts(_ summary: DifferenceSummary) -> [String: JSONValue] {
    [
      "missing": .integer(Int64(summary.missing)), "extra": .integer(Int64(summary.extra)),
      "changed": .integer(Int64(summary.changed)), "moved": .integer(Int64(summary.moved)),
    ]
  }

  private func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    var json: JSONValue = ["code": .string(diagnostic.code), "message": .string(harmless(diagnostic.message))]
    json["place"] = diagnostic.place.map { .string($0.description) }
    json["hint"] = diagnostic.hint.map { .string(harmless($0)) }
    return json
  }
}

extension DiffJSONReport {
  private func difference(_ difference: Difference) -> JSONValue {
    let path = escaped(bytes: difference.path)
    var json: JSONValue = ["path": .string(path), "kind": .string(difference.kind.rawValue)]
    // What is escaped can't be told from a name that looks like that.
    if !path.utf8.elementsEqual(difference.path) { json["pathBytes"] = .string(base64(difference.path)) }
    json["fields"] = .array(difference.fields.map(field) + (difference.inner?.container ?? []).map(field))
    json["content"] = difference.content.map(content)
    json["children"] = difference.inner.map { .array($0.differences.map(self.difference)) }
    return json
  }

  private func field(_ difference: FieldDifference) -> JSONValue {
    ["name": .string(difference.field.rawValue), "left": difference.expected, "right": difference.actual]
  }

  private func field(_ difference: ContainerFieldDifference) -> JSONValue {
    ["name": .string(difference.field.rawValue), "left": difference.expected, "right": difference.actual]
  }

  /// As ``ContentDifference`` has it, with the names of the sides that this report uses.
  private func content(_ difference: ContentDifference) -> JSONValue {
    var json = difference.json
    json["left"] = json["expected"]
    json["right"] = json["actual"]
    json["expected"] = nil
    json["actual"] = nil
    return json
  }
}
