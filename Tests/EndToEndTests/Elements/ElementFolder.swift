import SystemPackage
import TestSupport
import Testing

/// A project of elements whose `base.bst` is this machine's shell, with a store of its own.
struct ElementFolder {
  let project: Project

  /// - Parameter programs: What the root holds besides the shell.
  init(programs: [String] = []) throws {
    project = try Project(parts: [])
    try project.write(
      "name: sample\nmin-version: 2.0\nelement-path: elements\nenvironment:\n  PATH: /bin\n", to: "project.conf")
    try project.write("kind: import\nsources:\n- kind: local\n  path: root\n", to: "elements/base.bst")
    try writeHostRoot(programs: ["sh"] + programs, to: project["root"])
  }

  /// Writes an element that runs a line of shell to install something.
  ///
  /// - Parameter more: Further lines of its file.
  func manual(_ name: String, _ line: String, with dependencies: [String] = [], more: String = "") throws {
    let needed = (["base"] + dependencies).map { "- \($0).bst\n" }.joined()
    try project.write(
      "kind: manual\nbuild-depends:\n\(needed)config:\n  install-commands:\n  - '\(line)'\n\(more)",
      to: "elements/\(name).bst")
  }

  /// A library with a test, and a package that demands it.
  func writeStory(testing line: String = "echo fine") throws {
    let install = "echo text >%{install-root}"
    try manual("lib", "\(install)/data", more: "condition-providers:\n  tested:\n  - lib-test.bst\n")
    try manual("lib-test", line, with: ["lib"])
    try manual("pkg", "\(install)/pkg", with: ["lib"], more: "condition-requirements:\n- tested\n")
  }

  var cache: FilePath { project["../cache"].lexicallyNormalized() }

  /// Runs the program in the project's folder.
  func assay(_ arguments: String..., variables: [String: String?] = [:]) async throws -> Program.Outcome {
    var variables = variables
    variables["ASSAY_CACHE"] = cache.string
    return try await Program.run(arguments, in: project.folder, variables: variables)
  }
}

extension Program.Outcome {
  /// Standard output with `<key>` for digests.
  var text: String { standardOutput.replacing(/[0-9a-f]{64}/, with: "<key>") }
}
