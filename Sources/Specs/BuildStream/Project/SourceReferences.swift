import Diagnostics

/// What `project.refs` says about sources, where a project keeps their references apart from its elements.
struct SourceReferences: Sendable {
  /// By element, in the order of its sources.
  private var references: [String: [LocatedText?]] = [:]

  /// None: references stand in the elements.
  init() {}

  /// The references of one project.
  init(_ document: LocatedValue, project: String, problems: inout [Diagnostic]) {
    var reader = MappingReader(document, area: "project")
    let projects = reader.mapping("projects")
    reader.refuseUnknown()
    var elements = MappingReader(projects?[project], area: "project", at: document.place)
    for entry in projects?[project]?.entries ?? [] {
      let sources = elements.list(of: entry.value, entry.key) ?? []
      references[entry.key] = sources.map { $0["ref"].flatMap { elements.text(of: $0, "ref") } }
    }
    problems += reader.problems + elements.problems
  }

  /// Nil where nothing is said about a source.
  subscript(element: String, source: Int) -> LocatedText? {
    guard let sources = references[element], sources.indices.contains(source) else { return nil }
    return sources[source]
  }
}
