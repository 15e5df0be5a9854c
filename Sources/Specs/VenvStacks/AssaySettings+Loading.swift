import Diagnostics
import Store

extension AssaySettings {
  /// Reads the table; problems go to `diagnostics`.
  ///
  /// An interpreter can be named for the stack's runtimes only.
  init(_ table: LocatedValue?, runtimeNames: [String], diagnostics: inout [Diagnostic]) {
    guard let table else { return }
    var reader = FieldReader(table, subject: "[tool.assay]")
    localWheels = reader.strings("local-wheels")?.map(\.text) ?? []
    injected = reader.string("injected")
    injectedPlace = reader.value("injected")?.place
    publishFormat = reader.publishFormat()
    if let seconds = Self.launchTimeout(&reader) { launchTimeout = seconds }
    if let severity = Self.wheelAvailability(&reader) { wheelAvailability = severity }
    let providers = reader.table("runtimes")
    reader.refuseUnknown()
    diagnostics += reader.diagnostics
    for entry in providers?.entries ?? [] {
      var provider = FieldReader(entry.value, subject: "[tool.assay.runtimes.\(escaped(entry.key))]")
      if entry.key != "default", !runtimeNames.contains(entry.key) {
        provider.report(
          "spec.unknown-layer", "unknown runtime '\(escaped(entry.key))'", at: entry.place,
          hint: suggestion(for: entry.key, among: runtimeNames + ["default"]))
      }
      runtimes[entry.key] = Self.provider(&provider)
      diagnostics += provider.diagnostics
    }
  }

  private static func launchTimeout(_ reader: inout FieldReader) -> Int? {
    guard let seconds = reader.integer("launch-timeout"), let place = reader.value("launch-timeout")?.place else {
      return nil
    }
    if (1...86_400).contains(seconds) { return Int(seconds) }
    reader.report(
      "spec.unknown-value", "'launch-timeout' must be a number of seconds from 1 to 86400, not \(seconds)", at: place,
      hint: "write launch-timeout = 60")
    return nil
  }

  private static func wheelAvailability(_ reader: inout FieldReader) -> Diagnostic.Severity? {
    guard let text = reader.string("wheel-availability"), let place = reader.value("wheel-availability")?.place else {
      return nil
    }
    switch text {
    case "error": return .error
    case "warn": return .warning
    default:
      reader.report(
        "spec.unknown-value", "'wheel-availability' is '\(escaped(text))'", at: place, hint: "known: 'error', 'warn'")
      return nil
    }
  }

  private static func provider(_ reader: inout FieldReader) -> RuntimeProvider? {
    let kind = reader.requiredString("provider", example: "\"host\"")
    let archives = reader.table("archives")
    reader.refuseUnknown()
    switch kind {
    case "host"?: return .host
    case "archive"?: return archive(archives, &reader)
    case let other?:
      reader.report(
        "spec.unknown-value", "unknown provider '\(escaped(other))'", at: reader.value("provider")?.place,
        hint: "known: 'archive', 'host'")
      return nil
    case nil: return nil
    }
  }

  private static func archive(_ archives: LocatedValue?, _ reader: inout FieldReader) -> RuntimeProvider? {
    guard let entries = archives?.entries, !entries.isEmpty else {
      if archives != nil || reader.value("archives") == nil {
        reader.missing("'archives'", hint: "add archives.linux_x86_64 = { url = \"…\", sha256 = \"…\" }")
      }
      return nil
    }
    var sources: [TargetPlatform: InterpreterSource] = [:]
    for entry in entries {
      guard let platform = reader.platform(entry.key, at: entry.place) else { continue }
      var archive = FieldReader(entry.value, subject: "\(reader.subject) archives.\(entry.key)")
      sources[platform] = source(&archive)
      archive.diagnostics.forEach { reader.report($0) }
    }
    return .archive(sources)
  }

  private static func source(_ reader: inout FieldReader) -> InterpreterSource? {
    let (url, path) = (reader.string("url"), reader.string("path"))
    let sha256 = reader.requiredString("sha256", example: "\"…\"; sha256sum FILE prints it")
    if let sha256, ContentDigest(hex: sha256) == nil {
      reader.report(
        "spec.bad-sha256", "'sha256' must be 64 lower-case hexadecimal digits, not '\(escaped(sha256))'",
        at: reader.value("sha256")?.place, hint: "sha256sum FILE prints them")
    }
    switch (reader.value("url"), reader.value("path")) {
    case (nil, nil): reader.missing("'url' or 'path'", hint: "say where the archive lies: url = \"https://…\"")
    case (_?, let value?):
      reader.report(
        "spec.bad-archive", "expected one of 'url' and 'path', met both", at: value.place, hint: "drop one of them")
    default: break
    }
    reader.refuseUnknown()
    guard reader.diagnostics.isEmpty, let sha256, let location = url ?? path else { return nil }
    return InterpreterSource(location: location, isURL: url != nil, sha256: sha256)
  }
}
