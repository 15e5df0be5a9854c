import Diagnostics
import Store

/// From which change of an artifact's size on an update deserves a note: `[review]` of `assay.toml`.
///
/// Either threshold is enough: the percentage finds what grows out of proportion, the number of bytes what is heavy.
package struct ReviewSettings: Hashable, Sendable {
  package var sizePercent: Int64 = 10
  package var sizeBytes: Int64 = 1 << 20

  package init() {}

  /// Reads the table, if it is there; what is wrong with it is reported.
  static func read(_ root: inout FieldReader) -> ReviewSettings {
    var settings = ReviewSettings()
    guard let table = root.table("review") else { return settings }
    var reader = FieldReader(table, subject: "[review]")
    if let percent = reader.integer("size-percent") {
      if percent >= 0 { settings.sizePercent = percent } else { reportNegative("size-percent", &reader) }
    }
    settings.sizeBytes = size(&reader) ?? settings.sizeBytes
    reader.refuseUnknown(code: "project.unknown-field")
    reader.diagnostics.forEach { root.report($0) }
    return settings
  }

  private static func reportNegative(_ key: String, _ reader: inout FieldReader) {
    reader.report(
      "spec.wrong-value", "'\(key)' can't be negative", at: reader.value(key)?.place,
      hint: "write 0 to be told of every change")
  }

  /// A number of bytes, or a text such as `512KiB`.
  private static func size(_ reader: inout FieldReader) -> Int64? {
    if let number = reader.value("size-bytes")?.integer {
      if number < 0 { reportNegative("size-bytes", &reader) }
      return number < 0 ? nil : number
    }
    guard let text = reader.string("size-bytes") else { return nil }
    if let size = byteCount(text) { return size }
    reader.report(
      "spec.wrong-value", "'\(escaped(text))' is no size", at: reader.value("size-bytes")?.place,
      hint: "write a number of bytes, or one with KiB, MiB or GiB, such as \"512KiB\"")
    return nil
  }
}
