import SystemPackage

extension Project {
  /// A work tree whose stack `made` runs a line of shell; `settings` are further lines of its table.
  static func making(
    _ line: String, outputs: String = "[\"out/*\"]", settings: String = "", isCommitted: Bool = true
  ) async throws -> Project {
    let project = try Project(parts: [])
    try project.write(
      """
      [stacks.made]
      command = ["sh", "-c", '''\(line)''']
      outputs = \(outputs)
      expected = "expected/made"
      \(settings)
      """, to: "assay.toml")
    try project.write("one\n", to: "input")
    try project.write("ignored\n", to: ".gitignore")
    if isCommitted { try await project.commit() }
    return project
  }
}
