import Diagnostics
import Store
import SystemPackage

extension ProjectSettings {
  static let fileName = "project.conf"
  /// Keys that must be known before any include or condition is looked at.
  private static let ownKeys = ["name", "min-version", "element-path", "plugins"]
  private static let unconditionalKeys =
    ownKeys + ["junctions", "defaults", "fatal-warnings", "ref-storage", "options"]
  /// Read by other programs, or said to be harmless: what they configure is not used here.
  private static let unusedKeys = [
    "mirrors", "artifacts", "source-caches", "junctions", "shell", "source-provenance-attributes", "options",
  ]

  /// Nil, and at least one problem more, where there is no such file or it makes no sense.
  init?(_ folder: FilePath, options given: [String: String], problems: inout [Diagnostic]) {
    files = ProjectFiles(folder)
    file = files.shownName(Self.fileName)
    guard let document = Self.document(files, &problems) else { return nil }
    let options = ProjectOptions(Self.declaredOptions(document, files), given: given)
    var resolver = DirectiveResolver(files, options: options.values)
    let root = resolver.resolve(document)
    problems += options.problems + resolver.problems + Self.misplacedKeys(document.root, root, file: file)

    var reader = MappingReader(root, area: "project")
    defer { problems += reader.problems }
    for key in Self.unusedKeys { _ = reader.value(key) }
    self.options = options.values
    name = reader.projectName()
    elementPath = reader.elementPath(files)
    reader.checkVersion()
    reader.checkPlugins()
    defaultTargets = reader.defaultTargets()
    fatalWarnings = Set((reader.texts("fatal-warnings") ?? []).map(\.text)).sorted(by: byteOrder)
    aliases = reader.aliases(files.folder)
    sources = reader.sourceDefaults()
    references = Self.references(&reader, files, project: name, &problems)
    kinds = Self.kinds(&reader, root, name: name, options: options, &problems)
    reader.refuseOverlapKey()
    reader.refuseUnknown()
  }

  private static func document(_ files: ProjectFiles, _ problems: inout [Diagnostic]) -> YamlDocument? {
    do throws(Diagnostic) {
      return try files.document(fileName, problems: &problems)
    } catch {
      let place = Place(files.shownName(fileName))
      problems.append(
        error.code == "disk.missing"
          ? Diagnostic(
            "project.missing", "there is no project.conf", at: place, hint: "name the folder of a project that has one")
          : Diagnostic(error.code, error.message, at: place, hint: error.hint))
      return nil
    }
  }

  /// Options may come from includes, but not from conditions, which they decide.
  private static func declaredOptions(_ document: YamlDocument, _ files: ProjectFiles) -> LocatedValue? {
    var resolver = DirectiveResolver(files, options: nil)
    // What is wrong with includes is told when they are resolved for good.
    return resolver.resolve(document)["options"]
  }

  private static func misplacedKeys(_ written: LocatedValue, _ root: LocatedValue, file: String) -> [Diagnostic] {
    let included = (root.entries ?? []).filter { ownKeys.contains($0.key) && $0.place.file != file }
    let conditional = (written["(?)"]?.elements ?? []).flatMap { $0.entries ?? [] }.flatMap { $0.value.entries ?? [] }
      .filter { unconditionalKeys.contains($0.key) }
    return included.map {
      Diagnostic(
        "project.included-key", "'\($0.key)' can't come from an included file", at: $0.place,
        hint: "write it in project.conf itself")
    }
      + conditional.map {
        Diagnostic(
          "project.conditional-key", "'\($0.key)' can't hang on a condition", at: $0.place,
          hint: "write it at the top of project.conf")
      }
  }

  private static func references(
    _ reader: inout MappingReader, _ files: ProjectFiles, project: String, _ problems: inout [Diagnostic]
  ) -> SourceReferences {
    guard let storage = reader.text("ref-storage"), storage.text != "inline" else { return SourceReferences() }
    guard storage.text == "project.refs" else {
      reader.report(
        "unknown-value", "'ref-storage' can't be '\(escaped(storage.text))'", at: storage.place,
        suggestion(for: storage.text, among: ["inline", "project.refs"]))
      return SourceReferences()
    }
    do throws(Diagnostic) {
      let document = try files.document("project.refs", problems: &problems)
      return document.map { SourceReferences($0.root, project: project, problems: &problems) } ?? SourceReferences()
    } catch {
      // A project without references has no such file yet.
      if error.code != "disk.missing" { problems.append(error) }
      return SourceReferences()
    }
  }

  private static func kinds(
    _ reader: inout MappingReader, _ root: LocatedValue, name: String, options: ProjectOptions,
    _ problems: inout [Diagnostic]
  ) -> [ElementKind: KindDefaults] {
    let project = reader.layer(root, over: builtInDocument(BuiltInDefaults.project, "all projects"))
    problems += protectedVariables(root["variables"])
    var fixed = options.variables
    fixed["project-name"] = LocatedText(name, at: root.place)
    // The same on every machine, so that what commands see is the same too.
    fixed["max-jobs"] = LocatedText("4", at: root.place)
    let overrides = reader.mapping("elements")
    let base = KindDefaults(
      .stack, project: project, overrides: nil, fixed: fixed, base: nil, problems: &problems)
    return Dictionary(
      uniqueKeysWithValues: ElementKind.allCases.map { kind in
        let defaults = KindDefaults(
          kind, project: project, overrides: overrides?[kind.rawValue], fixed: fixed, base: base, problems: &problems)
        return (kind, defaults)
      })
  }
}
