package import Execution
import PythonLayers
package import Store

/// The action that installs exported layers in a folder they were not built for, and launches an application.
///
/// It runs offline in the sandbox; since it is an action like any other, a launch that succeeded is not repeated until
/// a layer or the interpreter changes.
package enum LaunchAction {
  /// Where the layers are put: a name with a blank and a letter outside ASCII, since real folders have such names.
  static let folder = "exported l\u{E4}yers"

  /// - Parameters:
  ///   - layers: Lower layers first, the application last.
  ///   - python: Runs the post-installation scripts and, for host runtimes, the layers.
  package static func make(
    _ layers: [(name: String, tree: Folder)], launchModule: String, python: Action.Tool, timeout: Int
  ) -> Action {
    let application = layers.last.map { quoted($0.name) } ?? ""
    let script = """
      \(postInstallation(of: layers.map(\.name)))
      exec ./\(application)/bin/python -X utf8 -Im \(quoted(launchModule))
      """
    return Action(
      title: "launch \(layers.last?.name ?? "")", input: input(layers),
      arguments: ["/bin/sh", "-c", script, "launch", "%{python}"],
      environment: environment, outputs: [], tools: [python], timeout: timeout)
  }

  /// The layers in the folder of exports.
  static func input(_ layers: [(name: String, tree: Folder)]) -> Folder {
    var input = Folder()
    for layer in layers { input.insert(.folder(layer.tree), at: "\(folder)/\(layer.name)") }
    return input
  }

  /// Lines of shell that go to the folder of exports and run each layer's post-installation by the interpreter `$1`.
  static func postInstallation(of layers: [String]) -> String {
    // The exit code tells the step that failed.
    """
    cd "\(Action.workingFolder)/\(folder)"
    for layer in \(layers.map { quoted($0) }.joined(separator: " ")); do
      "$1" -X utf8 -I "$layer/postinstall.py" || { echo "post-installation of $layer failed" >&2; exit \(postInstallationFailed); }
    done
    """
  }

  /// The exit code when a layer could not be installed where it was put.
  package static let postInstallationFailed: Int32 = 98

  /// What deployed layers run with.
  static let environment = [
    "HOME": "/tmp", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "ASSAY_HOST_PYTHON": "%{python}",
  ]

  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
