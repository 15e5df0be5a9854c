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
  case configuration = "config"
  case variables = "vars"
  case environment = "env"
  case publicData = "public"
  case sourceInfo = "source-info"
  /// Always empty, as in BuildStream for what has no workspace.
  case workspaced
  case workspaceFolders = "workspace-dirs"

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
    case .configuration: mapping(element.declaration.work.configuration)
    case .variables: mapping(element.declaration.variables)
    case .environment: mapping(element.declaration.environment)
    case .publicData: escaped(element.declaration.publicData)
    case .sourceInfo: element.sources.isEmpty ? "[]" : element.sources.map(info).joined(separator: "\n")
    case .workspaced, .workspaceFolders: ""
    }
  }

  private func list(_ items: [String]) -> String {
    items.isEmpty ? "[]" : items.map { "- \(escaped($0))" }.joined(separator: "\n")
  }

  private func mapping(_ values: [String: String]) -> String {
    values.sorted { byteOrder($0.key, $1.key) }.map { "\(escaped($0.key)): \(escaped($0.value))" }
      .joined(separator: "\n")
  }

  private func mapping(_ values: [(key: String, value: ConfigurationValue)]) -> String {
    let lines = values.map { key, value in
      switch value {
      case .text(let text): "\(key): \(escaped(text))"
      case .list(let items): items.isEmpty ? "\(key): []" : "\(key):\n\(list(items))"
      }
    }
    return lines.isEmpty ? "{}" : lines.joined(separator: "\n")
  }

  private func info(_ source: ListedElement.Source) -> String {
    let version = source.sha256.map { "\n  version-type: sha256\n  version: \(escaped($0))" } ?? ""
    return "- kind: \(source.kind)\n  url: \(escaped(source.address))"
      + "\n  medium: \(source.kind == "local" ? "local" : "remote-file")" + version
  }
}
