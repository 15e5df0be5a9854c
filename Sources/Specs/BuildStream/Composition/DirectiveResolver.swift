import Diagnostics
import SystemPackage

/// Resolves `(?)`, `(!)` and `(@)` of the files of one project; each included file is read once.
struct DirectiveResolver {
  /// The tree of a file, with how many values it holds.
  private struct Included {
    var tree: LocatedValue
    var size: Int
  }

  private(set) var problems: [Diagnostic] = []
  private let files: ProjectFiles
  /// Nil while options are not known yet: conditionals are then left out.
  private let options: [String: OptionValue]?
  /// By name; nil for what can't be included.
  private var included: [String: Included?] = [:]
  /// How many values were put together for the document that is resolved right now.
  private var steps = 0
  /// Files that include each other several times over would never come to an end.
  private static let mostSteps = 1 << 18
  /// Each file may nest, and whoever walks the tree needs a stack for all of them.
  private static let longestChain = 16
  /// The files that are being included right now, from the outermost on.
  private var chain: [(name: String, place: Place)] = []

  init(_ files: ProjectFiles, options: [String: OptionValue]?) { (self.files, self.options) = (files, options) }

  mutating func resolve(_ document: YamlDocument) -> LocatedValue {
    guard document.hasDirectives else { return document.root }
    if chain.isEmpty { steps = 0 }
    return withIncludes(withConditionals(document.root))
  }

  // Conditionals

  private mutating func withConditionals(_ value: LocatedValue) -> LocatedValue {
    if let elements = value.elements {
      return LocatedValue(.array(elements.map { withConditionals($0) }), at: value.place)
    }
    guard let entries = value.entries else { return value }
    var result = value
    if let conditionals = value["(?)"] {
      result = LocatedValue(.table(entries.filter { $0.key != "(?)" }), at: value.place)
      for branch in branches(conditionals) {
        guard take(1 + (result.entries?.count ?? 0), at: conditionals.place) else { break }
        result = composed(withConditionals(branch), over: result)
      }
    }
    if let refusal = result["(!)"] {
      report(
        "element.refused-by-project",
        "the project refuses this: \(escaped(refusal.string.map(trimmed) ?? "it gives no reason"))",
        refusal.place, "see the condition that it stands under")
    }
    let resolved = (result.entries ?? []).filter { $0.key != "(!)" }.map { entry in
      var entry = entry
      entry.value = withConditionals(entry.value)
      return entry
    }
    return LocatedValue(.table(resolved), at: result.place)
  }

  /// The mappings of the conditions that hold.
  private mutating func branches(_ conditionals: LocatedValue) -> [LocatedValue] {
    guard let items = conditionals.elements else {
      report(
        "element.conditional", "'(?)' must be a list of conditions, but is \(conditionals.yamlKind)",
        conditionals.place, "write - CONDITION: { KEY: VALUE }")
      return []
    }
    return items.compactMap { item in
      guard let entries = item.entries, entries.count == 1, entries[0].value.entries != nil else {
        report(
          "element.conditional", "each item of '(?)' must be one condition with a mapping", item.place,
          "write - CONDITION: { KEY: VALUE }")
        return nil
      }
      guard let options else { return nil }
      do throws(Diagnostic) {
        let holds = try ConditionalExpression.evaluate(entries[0].key, options: options, at: entries[0].place)
        return holds ? entries[0].value : nil
      } catch {
        problems.append(error)
        return nil
      }
    }
  }

  // Includes

  private mutating func withIncludes(_ value: LocatedValue) -> LocatedValue {
    if let elements = value.elements {
      return LocatedValue(.array(elements.map { withIncludes($0) }), at: value.place)
    }
    guard let entries = value.entries else { return value }
    var result = value
    if let names = value["(@)"] {
      let own = LocatedValue(.table(entries.filter { $0.key != "(@)" }), at: value.place)
      var below = LocatedValue(.table([]), at: value.place)
      for name in fileNames(names) {
        guard let file = content(of: name), take(file.size, at: name.place) else { continue }
        below = composed(file.tree, over: below)
      }
      result = composed(own, over: below)
    }
    let resolved = (result.entries ?? []).map { entry in
      var entry = entry
      entry.value = withIncludes(entry.value)
      return entry
    }
    return LocatedValue(.table(resolved), at: value.place)
  }

  private mutating func fileNames(_ value: LocatedValue) -> [LocatedText] {
    let items = value.elements ?? [value]
    return items.compactMap { item in
      if let text = item.string { return LocatedText(text, at: item.place) }
      report(
        "element.include", "'(@)' must name a file or a list of files, but this is \(item.yamlKind)", item.place,
        "write (@): FILE")
      return nil
    }
  }

  private mutating func content(of name: LocatedText) -> Included? {
    guard let path = fileName(name) else { return nil }
    if let known = included[path] { return known }
    chain.append((path, name.place))
    defer { chain.removeLast() }
    if let start = chain.firstIndex(where: { $0.name == path }), start < chain.count - 1 {
      let steps = chain[start...].map { "\(escaped($0.name)) (\($0.place))" }
      report(
        "element.include-cycle", "files include each other in a circle: \(steps.joined(separator: " -> "))", name.place,
        "take one of the includes out")
      return nil
    }
    guard chain.count <= Self.longestChain else {
      report(
        "element.include-depth", "this is included through more than \(Self.longestChain) files", name.place,
        "include it nearer to where it is needed")
      return nil
    }
    var file: Included?
    do throws(Diagnostic) {
      if let document = try files.document(path, problems: &problems) {
        let tree = resolve(document)
        file = Included(tree: tree, size: tree.nodeCount)
      }
    } catch {
      report("element.missing-include", "can't include '\(escaped(path))': \(error.message)", name.place, error.hint)
    }
    // After the file's own includes: one that takes part in a circle is not known while it is read.
    included[path] = .some(file)
    return file
  }

  private mutating func fileName(_ name: LocatedText) -> String? {
    if name.text.contains(":") {
      report(
        "element.junction", "'\(escaped(name.text))' is a file of another project, which Assay does not read",
        name.place, "copy the file into this project")
      return nil
    }
    guard let path = ProjectFiles.normalized(name.text) else {
      report(
        "element.outside", "'\(escaped(name.text))' leads out of the project", name.place,
        "name a file below the folder of project.conf")
      return nil
    }
    return path
  }

  /// False, and told once, when there were too many steps.
  private mutating func take(_ count: Int, at place: Place) -> Bool {
    defer { steps += count }
    if steps <= Self.mostSteps, steps + count > Self.mostSteps {
      report(
        "element.include-size", "with what is put together here, the document holds more than \(Self.mostSteps) values",
        place, "look for files that are included again and again")
    }
    return steps + count <= Self.mostSteps
  }

  private mutating func composed(_ upper: LocatedValue, over lower: LocatedValue) -> LocatedValue {
    var composition = Composition()
    defer { problems += composition.problems }
    return composition.lay(upper, over: lower)
  }

  private mutating func report(_ code: String, _ message: String, _ place: Place, _ hint: String?) {
    problems.append(Diagnostic(code, message, at: place, hint: hint))
  }
}

extension LocatedValue {
  /// How many values a tree holds, itself included.
  fileprivate var nodeCount: Int {
    switch content {
    case .table(let entries): entries.reduce(1) { $0 + $1.value.nodeCount }
    case .array(let elements): elements.reduce(1) { $0 + $1.nodeCount }
    default: 1
    }
  }
}
