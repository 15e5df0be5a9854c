import Diagnostics
import Store
import SystemPackage

extension ElementReader {
  private enum Kind: String, CaseIterable { case local, tar, remote }

  mutating func sources(_ reader: inout MappingReader, of kind: ElementKind) -> [SourceDeclaration] {
    let items = reader.list("sources") ?? []
    if !kind.takesSources, let first = items.first {
      report("sources", "'\(kind.rawValue)' elements have no sources", at: first.place, "drop them")
      return []
    }
    if kind == .import, items.isEmpty {
      report(
        "sources", "an import element needs a source to import", at: reader.place,
        "add sources: [{kind: local, path: FOLDER}]")
    }
    return items.enumerated().compactMap { source($1, at: $0) }
  }

  private mutating func source(_ value: LocatedValue, at index: Int) -> SourceDeclaration? {
    var reader = MappingReader(value)
    defer { problems += reader.problems }
    guard let text = reader.requiredText("kind", example: "local") else { return nil }
    guard let kind = Kind(rawValue: text.text) else {
      report(
        "unknown-source", "unknown kind of source '\(escaped(text.text))'", at: text.place,
        suggestion(for: text.text, among: Kind.allCases.map(\.rawValue)))
      return nil
    }
    if let defaults = settings.sources[text.text] {
      problems += reader.problems
      reader = MappingReader(composed(value, over: defaults))
      _ = reader.value("kind")
    }
    _ = reader.mapping("provenance")
    let folder = folder(&reader)
    let content: SourceDeclaration.Content? =
      switch kind {
      case .local: local(&reader)
      case .tar: tar(&reader, index)
      case .remote: remote(&reader, index)
      }
    reader.refuseUnknown()
    return content.map { SourceDeclaration($0, folder: folder, place: value.place) }
  }

  private mutating func folder(_ reader: inout MappingReader) -> String {
    guard let text = reader.text("directory").map({ expander.expanded($0) }) else { return "" }
    // BuildStream takes an absolute one for one below the sources too.
    let relative = String(text.text.drop { $0 == "/" })
    if relative.isEmpty { return "" }
    if let path = ProjectFiles.normalized(relative) { return path == "." ? "" : path }
    report(
      "outside", "'\(escaped(text.text))' leads out of the element's sources", at: text.place,
      "name a folder below them")
    return ""
  }

  // Kinds

  private mutating func local(_ reader: inout MappingReader) -> SourceDeclaration.Content? {
    guard let text = reader.requiredText("path", example: "FOLDER").map({ expander.expanded($0) }) else { return nil }
    guard let path = ProjectFiles.normalized(text.text) else {
      report(
        "outside", "'\(escaped(text.text))' leads out of the project", at: text.place,
        "name a file or folder below the folder of project.conf")
      return nil
    }
    guard let resolved = settings.files.folder.pushing(FilePath(path)).resolved else {
      report(
        "missing-path", "the path '\(escaped(text.text))' does not exist", at: text.place,
        "paths are relative to the folder of project.conf" + describingHint)
      return nil
    }
    guard settings.files.isInside(resolved) else {
      report(
        "outside", "'\(escaped(text.text))' leads out of the project through a link", at: text.place,
        "put the files themselves there")
      return nil
    }
    guard let kind = resolved.kind, kind == .file || kind == .folder else {
      report("special-file", "'\(escaped(text.text))' is neither a file nor a folder", at: text.place, "remove it")
      return nil
    }
    return .local(resolved)
  }

  /// What a project says of the element: of files that it does not come with, best how they are made.
  private var describingHint: String {
    summary.isEmpty ? "" : "; '\(escaped(name))' is described as: \(escaped(String(summary.prefix(200))))"
  }

  private mutating func tar(_ reader: inout MappingReader, _ index: Int) -> SourceDeclaration.Content? {
    _ = (reader.text("version"), reader.text("version-guess-pattern"))
    let base = reader.text("base-dir").map { expander.expand($0) } ?? "*"
    let (url, digest) = (url(&reader), digest(&reader, index))
    return url.map { .tar(url: $0, sha256: digest, baseFolder: base) }
  }

  private mutating func remote(_ reader: inout MappingReader, _ index: Int) -> SourceDeclaration.Content? {
    _ = (reader.text("version"), reader.text("version-guess-pattern"))
    let isExecutable = reader.boolean("executable") ?? false
    let given = reader.text("filename").map { expander.expanded($0) }
    let (url, digest) = (url(&reader), digest(&reader, index))
    guard let url else { return nil }
    let name = given?.text ?? url.written.split(separator: "/").last.map(String.init) ?? ""
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      report(
        "file-name", "'\(escaped(name))' can't be the name of a file", at: given?.place ?? reader.place,
        "write filename: NAME")
      return nil
    }
    return .remote(url: url, sha256: digest, fileName: name, isExecutable: isExecutable)
  }

  // Addresses

  private mutating func url(_ reader: inout MappingReader) -> SourceURL? {
    guard let text = reader.requiredText("url", example: "ALIAS:PATH").map({ expander.expanded($0) }) else {
      return nil
    }
    let parts = text.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let prefix = settings.aliases[String(parts[0])] {
      return SourceURL(written: text.text, resolved: prefix + parts[1])
    }
    guard parts.count == 2, parts[1].hasPrefix("//") else {
      report(
        "unknown-alias", "'\(escaped(text.text))' begins with no alias of the project", at: text.place,
        suggestion(for: String(parts[0]), among: settings.aliases.keys) ?? "declare one in project.conf under aliases")
      return nil
    }
    let isFatal = settings.fatalWarnings.contains("unaliased-url")
    problems.append(
      Diagnostic(
        "element.unaliased-url", "'\(escaped(text.text))' begins with no alias", at: text.place,
        hint: "declare one in project.conf under aliases, so that the place can be changed for all elements",
        severity: isFatal ? .error : .warning))
    return SourceURL(written: text.text, resolved: text.text)
  }

  private mutating func digest(_ reader: inout MappingReader, _ index: Int) -> String? {
    let inline = reader.text("ref")
    guard let text = (settings.references[name, index] ?? inline).map({ expander.expanded($0) }) else { return nil }
    let isDigest = text.text.utf8.count == 64 && text.text.utf8.allSatisfy { isLowerCaseHexadecimal($0) }
    if isDigest { return text.text }
    report(
      "reference", "'\(escaped(text.text))' is no sha256", at: text.place, "write its 64 lower-case hexadecimal digits")
    return nil
  }

  private func isLowerCaseHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }
}
