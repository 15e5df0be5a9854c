import Diagnostics
import Glibc
import Specs
import Store
import SystemPackage
import TestSupport

/// Three lines that a `project.conf` begins with.
let projectHead = "name: demo\nmin-version: 2.0\nelement-path: elements\n"

/// Loads a project from the test's folder; files ending in `.bst` are put below `elements`.
func loadProject(
  _ files: [String: String], project: String = projectHead, targets: [String]? = nil, options: [String: String] = [:]
) throws -> ElementProject {
  let placed = files.map { ($0.key.hasSuffix(".bst") ? "elements/" + $0.key : $0.key, $0.value) }
  try write(["project.conf": project, "elements/.keep": ""].merging(placed) { $1 })
  return try ElementProject.load(TemporaryFolder.path, targets: targets, options: options)
}

/// The only element of a project, declared by `e.bst`.
func loadElement(
  _ text: String, project: String = "", with files: [String: String] = [:], options: [String: String] = [:]
) throws -> ElementDeclaration {
  let all = files.merging(["e.bst": text]) { $1 }
  let elements = try loadProject(all, project: projectHead + project, targets: ["e.bst"], options: options).elements
  guard let element = elements["e.bst"] else { throw Diagnostic("test.none", "there is no 'e.bst'") }
  return element
}

/// All that is told about a project, errors or warnings; places without the test's folder.
func projectProblems(
  _ files: [String: String], project: String = projectHead, targets: [String]? = nil, options: [String: String] = [:]
) -> String {
  shown { DiagnosticList(try loadProject(files, project: project, targets: targets, options: options).warnings) }
}

/// The same for a project of one element; lines of `project` begin at 4.
func elementProblems(_ text: String, project: String = "", with files: [String: String] = [:]) -> String {
  projectProblems(files.merging(["e.bst": text]) { $1 }, project: projectHead + project)
}

/// Makes a symbolic link in the test's folder.
func link(_ name: String, to target: String) throws {
  let path = TemporaryFolder.path.pushing(FilePath(name)).string
  guard symlink(target, path) == 0 else { throw Errno.current }
}
