import Building
import Diagnostics
import Graph
import Specs
import Store

/// What a format can say of an element.
enum ElementSymbol: String, Hashable, Sendable, CaseIterable {
  case name, kind, description, state, key
  case fullKey = "full-key"
  case payloadKey = "payload-key"
  case dependencies = "deps"
  case buildDependencies = "build-deps"
  case runtimeDependencies = "runtime-deps"
  case conditions
  /// Empty unless the element is blocked.
  case blocked
  case artifactDigest = "artifact-cas-digest"
  case variables = "vars"
  case environment = "env"
  case publicData = "public"

  /// Lists have a line for each item, as BuildStream writes them.
  func text(of element: ListedElement) -> String {
    switch self {
    case .name: escaped(element.name)
    case .kind: escaped(element.declaration.work.kind)
    case .description: escaped(element.declaration.description)
    case .state: element.status.rawValue
    case .key: String(element.keys.artifact.hex.prefix(8))
    case .fullKey: element.keys.artifact.hex
    case .payloadKey: element.keys.payload.hex
    case .dependencies: list(element.dependencies)
    case .buildDependencies: list(element.buildDependencies)
    case .runtimeDependencies: list(element.runtimeDependencies)
    case .conditions: list(element.conditions.map { "\($0.condition)(\($0.subject)) by \($0.provider)" })
    case .blocked: element.blockage.map { ": \($0)" } ?? ""
    case .artifactDigest: element.files?.hex ?? ""
    case .variables: mapping(element.declaration.variables)
    case .environment: mapping(element.declaration.environment)
    case .publicData: escaped(element.declaration.publicData)
    }
  }

  private func list(_ items: [String]) -> String {
    items.isEmpty ? "[]" : items.map { "- \(escaped($0))" }.joined(separator: "\n")
  }

  private func mapping(_ values: [String: String]) -> String {
    values.sorted { byteOrder($0.key, $1.key) }.map { "\(escaped($0.key)): \(escaped($0.value))" }
      .joined(separator: "\n")
  }
}
