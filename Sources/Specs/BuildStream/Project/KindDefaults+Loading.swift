import Diagnostics

extension KindDefaults {
  /// The keys of `elements: KIND:` and, with others, of elements.
  private static let keys = [
    "variables", "environment", "environment-nocache", "config", "public", "sandbox", "condition-providers",
    "condition-requirements",
  ]

  /// - Parameters:
  ///   - project: `project.conf` over the program's defaults, with what is the same for all elements.
  ///   - overrides: What the project says about the kind.
  ///   - fixed: Variables that nobody may define.
  ///   - base: A kind that adds nothing to the project, from which what is the same is taken.
  init(
    _ kind: ElementKind, project: LocatedValue, overrides: LocatedValue?, fixed: [String: LocatedText],
    base: KindDefaults?, problems: inout [Diagnostic]
  ) {
    self.kind = kind
    var composition = Composition()
    var reader = MappingReader(overrides, area: "project")
    for key in Self.keys { _ = reader.value(key) }
    reader.refuseUnknown()
    let builtIn = builtInDocument(BuiltInDefaults.text(of: kind), "kind \(kind.rawValue)")
    func layers(_ key: String) -> LocatedValue? {
      let layers = [project[key], builtIn[key], overrides?[key]].compactMap { $0 }
      return layers.first.map { layers.dropFirst().reduce($0) { composition.lay($1, over: $0) } }
    }
    let empty = LocatedValue(.table([]), at: project.place)
    /// The base, when the kind has nothing of its own under any of the keys.
    func same(_ keys: String...) -> KindDefaults? {
      keys.allSatisfy { builtIn[$0] == nil && overrides?[$0] == nil } ? base : nil
    }
    variables =
      same("variables")?.variables
      ?? VariableTable(
        reader.definitions(layers("variables"), named: "variables").merging(fixed) { $1 }
          .mapValues { VariableTable.Definition($0) })
    environment = reader.definitions(layers("environment"), named: "environment")
    uncachedVariables = Set(
      [project, builtIn, overrides].compactMap { $0?["environment-nocache"] }
        .flatMap { reader.addedTexts(of: $0, "environment-nocache") }.map(\.text))
    config = layers("config") ?? empty
    publicData = layers("public") ?? empty
    sandbox = layers("sandbox") ?? empty
    conditionProviders = overrides?["condition-providers"]
    conditionRequirements = overrides?["condition-requirements"]
    problems += protectedVariables(overrides?["variables"]) + reader.problems + composition.problems
    sharedEnvironment =
      same("variables", "environment")?.sharedEnvironment ?? Self.share(environment, variables)
    sharedPublicData = same("variables", "public")?.sharedPublicData ?? Self.share(publicData, variables)
  }

  private static func share(
    _ environment: [String: LocatedText], _ table: VariableTable
  ) -> Shared<[String: String]> {
    var expander = TextExpander(table.values)
    let value = environment.mapValues { expander.expand($0) }
    let used = environment.values.flatMap { VariableTemplate($0.text).variables }
    return Shared(value: expander.problems.isEmpty ? value : nil, variables: Set(used))
  }

  private static func share(_ data: LocatedValue, _ table: VariableTable) -> Shared<PublicData> {
    var expander = TextExpander(table.values)
    var problems: [Diagnostic] = []
    let value = PublicData(data, &expander, problems: &problems)
    return Shared(
      value: problems.isEmpty && expander.problems.isEmpty ? value : nil, variables: Set(data.usedVariables))
  }
}

extension MappingReader {
  /// A mapping of texts as a dictionary.
  mutating func definitions(_ value: LocatedValue?, named key: String) -> [String: LocatedText] {
    guard let value else { return [:] }
    var result: [String: LocatedText] = [:]
    for entry in value.entries ?? [] { result[entry.key] = text(of: entry.value, entry.key) }
    if value.entries == nil {
      report("wrong-type", "'\(key)' must be a mapping, but is \(value.yamlKind)", at: value.place, "write NAME: VALUE")
    }
    return result
  }
}

extension LocatedValue {
  /// The variables that the texts of a tree refer to.
  var usedVariables: [String] {
    switch content {
    case .string(let text): VariableTemplate(text).variables
    case .array(let elements): elements.flatMap(\.usedVariables)
    case .table(let entries): entries.flatMap { $0.value.usedVariables }
    default: []
    }
  }
}

/// Definitions of variables that only the program may define.
func protectedVariables(_ variables: LocatedValue?) -> [Diagnostic] {
  (variables?.entries ?? []).filter { ["element-name", "project-name", "max-jobs"].contains($0.key) }.map { entry in
    Diagnostic(
      "element.protected-variable", "the variable '\(entry.key)' can't be defined, it is given", at: entry.value.place,
      hint: "use another name")
  }
}

/// A document of the program; `name` stands for its file in messages.
func builtInDocument(_ text: String, _ name: String) -> LocatedValue {
  var problems: [Diagnostic] = []
  let document = YamlDocument.parse(Array(text.utf8), file: "defaults of \(name)", problems: &problems)
  return document?.root ?? LocatedValue(.table([]), at: Place(name))
}
