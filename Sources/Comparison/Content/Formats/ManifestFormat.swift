/// The manifest of a jar: attributes by section and name (JAR File Specification, "JAR Manifest").
struct ManifestFormat: ValueListFormat {
  let name = "manifest"
  let isText = true

  func matches(path: [UInt8]) -> Bool { path.hasEnding("META-INF/MANIFEST.MF") }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let manifest = HeaderFields(content, folding: .joined) else { return nil }
    return manifest.sections.flatMap { section in
      let title = section.first.flatMap { $0.name.elementsEqual("Name".utf8) ? "[\(pathText($0.value))] " : nil } ?? ""
      return section.map { FormatValue(title + pathText($0.name), text: $0.value) }
    }
  }
}
