import Diagnostics
import Specs
import Store
import SystemPackage

/// Computes payload keys: all that the tree an element gives may depend on.
///
/// Left out are descriptions, variables as such (commands are keyed with their values in them), runtime dependencies
/// of the element itself, variables of the environment that are declared not to matter, and all about conditions.
struct PayloadText {
  private(set) var problems: [Diagnostic] = []
  private let localSources: [FilePath: ContentDigest]
  private let project: KeyText
  private var environments = LastDigest<[String: String]>()
  private var splitRules = LastDigest<[String: [String]]>()

  init(_ graph: ElementGraph, localSources: [FilePath: ContentDigest]) {
    self.localSources = localSources
    var text = KeyText()
    text.add("format", "assay.payload/1")
    text.add("project", graph.projectName)
    // Those of conditions are weighed before anything is built, and change no tree.
    text.add("fatal-warnings", graph.fatalWarnings.filter { !$0.hasPrefix("condition-") })
    project = text
  }

  mutating func key(of element: Element, staged: (ElementID) -> ContentDigest) -> ContentDigest {
    let declaration = element.declaration
    var text = project
    text.add("element", element.name)
    text.add("kind", declaration.work.kind)
    add(declaration.work, to: &text)
    if declaration.work.runsCommands { addSurroundings(of: declaration, to: &text) }
    text.add("public", declaration.publicData)
    text.add("split-rules", splitRules.of(declaration.splitRules) { $0.addSorted($1) })
    text.add("integration", declaration.integrationCommands)
    text.add("overlaps", declaration.overlapWhitelist)
    for source in declaration.sources { add(source, of: element, to: &text) }
    for dependency in element.dependencies where dependency.isForBuild {
      text.add("locations", dependency.locations)
      text.add("dependency", staged(dependency.element))
    }
    return text.digest
  }

  private func add(_ work: ElementWork, to text: inout KeyText) {
    switch work {
    case .import(let source, let target):
      text.add("source", source)
      text.add("target", target)
    case .commands(let commands, kind: _): add(commands, to: &text)
    case .script(let script):
      text.add("commands", script.commands)
      text.add("folders", [script.workingFolder, script.installRoot])
      text.add("root-read-only", String(script.isRootReadOnly))
    case .stack, .link: break
    case .compose(let selection, let flag), .filter(let selection, let flag):
      text.add("include", Set(selection.include).sorted(by: byteOrder))
      text.add("exclude", Set(selection.exclude).sorted(by: byteOrder))
      text.add("orphans", String(selection.includesOrphans))
      text.add("integration-taken", String(flag))
    }
  }

  private func add(_ commands: BuildCommands, to text: inout KeyText) {
    text.add("configure", commands.configure)
    text.add("build", commands.build)
    text.add("install", commands.install)
    text.add("strip", commands.strip)
    text.add("folders", [commands.buildRoot, commands.installRoot, commands.subfolder])
  }

  private mutating func addSurroundings(of declaration: ElementDeclaration, to text: inout KeyText) {
    text.add("user", [String(declaration.sandbox.userID), String(declaration.sandbox.groupID)])
    var environment = declaration.environment
    for name in declaration.uncachedVariables { environment[name] = nil }
    text.add("environment", environments.of(environment) { $0.addSorted($1.mapValues { [$0] }) })
  }

  private mutating func add(_ source: SourceDeclaration, of element: Element, to text: inout KeyText) {
    text.add("folder", source.folder)
    switch source.content {
    case .local(let path):
      guard let digest = localSources[path] else {
        problems.append(
          Diagnostic("source.unread", "local source of \(escaped(element.name)) was not read", at: source.place))
        return
      }
      text.add("local", digest)
    case .tar(_, let sha256, let baseFolder):
      text.add("tar", [pinned(sha256, source, element), baseFolder])
    case .remote(_, let sha256, let fileName, let isExecutable):
      text.add("remote", [pinned(sha256, source, element), fileName, String(isExecutable)])
    }
  }

  private mutating func pinned(_ sha256: String?, _ source: SourceDeclaration, _ element: Element) -> String {
    if let sha256 { return sha256 }
    problems.append(
      Diagnostic(
        "source.no-reference", "source of \(escaped(element.name)) has no 'ref'", at: source.place,
        hint: "add the sha256 of the file as 'ref'"))
    return ""
  }
}

extension ElementWork {
  /// Whether commands are run in a sandbox, so that its environment and user matter.
  fileprivate var runsCommands: Bool {
    switch self {
    case .commands, .script, .compose(_, integrates: true): true
    case .import, .stack, .compose, .filter, .link: false
    }
  }
}

/// Remembers one digest, since elements mostly share such values with the one before.
private struct LastDigest<Value: Equatable> {
  private var last: (value: Value, digest: ContentDigest)?

  mutating func of(_ value: Value, write: (inout KeyText, Value) -> Void) -> ContentDigest {
    if let last, last.value == value { return last.digest }
    var text = KeyText()
    write(&text, value)
    last = (value, text.digest)
    return text.digest
  }
}

extension KeyText {
  fileprivate mutating func addSorted(_ lists: [String: [String]]) {
    for (name, values) in lists.sorted(by: { byteOrder($0.key, $1.key) }) {
      add("name", name)
      add("values", values)
    }
  }
}
