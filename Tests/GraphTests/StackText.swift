import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport

/// A runtime's table; `fields` are more lines.
func runtime(_ name: String, with fields: String = "") -> String {
  "[[runtimes]]\nname = \"\(name)\"\npython_implementation = \"cpython@3.11.11\"\nrequirements = []\n\(fields)\n"
}

/// A framework's table on other frameworks, or on the runtime `base` where none is named.
func framework(_ name: String, on frameworks: String..., runtime: String = "base", with fields: String = "") -> String {
  "[[frameworks]]\nname = \"\(name)\"\nrequirements = []\n" + foundation(frameworks, runtime) + "\(fields)\n"
}

/// An application's table, as ``framework(_:on:runtime:with:)``.
func application(_ name: String, on frameworks: String..., runtime: String = "base", with fields: String = "") -> String
{
  "[[applications]]\nname = \"\(name)\"\nlaunch_module = \"app.py\"\nrequirements = []\n"
    + foundation(frameworks, runtime) + "\(fields)\n"
}

private func foundation(_ frameworks: [String], _ runtime: String) -> String {
  frameworks.isEmpty
    ? "runtime = \"\(runtime)\"\n"
    : "frameworks = [\(frameworks.map { "\"\($0)\"" }.joined(separator: ", "))]\n"
}

/// The graph of a stack that is put together from tables.
func graph(_ tables: String...) throws -> LayerGraph { try graph(tables) }

/// What is told about a stack that can't be resolved, without the test's folder; empty where it can.
func problems(_ tables: String...) -> String {
  do { _ = try graph(tables) } catch {
    return "\(error)".split(separator: TemporaryFolder.path.string + "/", omittingEmptySubsequences: false).joined()
  }
  return ""
}

private func graph(_ tables: [String]) throws -> LayerGraph {
  let folder = TemporaryFolder.path
  try folder.appending("app.py").write([])
  try folder.appending("stack.toml").write(Array(tables.joined().utf8))
  return try LayerGraph(StackSpec.draft(folder.appending("stack.toml")))
}

extension Layer {
  /// The names of the frameworks below in order of import.
  var order: String { frameworks.map(\.name).joined(separator: ",") }
}
