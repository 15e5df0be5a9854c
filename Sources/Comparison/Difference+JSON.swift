package import CanonicalJSON
import Diagnostics
import Store

extension Difference {
  /// The difference as reports hold it; names and lines of content are escaped, empty parts are left out.
  package var json: JSONValue {
    var value: JSONValue = ["path": .string(escaped(bytes: path)), "kind": .string(kind.rawValue)]
    if !fields.isEmpty { value["fields"] = .array(fields.map(\.json)) }
    if let inner {
      value["fields"] = .array(fields.map(\.json) + inner.container.map(\.json))
      value["children"] = .array(inner.differences.map(\.json))
    }
    value["content"] = content?.json
    return value
  }
}

extension FieldDifference {
  /// `name`, `expected` and `actual`.
  package var json: JSONValue { ["name": .string(field.rawValue), "expected": expected, "actual": actual] }
}

extension ContainerFieldDifference {
  /// `name`, `expected` and `actual`.
  package var json: JSONValue { ["name": .string(field.rawValue), "expected": expected, "actual": actual] }
}

extension ContentDifference {
  /// The two blobs, what kind of explanation there is, and its lines.
  package var json: JSONValue {
    [
      "expected": expected?.json ?? .null, "actual": actual?.json ?? .null, "format": .string(format),
      "lines": .array(lines.map { .string($0) }),
    ]
  }

  private var format: String {
    switch explanation {
    case .text: "text"
    case .binary: "binary"
    case .values(let format, _): format
    case .actualOnly, .unknown: "unknown"
    }
  }
}

extension DifferenceSummary {
  /// The counts by name.
  package var json: JSONValue {
    [
      "expectedMembers": .integer(Int64(expectedMembers)), "actualMembers": .integer(Int64(actualMembers)),
      "missing": .integer(Int64(missing)), "extra": .integer(Int64(extra)), "changed": .integer(Int64(changed)),
      "moved": .integer(Int64(moved)),
    ]
  }
}

extension Blob {
  fileprivate var json: JSONValue { ["sha256": .string(digest.hex), "size": .integer(size)] }
}
