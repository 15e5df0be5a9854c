import Diagnostics
import SystemPackage

extension ElementReader {
  private enum Purpose: String, CaseIterable { case build, runtime, all }

  /// What one item of a list says about all elements that it names.
  private struct Item {
    var names: [LocatedText] = []
    var purpose: Purpose
    var location: LocatedText?
  }

  mutating func dependencies(_ reader: inout MappingReader, of kind: ElementKind) -> [DependencyDeclaration] {
    var (found, positions) = ([DependencyDeclaration](), [String: Int]())
    for (key, purpose) in [("depends", Purpose?.none), ("build-depends", .build), ("runtime-depends", .runtime)] {
      for value in reader.list(key) ?? [] {
        guard let item = item(value, purpose: purpose, of: kind) else { continue }
        for name in item.names {
          guard let dependency = dependency(name, item) else { continue }
          if let known = positions[dependency.element] {
            join(dependency, item.location, into: &found[known])
          } else {
            positions[dependency.element] = found.count
            found.append(dependency)
          }
        }
      }
    }
    return found
  }

  private mutating func dependency(_ name: LocatedText, _ item: Item) -> DependencyDeclaration? {
    do throws(Diagnostic) {
      var dependency = DependencyDeclaration(
        element: try elementName(name), place: name.place, isForBuild: item.purpose != .runtime,
        isForRun: item.purpose != .build)
      if let location = item.location { dependency.location = location.text }
      return dependency
    } catch {
      problems.append(error)
      return nil
    }
  }

  private mutating func join(
    _ added: DependencyDeclaration, _ location: LocatedText?, into known: inout DependencyDeclaration
  ) {
    known.isForBuild = known.isForBuild || added.isForBuild
    known.isForRun = known.isForRun || added.isForRun
    guard let location, location.text != known.location else { return }
    if known.location == "/" {
      known.location = location.text
    } else {
      report(
        "location",
        "'\(added.element)' can't be staged at '\(escaped(location.text))' and at '\(escaped(known.location))'",
        at: location.place, "stage it once; a compose element can lay it out")
    }
  }

  private mutating func item(_ value: LocatedValue, purpose: Purpose?, of kind: ElementKind) -> Item? {
    if let name = value.string { return Item(names: [LocatedText(name, at: value.place)], purpose: purpose ?? .all) }
    guard value.entries != nil else {
      report(
        "wrong-type", "a dependency must be the name of an element or a mapping, but is \(value.yamlKind)",
        at: value.place, "write - NAME.bst")
      return nil
    }
    var reader = MappingReader(value)
    defer { problems += reader.problems }
    var item = Item(purpose: purpose ?? self.purpose(&reader))
    item.names = names(&reader)
    if let junction = reader.value("junction") {
      report(
        "junction", "this depends on an element of another project, which Assay does not read", at: junction.place,
        "copy the element into this project")
    }
    let strict = reader.value("strict")
    if strict != nil { checkStrict(&reader, item) }
    item.location = location(&reader, item, of: kind)
    reader.refuseUnknown()
    return item
  }

  private mutating func purpose(_ reader: inout MappingReader) -> Purpose {
    guard let text = reader.text("type") else { return .all }
    if let purpose = Purpose(rawValue: text.text) { return purpose }
    reader.report(
      "dependency-type", "a dependency is of type 'build', 'runtime' or 'all', not '\(escaped(text.text))'",
      at: text.place, suggestion(for: text.text, among: Purpose.allCases.map(\.rawValue)))
    return .all
  }

  private mutating func names(_ reader: inout MappingReader) -> [LocatedText] {
    if let names = reader.value("filename"), names.elements != nil { return reader.texts("filename") ?? [] }
    return reader.requiredText("filename", example: "NAME.bst").map { [$0] } ?? []
  }

  /// Every dependency is strict here, so that saying so changes nothing.
  private mutating func checkStrict(_ reader: inout MappingReader, _ item: Item) {
    guard let isStrict = reader.boolean("strict"), let place = reader.value("strict")?.place else { return }
    if !isStrict {
      reader.report("strict", "'strict' can only be True", at: place, "drop it")
    } else if item.purpose == .runtime {
      reader.report(
        "strict", "a runtime dependency can't be strict: it is not there when the element is built", at: place,
        "drop it, or make it a build dependency")
    }
  }

  private mutating func location(
    _ reader: inout MappingReader, _ item: Item, of kind: ElementKind
  ) -> LocatedText? {
    guard let config = reader.mapping("config") else { return nil }
    guard kind.takesLocations, item.purpose != .runtime else {
      report(
        "dependency-config",
        kind.takesLocations
          ? "a runtime dependency takes no config: it is not staged"
          : "dependencies of '\(kind.rawValue)' elements take no config", at: config.place, "drop it")
      return nil
    }
    var inner = MappingReader(config)
    defer { problems += inner.problems }
    if let digest = inner.value("digest-environment") {
      report(
        "digest-environment", "'digest-environment' is not supported: Assay sets no variables to digests",
        at: digest.place, "drop it")
    }
    let location = inner.text("location").map { expander.expanded($0) }
    inner.refuseUnknown()
    guard let location else { return nil }
    return LocatedText(absolutePath(location, "location"), at: location.place)
  }

  /// A path inside the sandbox; one that is not absolute is a problem.
  mutating func absolutePath(_ text: LocatedText, _ key: String) -> String {
    let path = FilePath(text.text)
    if !path.isAbsolute {
      report(
        "path", "'\(key)' must be an absolute path, but is '\(escaped(text.text))'", at: text.place, "begin it with /")
    }
    return path.lexicallyNormalized().string
  }

  // Rules of the kinds

  mutating func checkDependencies(of kind: ElementKind, _ element: ElementDeclaration) {
    switch kind {
    case .stack:
      for dependency in element.dependencies where !dependency.isForBuild || !dependency.isForRun {
        report(
          "dependency-kind", "a stack needs '\(dependency.element)' for building and for running, not for one of them",
          at: dependency.place, "list it under depends, without a type")
      }
    case .link:
      for dependency in element.dependencies {
        report("dependency-kind", "a link has no dependencies but its target", at: dependency.place, "drop it")
      }
    case .filter: checkFilter(element)
    default:
      guard !kind.takesRuntimeDependencies else { return }
      for dependency in element.dependencies where dependency.isForRun {
        report(
          "dependency-kind",
          "'\(kind.rawValue)' elements have build dependencies only, and '\(dependency.element)' is one for running",
          at: dependency.place, "list it under build-depends")
      }
    }
  }

  private mutating func checkFilter(_ element: ElementDeclaration) {
    let forBuild = element.dependencies.filter(\.isForBuild)
    guard let subject = forBuild.first, forBuild.count == 1 else {
      return report(
        "dependency-kind", "a filter has exactly one build dependency, and this one has \(forBuild.count)",
        at: forBuild.dropFirst().first?.place ?? element.place, "name one element under build-depends")
    }
    if subject.isForRun {
      report(
        "dependency-kind", "what a filter filters can't be a runtime dependency too", at: subject.place,
        "list it under build-depends")
    }
  }
}
