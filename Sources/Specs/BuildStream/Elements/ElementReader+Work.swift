import Diagnostics

extension ElementReader {
  mutating func work(
    of kind: ElementKind, _ config: LocatedValue, _ element: inout ElementDeclaration
  ) -> ElementWork {
    var reader = MappingReader(config)
    defer {
      reader.refuseUnknown()
      problems += reader.problems
    }
    switch kind {
    case .import:
      return .import(source: path(&reader, "source", else: "/"), target: path(&reader, "target", else: "/"))
    case .manual, .autotools, .cmake, .meson, .make:
      return .commands(commands(&reader, element), kind: kind.rawValue)
    case .script: return .script(script(&reader, element))
    case .stack: return .stack
    case .compose:
      let integrates = reader.boolean("integrate") ?? true
      return .compose(selection(&reader), integrates: integrates)
    case .filter:
      let passes = reader.boolean("pass-integration") ?? false
      return .filter(selection(&reader), passesIntegration: passes)
    case .link: return link(&reader)
    }
  }

  private mutating func commands(
    _ reader: inout MappingReader, _ element: ElementDeclaration
  ) -> BuildCommands {
    var commands = BuildCommands(
      buildRoot: folder("build-root", element), installRoot: folder("install-root", element))
    commands.configure = list(&reader, "configure-commands")
    commands.build = list(&reader, "build-commands")
    commands.install = list(&reader, "install-commands")
    commands.strip = list(&reader, "strip-commands")
    let subfolder = element.variables["command-subdir"] ?? ""
    if let path = subfolder.isEmpty ? "." : ProjectFiles.normalized(subfolder) {
      commands.subfolder = path == "." ? "" : path
    } else {
      report(
        "outside", "'command-subdir' is '\(escaped(subfolder))', which leads out of the element's sources",
        at: element.place, "name a folder below them")
    }
    return commands
  }

  private mutating func script(_ reader: inout MappingReader, _ element: ElementDeclaration) -> ScriptCommands {
    ScriptCommands(
      commands: list(&reader, "commands"), workingFolder: folder("cwd", element),
      installRoot: folder("install-root", element), isRootReadOnly: reader.boolean("root-read-only") ?? false)
  }

  private mutating func selection(_ reader: inout MappingReader) -> SplitSelection {
    SplitSelection(
      include: expander.expand(reader.texts("include") ?? []), exclude: expander.expand(reader.texts("exclude") ?? []),
      includesOrphans: reader.boolean("include-orphans") ?? false)
  }

  private mutating func link(_ reader: inout MappingReader) -> ElementWork {
    guard let target = reader.requiredText("target", example: "NAME.bst").map({ expander.expanded($0) }) else {
      return .link(target: "", at: reader.place)
    }
    do throws(Diagnostic) {
      return .link(target: try elementName(target), at: target.place)
    } catch {
      problems.append(error)
      return .link(target: target.text, at: target.place)
    }
  }

  /// Commands that are empty once they are expanded do nothing, and are left out.
  private mutating func list(_ reader: inout MappingReader, _ key: String) -> [String] {
    expander.expand(reader.texts(key) ?? []).filter { !$0.isEmpty }
  }

  private mutating func path(_ reader: inout MappingReader, _ key: String, else standard: String) -> String {
    guard let text = reader.text(key).map({ expander.expanded($0) }) else { return standard }
    return absolutePath(text, key)
  }

  /// A folder that a variable names.
  private mutating func folder(_ variable: String, _ element: ElementDeclaration) -> String {
    absolutePath(LocatedText(element.variables[variable] ?? "/", at: element.place), variable)
  }
}
