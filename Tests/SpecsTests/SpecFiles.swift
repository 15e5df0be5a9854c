import Diagnostics
import Specs
import Store
import SystemPackage
import TestSupport

/// Writes files to the test's folder.
func write(_ files: [String: String]) throws {
  for (name, text) in files { try TemporaryFolder.path.pushing(FilePath(name)).write(Array(text.utf8)) }
}

/// Loads a spec from the test's folder, where the modules that it names are too.
func load(_ spec: String, with files: [String: String] = [:]) throws -> StackSpec {
  try write(["stack.toml": spec, "app.py": ""].merging(files) { $1 })
  return try StackSpec.load(TemporaryFolder.path.appending("stack.toml"))
}

/// All that is told about a spec, errors or warnings; places without the test's folder.
func problems(_ spec: String, with files: [String: String] = [:]) -> String {
  shown { DiagnosticList(try load(spec, with: files).warnings) }
}

/// The problems that are thrown, or those that are given.
func shown(_ body: () throws -> DiagnosticList) -> String {
  let text: String
  do { text = try body().description } catch { text = "\(error)" }
  return text.split(separator: TemporaryFolder.path.string + "/", omittingEmptySubsequences: false).joined()
}

/// A runtime for layers to stand on; three lines and an empty one.
let runtime = """
  [[runtimes]]
  name = "base"
  python_implementation = "cpython@3.11.11"
  requirements = []

  """

/// A runtime and an application; `fields` are the application's, from line 10 on.
func application(_ fields: String) -> String {
  runtime + """
    [[applications]]
    name = "demo"
    runtime = "base"
    requirements = []
    \(fields)
    """
}
