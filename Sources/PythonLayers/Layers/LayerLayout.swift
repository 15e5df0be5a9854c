/// Where things stand inside a layer, for one kind of target platform and Python version.
package struct LayerLayout: Hashable, Sendable {
  /// Such as `3.11`.
  package var pythonVersion: String

  /// The layout for Python `X.Y`.
  package init(pythonVersion: String) { self.pythonVersion = pythonVersion }

  /// The folder of programs.
  package var scripts: String { "bin" }
  package var python: String { "bin/python" }
  package var sitePackages: String { "lib/python\(pythonVersion)/site-packages" }
  package var dynamicLibraries: String { "share/venv/dynlib" }
  package var config: String { "share/venv/metadata/venvstacks_layer.json" }
  package var postInstall: String { "postinstall.py" }
}
