import ArgumentParser
import CanonicalJSON
import Graph
import Publishing
import PythonLayers
import Specs
import SystemPackage
import Verification

/// `assay show`: the layers of a stack and whether their locks are valid.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List the layers of a stack, what each builds on, and whether its lock is valid.",
    discussion: "A '*' marks a layer whose lock is missing or does not fit the spec.")

  @OptionGroup var options: StackOptions

  @Flag(help: "Print a JSON object instead of a tree.")
  var json = false

  func run() async throws {
    let setup = try options.load()
    let statuses = try await setup.pipeline.lockStatuses(setup.committedLocks())
    Progress.shared.clear()
    let status = StackStatus(setup: setup, statuses: statuses)
    Console.print(json ? status.json.text : status.tree, terminator: "")
  }
}

/// What `assay show` prints.
private struct StackStatus {
  let setup: StackSetup
  let statuses: [String: LockStatus]

  /// venvstacks' status object.
  var json: JSONValue {
    var json: JSONValue = ["spec_name": .string(setup.graph.spec.file.string)]
    for category in LayerCategory.allCases {
      json[category.key] = .array(layers(category).map { object($0, withDependencies: category != .runtime) })
    }
    return json
  }

  /// The spec, and below it the layers by category, each with what it builds on.
  var tree: String {
    var lines = [setup.graph.spec.file.string]
    for (index, category) in LayerCategory.allCases.enumerated() {
      let isLast = index == LayerCategory.allCases.count - 1
      let title = category.key.prefix(1).uppercased() + category.key.dropFirst()
      lines.append((isLast ? "└── " : "├── ") + title)
      lines += branches(layers(category), indent: isLast ? "    " : "│   ", withDependencies: true)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func layers(_ category: LayerCategory) -> [Layer] { setup.graph.layers.filter { $0.category == category } }

  private func branches(_ layers: [Layer], indent: String, withDependencies: Bool) -> [String] {
    layers.enumerated().flatMap { index, layer in
      let isLast = index == layers.count - 1
      let below = indent + (isLast ? "    " : "│   ")
      return [indent + (isLast ? "└── " : "├── ") + label(layer)]
        + (withDependencies ? branches(layer.dependencies, indent: below, withDependencies: false) : [])
    }
  }

  private func label(_ layer: Layer) -> String {
    let target = installTarget(layer)
    return (isValid(layer) ? "" : "*") + layer.buildName + (target == layer.buildName ? "" : " -> \(target)")
  }

  private func object(_ layer: Layer, withDependencies: Bool) -> JSONValue {
    var json: JSONValue = [
      "name": .string(layer.buildName), "install_target": .string(installTarget(layer)),
      "has_valid_lock": .bool(isValid(layer)), "selected_operations": .null,
    ]
    if withDependencies {
      json["dependencies"] = .array(layer.dependencies.map { object($0, withDependencies: false) })
    }
    return json
  }

  private func isValid(_ layer: Layer) -> Bool {
    ([layer] + layer.dependencies).allSatisfy { statuses[$0.buildName]?.isValid ?? false }
  }

  private func installTarget(_ layer: Layer) -> String {
    guard layer.isVersioned else { return layer.buildName }
    guard isValid(layer), let version = statuses[layer.buildName]?.metadata?.lockVersion else {
      return layer.buildName + "@???"
    }
    return layer.installTarget(lockVersion: version)
  }
}
