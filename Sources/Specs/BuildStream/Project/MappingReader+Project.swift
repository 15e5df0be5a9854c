import Diagnostics
import Store
import SystemPackage

/// The keys of `project.conf`.
extension MappingReader {
  /// The version of the format that is read.
  private static let version = (major: 2, minor: 8)

  mutating func projectName() -> String {
    guard let text = requiredText("name", example: "my-project") else { return "" }
    if !isSymbol(text.text) {
      report(
        "name", "'\(escaped(text.text))' can't be the name of a project", at: text.place,
        "use letters, digits, '-' and '_', and begin with no digit")
    }
    return text.text
  }

  mutating func elementPath(_ files: ProjectFiles) -> String {
    guard let text = text("element-path") else { return "." }
    guard let path = ProjectFiles.normalized(text.text), files.isInside(files.folder.pushing(FilePath(path))) else {
      report(
        "outside", "'\(escaped(text.text))' leads out of the project", at: text.place,
        "name a folder below the folder of project.conf")
      return "."
    }
    if !files.folder.pushing(FilePath(path)).isFolder {
      report(
        "missing-path", "the folder '\(escaped(text.text))' does not exist", at: text.place,
        "make it, or name the folder that holds the elements")
    }
    return path
  }

  mutating func checkVersion() {
    guard let text = requiredText("min-version", example: "\(Self.version.major).0") else { return }
    let numbers = text.text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1], minor >= 0 else {
      return report(
        "version", "'min-version' must be of the form MAJOR.MINOR, not '\(escaped(text.text))'", at: text.place,
        "write min-version: \(Self.version.major).0")
    }
    guard major != Self.version.major || minor > Self.version.minor else { return }
    report(
      "version",
      "the project asks for version \(major).\(minor) of the format, and \(Self.version.major).0 to \(Self.version.major).\(Self.version.minor) is read",
      at: text.place, "write min-version: \(Self.version.major).0 if it needs nothing newer")
  }

  /// Plugins are not run: those that would stand for a kind of ours would give something else.
  mutating func checkPlugins() {
    for origin in list("plugins") ?? [] {
      var reader = MappingReader(origin, area: "project")
      let isLocal = reader.text("origin")?.text == "local"
      problems += reader.problems
      guard isLocal else { continue }
      for item in origin["elements"]?.elements ?? [] {
        guard let kind = item.string, ElementKind(rawValue: kind) != nil else { continue }
        report(
          "plugin", "the project brings a plugin of its own for '\(kind)', which Assay can't run", at: item.place,
          "use the kind as Assay has it, or write its commands in manual elements")
      }
    }
  }

  mutating func defaultTargets() -> [LocatedText] {
    guard let table = mapping("defaults") else { return [] }
    var reader = MappingReader(table, area: "project")
    defer { problems += reader.problems }
    let targets = reader.texts("targets") ?? []
    reader.refuseUnknown()
    return targets
  }

  mutating func aliases(_ folder: FilePath) -> [String: String] {
    let (path, uri) = (folder.string, "file://" + folder.string)
    var expander = TextExpander([
      "project-root": path, "toplevel-root": path, "project-root-uri": uri, "toplevel-root-uri": uri,
    ])
    defer { problems += expander.problems }
    return Dictionary(
      (textMapping("aliases") ?? []).map { ($0.key, expander.expand($0.value)) }, uniquingKeysWith: { $1 })
  }

  /// What the project says about the keys of sources, by kind.
  mutating func sourceDefaults() -> [String: LocatedValue] {
    guard let table = mapping("sources") else { return [:] }
    var result: [String: LocatedValue] = [:]
    for entry in table.entries ?? [] {
      var reader = MappingReader(entry.value, area: "project")
      result[entry.key] = reader.mapping("config")
      reader.refuseUnknown()
      problems += reader.problems
    }
    return result
  }

  mutating func refuseOverlapKey() {
    guard let value = value("fail-on-overlap") else { return }
    report(
      "fail-on-overlap", "'fail-on-overlap' is no longer read", at: value.place, "write fatal-warnings: [overlaps]")
  }

  /// What all elements stand on: the project's keys over the program's, split rules where elements have them.
  mutating func layer(_ root: LocatedValue, over builtIn: LocatedValue) -> LocatedValue {
    let keys = ["variables", "environment", "environment-nocache", "sandbox", "split-rules"]
    for key in keys { _ = value(key) }
    let own = LocatedValue(.table((root.entries ?? []).filter { keys.contains($0.key) }), at: root.place)
    var composition = Composition()
    let all = composition.lay(own, over: builtIn)
    problems += composition.problems
    let entries = (all.entries ?? []).map { entry in
      guard entry.key == "split-rules" else { return entry }
      let bst = LocatedValue(.table([entry]), at: entry.place)
      let domain = LocatedValue.Entry(key: "bst", place: entry.place, value: bst)
      return LocatedValue.Entry(
        key: "public", place: entry.place, value: LocatedValue(.table([domain]), at: entry.place))
    }
    return LocatedValue(.table(entries), at: root.place)
  }
}
