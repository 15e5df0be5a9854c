package import Specs

/// Where things stand inside a layer, for one kind of target platform and Python version.
package struct LayerLayout: Hashable, Sendable {
  /// Such as `3.11`.
  package var pythonVersion: String
  /// Windows has other names for the same folders.
  private let isWindows: Bool

  /// The layout for Python `X.Y`, on Linux and macOS unless a Windows platform is named.
  package init(pythonVersion: String, platform: TargetPlatform = .linuxX86) {
    (self.pythonVersion, isWindows) = (pythonVersion, platform.isWindows)
  }

  /// The folder of programs.
  package var scripts: String { isWindows ? "Scripts" : "bin" }
  /// The program of a framework or application.
  package var python: String { isWindows ? "Scripts/python.exe" : "bin/python" }
  /// The program of a runtime.
  package var basePython: String { isWindows ? "python.exe" : "bin/python" }
  /// The program by which an interpreter archive is known to be of this version; Windows has no name with a version.
  package var versionedPython: String { isWindows ? "python.exe" : "bin/python\(pythonVersion)" }
  package var library: String { isWindows ? "Lib" : "lib" }
  package var sitePackages: String { isWindows ? "Lib/site-packages" : "lib/python\(pythonVersion)/site-packages" }
  /// The folder of C headers that `python -m venv` makes.
  package var headers: String { isWindows ? "Include" : "include/python\(pythonVersion)" }
  /// Links to shared libraries; on Windows the folder that packages put theirs into.
  package var dynamicLibraries: String { isWindows ? "Library/bin" : "share/venv/dynlib" }
  package var config: String { "share/venv/metadata/venvstacks_layer.json" }
  package var postInstall: String { "postinstall.py" }
}
