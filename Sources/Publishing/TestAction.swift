import Execution
import Graph
import PythonLayers
import Specs
import Store
import SystemPackage

/// The action that runs a test of layers where they are deployed.
///
/// Like a launch it is looked up once it has passed, until a layer, the test's packages, its files or its command
/// change.
enum TestAction {
  /// The command's working folder.
  static let folder = "test"

  /// - Parameters:
  ///   - layers: Lower layers first, the test's own packages last.
  ///   - files: What stands in the working folder.
  static func make(
    _ test: LayerTest, layers: [(name: String, tree: Folder)], files: Folder, python: Action.Tool
  ) -> Action {
    var input = LaunchAction.input(layers)
    input.insert(.folder(files), at: folder)
    let script = """
      \(LaunchAction.postInstallation(of: layers.map(\.name)))
      PATH="$PWD/\(test.buildName)/bin:$PATH"
      cd "\(Action.workingFolder)/\(folder)"
      shift
      exec "$@"
      """
    return Action(
      title: "test \(test.spec.name)", input: input,
      arguments: ["/bin/sh", "-c", script, "test", "%{python}"] + test.spec.command,
      environment: LaunchAction.environment, outputs: test.spec.outputs.map { "\(folder)/\($0)" }, tools: [python],
      timeout: test.spec.timeout)
  }
}
