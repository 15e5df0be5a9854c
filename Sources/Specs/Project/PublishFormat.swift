import Diagnostics

/// The kind of archive that layers are published as, by the ending of its name.
package enum PublishFormat: String, Sendable, CaseIterable {
  case tarXz = "tar.xz"
  case tarGz = "tar.gz"
  case tarZst = "tar.zst"
  case zip

  /// What layers of a platform are published as where nobody chose: venvstacks' formats.
  package static func standard(for platform: TargetPlatform) -> PublishFormat { platform.isWindows ? .zip : .tarXz }

  /// What follows the layer's name in the archive's.
  package var fileExtension: String { "." + rawValue }
}

extension FieldReader {
  /// `publish.format` of a table; nil where it is not given or wrong.
  mutating func publishFormat() -> PublishFormat? {
    guard let table = table("publish") else { return nil }
    var reader = FieldReader(table, subject: "\(subject) publish")
    let text = reader.requiredString("format", example: "\"tar.xz\"")
    reader.refuseUnknown()
    let format = text.flatMap { PublishFormat(rawValue: $0) }
    if let text, format == nil {
      reader.report(
        "spec.unknown-value", "unknown format '\(escaped(text))'", at: reader.value("format")?.place,
        hint: suggestion(for: text, among: PublishFormat.allCases.map(\.rawValue)))
    }
    reader.diagnostics.forEach { report($0) }
    return format
  }
}
