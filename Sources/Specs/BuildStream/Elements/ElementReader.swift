import Diagnostics

/// Reads one element from its composed tree, and collects every problem.
struct ElementReader {
  private static let keys = [
    "kind", "description", "depends", "build-depends", "runtime-depends", "sources", "sandbox", "variables",
    "environment", "environment-nocache", "config", "public", "condition-providers", "condition-requirements",
  ]

  let settings: ProjectSettings
  let name: String
  /// Errors and warnings.
  var problems: [Diagnostic] = []
  /// Knows the element's variables once they are read.
  var expander = TextExpander([:])
  /// The first line of the description.
  private(set) var summary = ""

  init(_ name: String, in settings: ProjectSettings) { (self.name, self.settings) = (name, settings) }

  /// Nil for what is no element; what is given may still have problems.
  mutating func read(_ root: LocatedValue) -> ElementDeclaration? {
    var reader = MappingReader(root)
    defer { problems += reader.problems + expander.problems }
    for key in Self.keys { _ = reader.value(key) }
    reader.refuseUnknown()
    guard let text = reader.requiredText("kind", example: "manual"), let kind = kind(text),
      let defaults = settings.kinds[kind]
    else { return nil }
    let variables = variables(&reader, defaults)
    expander = TextExpander(variables.values)
    var element = ElementDeclaration(name: name, place: root.place, work: .stack)
    element.variables = variables.values
    element.description = reader.text("description")?.text ?? ""
    summary = element.description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    element.dependencies = dependencies(&reader, of: kind)
    element.environment = environment(&reader, defaults, variables)
    element.uncachedVariables = uncachedVariables(&reader, defaults)
    element.sandbox = sandbox(&reader, defaults)
    let ownPublic = reader.mapping("public")
    let publicTree = ownPublic.map { composed($0, over: defaults.publicData) } ?? defaults.publicData
    let shared = ownPublic == nil ? defaults.sharedPublicData.value(for: variables) : nil
    add(shared ?? PublicData(publicTree, &expander, problems: &problems), &element)
    readConditions(&reader, defaults, publicTree, &element)
    element.sources = sources(&reader, of: kind)
    element.work = work(of: kind, config(&reader, defaults), &element)
    checkDependencies(of: kind, element)
    return element
  }

  private mutating func kind(_ text: LocatedText) -> ElementKind? {
    if let kind = ElementKind(rawValue: text.text) { return kind }
    let isJunction = text.text == "junction"
    report(
      isJunction ? "junction" : "unknown-kind",
      isJunction
        ? "a junction opens another project, which Assay does not read"
        : "unknown kind of element '\(escaped(text.text))'", at: text.place,
      isJunction
        ? "load that project by itself, or copy the elements into this one"
        : suggestion(for: text.text, among: ElementKind.allCases.map(\.rawValue)))
    return nil
  }

  // What is composed with the kind's defaults

  private mutating func variables(_ reader: inout MappingReader, _ defaults: KindDefaults) -> ElementVariables {
    let tree = reader.mapping("variables")
    problems += protectedVariables(tree)
    var own = reader.definitions(tree, named: "variables").mapValues { VariableTable.Definition($0) }
    own["element-name"] = VariableTable.Definition(LocatedText(name, at: reader.place))
    let alone = own["notparallel"] ?? defaults.variables.definitions["notparallel"]
    if let alone, alone.template.parts.contains(where: { $0 != .text("") }) {
      own["max-jobs"] = VariableTable.Definition(LocatedText("1", at: alone.place))
    }
    return defaults.variables.expanded(with: own, problems: &problems)
  }

  private mutating func environment(
    _ reader: inout MappingReader, _ defaults: KindDefaults, _ variables: ElementVariables
  ) -> [String: String] {
    let tree = reader.mapping("environment")
    if tree == nil, let shared = defaults.sharedEnvironment.value(for: variables) { return shared }
    let own = reader.definitions(tree, named: "environment")
    let all = defaults.environment.merging(own) { $1 }
    return all.mapValues { expander.expand($0) }
  }

  private mutating func uncachedVariables(_ reader: inout MappingReader, _ defaults: KindDefaults) -> Set<String> {
    guard let value = reader.value("environment-nocache") else { return defaults.uncachedVariables }
    return defaults.uncachedVariables.union(reader.addedTexts(of: value, "environment-nocache").map(\.text))
  }

  private mutating func config(_ reader: inout MappingReader, _ defaults: KindDefaults) -> LocatedValue {
    reader.mapping("config").map { composed($0, over: defaults.config) } ?? defaults.config
  }

  private func add(_ data: PublicData, _ element: inout ElementDeclaration) {
    element.publicData = data.text
    element.splitRules = data.splitRules
    element.integrationCommands = data.integrationCommands
    element.overlapWhitelist = data.overlapWhitelist
  }

  mutating func composed(_ upper: LocatedValue, over lower: LocatedValue) -> LocatedValue {
    var composition = Composition()
    defer { problems += composition.problems }
    return composition.lay(upper, over: lower)
  }

  mutating func report(_ code: String, _ message: String, at place: Place?, _ hint: String?) {
    problems.append(Diagnostic("element.\(code)", message, at: place, hint: hint))
  }
}
