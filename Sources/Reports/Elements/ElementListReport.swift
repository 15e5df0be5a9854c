package import Building
package import CanonicalJSON
import Diagnostics
import Graph
import Specs
import Store

/// What `assay show` prints of a project of elements.
package struct ElementListReport: Sendable {
  private let project: String
  private let elements: [ListedElement]

  package init(project: String, _ elements: [ListedElement]) { (self.project, self.elements) = (project, elements) }

  /// A line or more for each element.
  package func text(_ format: ElementFormat = .standard) -> String {
    elements.map { format.render($0) + "\n" }.joined()
  }

  /// `assay.elements/1`: what a format can say, and condition edges apart from dependencies.
  package var json: JSONValue {
    ["schema": "assay.elements/1", "project": .string(project), "elements": .array(elements.map(object))]
  }

  private func object(_ element: ListedElement) -> JSONValue {
    var object: [String: JSONValue] = [
      "name": .string(element.name), "kind": .string(element.declaration.work.kind),
      "description": .string(element.declaration.description), "state": .string(element.status.rawValue),
      "key": .string(element.keys.artifact.hex), "payload_key": .string(element.keys.payload.hex),
      "build_dependencies": .array(element.buildDependencies.map { .string($0) }),
      "runtime_dependencies": .array(element.runtimeDependencies.map { .string($0) }),
      "conditions": .array(
        element.conditions.map {
          [
            "condition": .string($0.condition), "subject": .string($0.subject), "provider": .string($0.provider),
          ]
        }),
    ]
    if let files = element.files { object["artifact_digest"] = .string(files.hex) }
    if let blockage = element.blockage { object["blocked"] = .string(blockage) }
    return .object(object)
  }
}
