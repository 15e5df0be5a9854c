import Diagnostics

extension ElementReader {
  static let (providers, requirements) = ("condition-providers", "condition-requirements")

  /// From both spellings: at the top level, over what the project says about the kind, and in `public: assay:`.
  mutating func readConditions(
    _ reader: inout MappingReader, _ defaults: KindDefaults, _ publicTree: LocatedValue,
    _ element: inout ElementDeclaration
  ) {
    let assay = publicTree["assay"]
    let own = (reader.value(Self.providers), reader.value(Self.requirements))
    let top = (
      joined(own.0, over: defaults.conditionProviders, Self.providers),
      joined(own.1, over: defaults.conditionRequirements, Self.requirements)
    )
    guard top.0 != nil || top.1 != nil || assay != nil else { return }
    var keys = MappingReader(assay)
    let written = (keys.value(Self.providers), keys.value(Self.requirements))
    problems += keys.problems
    for value in [top.0, written.0] { element.conditionProviders += value.map { providers($0) } ?? [] }
    for value in [top.1, written.1] { element.conditionRequirements += value.map { requirements($0) } ?? [] }
    guard defaults.kind == .link, let place = (own.0 ?? own.1)?.place else { return }
    report("condition-of-link", "a link has no conditions of its own", at: place, "write them in its target")
  }

  /// An element may change the list of its kind, or begin one.
  private mutating func joined(_ own: LocatedValue?, over base: LocatedValue?, _ key: String) -> LocatedValue? {
    guard let own else { return base }
    func wrapped(_ value: LocatedValue) -> LocatedValue {
      LocatedValue(.table([LocatedValue.Entry(key: key, place: value.place, value: value)]), at: value.place)
    }
    guard let base else { return own }
    return composed(wrapped(own), over: wrapped(base))[key]
  }

  private mutating func providers(_ value: LocatedValue) -> [ConditionProviderDeclaration] {
    guard let entries = value.entries else {
      report(
        "wrong-type", "'\(Self.providers)' must be a mapping, but is \(value.yamlKind)", at: value.place,
        "write CONDITION: [NAME.bst]")
      return []
    }
    var reader = MappingReader(value)
    defer { problems += reader.problems }
    return entries.flatMap { entry -> [ConditionProviderDeclaration] in
      checkName(LocatedText(entry.key, at: entry.place))
      return reader.addedTexts(of: entry.value, entry.key).compactMap { name in
        do throws(Diagnostic) {
          return ConditionProviderDeclaration(
            condition: entry.key, element: try elementName(name), place: name.place)
        } catch {
          problems.append(error)
          return nil
        }
      }
    }
  }

  private mutating func requirements(_ value: LocatedValue) -> [ConditionRequirementDeclaration] {
    var reader = MappingReader(value.entries == nil ? nil : value)
    let names = reader.addedTexts(of: value, Self.requirements)
    problems += reader.problems
    return names.map { name in
      checkName(name)
      return ConditionRequirementDeclaration(condition: name.text, place: name.place)
    }
  }

  private mutating func checkName(_ name: LocatedText) {
    guard !isSymbol(name.text) else { return }
    report(
      "condition-name", "'\(escaped(name.text))' can't be the name of a condition", at: name.place,
      "use letters, digits, '-' and '_', and begin with no digit")
  }
}
