import Diagnostics
package import Execution
import Specs
package import Store
package import SystemPackage

/// A Python interpreter of this machine.
package struct Interpreter: Sendable {
  /// The program itself, links resolved.
  package var path: FilePath
  /// The folder that holds its standard library.
  package var prefix: FilePath
  /// Such as `3.11.2`.
  package var version: String

  /// What stands for it in the keys of actions: only `X.Y` decides what is installed.
  package var tool: Action.Tool {
    let minor = version.split(separator: ".").prefix(2).joined(separator: ".")
    // Below /usr everything is visible in a sandbox anyhow.
    let isSystem = prefix.starts(with: "/usr")
    return .init(
      name: "python", identity: "cpython \(minor)", program: path.string, paths: isSystem ? [] : [prefix.string])
  }

  /// Finds an interpreter of the version `X.Y`: the one named by `ASSAY_HOST_PYTHON`, what `uv python find` finds, then
  /// those that pyenv has installed, which its `PATH` only offers for the versions that are switched on.
  ///
  /// - Throws: `python.missing` when there is none.
  package static func find(
    version: String, uv: UvTool, environment: [String: String], store: ContentStore
  ) async throws -> Interpreter {
    let scratch = try ScratchFolder(in: store)
    var candidates: [FilePath] = []
    if let named = environment["ASSAY_HOST_PYTHON"], !named.isEmpty { candidates.append(FilePath(named)) }
    let found = try await uv.run(
      [
        "python", "find", version, "--no-managed-python", "--no-python-downloads", "--system", "--no-project",
        "--no-config",
      ],
      in: scratch.path, scratch: scratch.path, environment: environment)
    if found.succeeded { candidates.append(FilePath(found.standardOutput.firstLine)) }
    candidates += installedByPyenv(version, environment: environment)
    for candidate in candidates {
      if let interpreter = try await ask(candidate, in: scratch.path), interpreter.version.hasPrefix(version + ".") {
        return interpreter
      }
    }
    throw Diagnostic(
      "python.missing", "no Python \(version) was found on this machine",
      hint: "install one (Debian: apt-get install python\(version)), or set ASSAY_HOST_PYTHON to its path")
  }

  /// The programs of `X.Y` in pyenv's folder, the highest version first; a folder that can't be read has none.
  private static func installedByPyenv(_ version: String, environment: [String: String]) -> [FilePath] {
    let root =
      environment["PYENV_ROOT"].map { FilePath($0) } ?? environment["HOME"].map { FilePath($0).appending(".pyenv") }
    guard let versions = root?.appending("versions"), let names = try? versions.names() else { return [] }
    return names.filter { $0.hasPrefix(version + ".") }
      .compactMap { name in Version(name).map { (name: name, version: $0) } }
      .sorted { $0.version > $1.version }
      .map { versions.appending($0.name).pushing(FilePath("bin/python\(version)")) }
      .filter(\.isExecutableFile)
  }

  /// Nil when the program doesn't answer as a CPython.
  package static func ask(_ path: FilePath, in folder: FilePath) async throws -> Interpreter? {
    let question =
      "import os, sys; print(os.path.realpath(sys._base_executable or sys.executable)); print(os.path.realpath(sys.base_prefix)); "
      + "print('%d.%d.%d' % sys.version_info[:3])"
    let outcome = try? await runCommand(path, ["-I", "-c", question], in: folder, variables: [:], timeout: 30)
    let answer = outcome?.standardOutput.split(separator: "\n").map(String.init) ?? []
    guard outcome?.succeeded == true, answer.count == 3 else { return nil }
    return Interpreter(path: FilePath(answer[0]), prefix: FilePath(answer[1]), version: answer[2])
  }
}
