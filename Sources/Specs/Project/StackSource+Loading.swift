import Diagnostics
import Store
import SystemPackage

extension StackSource {
  /// Reads what a table of `assay.toml` says about how a stack is built; nil when that can't be understood, which has
  /// been reported then.
  static func read(
    _ reader: inout FieldReader, in folder: FilePath, expected: FilePath
  ) -> (source: StackSource, publishFormat: PublishFormat?)? {
    if reader.value("command") != nil { return command(&reader, in: folder).map { (.command($0), nil) } }
    guard let text = reader.requiredString("spec", example: "\"venvstacks.toml\"") else {
      _ = layers(&reader, spec: folder, in: folder, expected: expected)  // What else is wrong is told as well.
      return nil
    }
    let spec = folder.pushing(FilePath(text)).lexicallyNormalized()
    if let project = ElementSource.folder(of: spec) {
      return (.elements(elements(&reader, in: project)), reader.publishFormat())
    }
    let source = layers(&reader, spec: spec, in: folder, expected: expected)
    return (.layers(source), reader.publishFormat())
  }

  private static func layers(
    _ reader: inout FieldReader, spec: FilePath, in folder: FilePath, expected: FilePath
  ) -> LayerSource {
    let locks = reader.string("locks").map { folder.pushing(FilePath($0)).lexicallyNormalized() }
    let layout = layout(&reader)
    let standard =
      layout == .venvstacks
      ? spec.removingLastComponent().appending("requirements") : expected.appending("locks")
    return LayerSource(spec: spec, locks: locks ?? standard, layout: layout)
  }

  private static func elements(_ reader: inout FieldReader, in project: FilePath) -> ElementSource {
    var source = ElementSource(folder: project)
    source.targets = reader.strings("targets")?.map(\.text) ?? []
    for option in reader.stringTable("options") ?? [] { source.options[option.key] = option.text }
    return source
  }

  private static func command(_ reader: inout FieldReader, in folder: FilePath) -> CommandSource? {
    let arguments = reader.strings("command")?.map(\.text)
    let outputs = reader.strings("outputs")?.map(\.text)
    if let place = reader.value("command")?.place, arguments?.isEmpty == true {
      reader.report(
        "project.empty-command", "the command is empty", at: place, hint: "write command = [\"make\", \"dist\"]")
    }
    if reader.value("outputs") == nil || outputs?.isEmpty == true {
      reader.missing("'outputs'", hint: "say what the command makes: outputs = [\"dist/*.tar.gz\"]")
    }
    checkGlobs(&reader)
    var source = CommandSource(folder: folder, arguments: arguments ?? [], outputs: outputs ?? [])
    for variable in reader.stringTable("environment") ?? [] { source.environment[variable.key] = variable.text }
    source.timeout = timeout(&reader) ?? source.timeout
    source.usesNetwork = reader.boolean("network") ?? false
    source.usesHistory = reader.boolean("git") ?? false
    source.isPlatformSpecific = reader.boolean("platform-specific") ?? false
    return source.arguments.isEmpty || source.outputs.isEmpty ? nil : source
  }

  private static func timeout(_ reader: inout FieldReader) -> Int? {
    guard let seconds = reader.integer("timeout") else { return nil }
    if (1...86_400).contains(seconds) { return Int(seconds) }
    reader.report(
      "spec.wrong-value", "a timeout of \(seconds) s can't be kept", at: reader.value("timeout")?.place,
      hint: "write a number of seconds between 1 and 86400")
    return nil
  }

  /// Outputs are taken from the copy that the command ran in, so they must lie below it.
  private static func checkGlobs(_ reader: inout FieldReader) {
    for glob in reader.value("outputs")?.elements ?? [] {
      guard let text = glob.string, text.hasPrefix("/") || text.split(separator: "/").contains("..") || text.isEmpty
      else { continue }
      reader.report(
        "project.outside-output", "'\(escaped(text))' does not lie below the folder of assay.toml", at: glob.place,
        hint: "write a path relative to it, such as \"dist/*.tar.gz\"")
    }
  }

  private static func layout(_ reader: inout FieldReader) -> ProjectFile.ExpectedLayout {
    guard let text = reader.string("expected-layout") else { return .assay }
    if let layout = ProjectFile.ExpectedLayout(rawValue: text) { return layout }
    reader.report(
      "spec.unknown-value", "unknown layout '\(escaped(text))'", at: reader.value("expected-layout")?.place,
      hint: suggestion(for: text, among: ProjectFile.ExpectedLayout.allCases.map(\.rawValue)))
    return .assay
  }
}

extension ElementSource {
  /// The project's folder when a spec's path means one: `project.conf`, or the folder that holds it.
  static func folder(of spec: FilePath) -> FilePath? {
    if spec.lastComponent?.string == fileName { return spec.removingLastComponent() }
    return spec.isFolder && spec.appending(fileName).kind == .file ? spec : nil
  }
}
