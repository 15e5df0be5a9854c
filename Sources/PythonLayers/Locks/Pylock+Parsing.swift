package import Diagnostics
import Specs

extension Pylock {
  /// Reads a lock file.
  ///
  /// - Parameters:
  ///   - file: How messages call it.
  ///   - command: What makes the lock anew, for hints.
  /// - Throws: Every problem of the file: no TOML, conflict markers, a version of the format that is not 1.0, a lock
  ///   of another tool, packages without name or version.
  package init(parsing bytes: [UInt8], file: String, command: String) throws(DiagnosticList) {
    let document: LocatedValue
    do { document = try Self.document(bytes, file: file, command: command) } catch { throw DiagnosticList([error]) }
    var diagnostics: [Diagnostic] = []
    let packages = (document["packages"]?.elements ?? []).compactMap {
      LockedPackage($0, command: command, diagnostics: &diagnostics)
    }
    guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
    self.init(
      requiresPython: document["requires-python"]?.string, createdBy: document["created-by"]?.string,
      packages: packages)
  }

  private static func document(
    _ bytes: [UInt8], file: String, command: String
  ) throws(Diagnostic) -> LocatedValue {
    let text = try LockFileText.check(bytes, file: file, command: command)
    let document: LocatedValue
    do { document = try TomlDocument.parse(text, file: file) } catch {
      throw LockFileText.damaged(error.message, at: error.place, command: command)
    }
    guard let version = document["lock-version"]?.string, version.hasPrefix("1.") else {
      throw Diagnostic(
        "lock.foreign", "the file is no lock of the standard format: expected lock-version = \"1.0\"",
        at: Place(file), hint: "run '\(command)' to make a new one")
    }
    if let creator = document["created-by"]?.string, creator != "uv" {
      throw Diagnostic(
        "lock.foreign", "the lock was made by '\(escaped(creator))'; expected one that was made through 'uv'",
        at: document["created-by"]?.place, hint: "run '\(command)' to make a new one")
    }
    return document
  }
}

extension LockedPackage {
  fileprivate init?(_ table: LocatedValue, command: String, diagnostics: inout [Diagnostic]) {
    guard let name = table["name"]?.string, let version = table["version"]?.string else {
      diagnostics.append(
        Diagnostic(
          "lock.no-version", "a package of the lock lacks its name or version", at: table.place,
          hint: "layers can only hold released wheels; run '\(command)' to make a new lock"))
      return nil
    }
    if let marker = table["marker"]?.string {
      do throws(Diagnostic) { _ = try Marker(parsing: marker) } catch {
        diagnostics.append(
          Diagnostic(error.code, error.message, at: table["marker"]?.place, hint: "run '\(command)' to make a new lock")
        )
        return nil
      }
    }
    var wheels: [LockedWheel] = []
    for element in table["wheels"]?.elements ?? [] {
      guard let wheel = LockedWheel(element) else {
        diagnostics.append(
          Diagnostic(
            "lock.no-source", "a wheel of '\(escaped(name))' has neither a URL nor a path", at: element.place,
            hint: "run '\(command)' to make a new lock"))
        return nil
      }
      wheels.append(wheel)
    }
    self.init(
      name: name, version: version, marker: table["marker"]?.string, index: table["index"]?.string, wheels: wheels)
  }

  /// The marker without the clause of shared packages, in normal form with single quotes; nil for none.
  var ownMarker: String? {
    guard let marker, marker != Self.sharedClause else { return nil }
    let clause = ") and " + Self.sharedClause
    let own =
      marker.hasPrefix("(") && marker.hasSuffix(clause) ? String(marker.dropFirst().dropLast(clause.count)) : marker
    return (try? Marker(parsing: own))?.text() ?? own  // Checked when the file was read.
  }

  /// The version in the normal form of PEP 440.
  var normalisedVersion: String { Version(version)?.description ?? version }
}

extension LockedWheel {
  fileprivate init?(_ table: LocatedValue) {
    let source: Source
    if let path = table["path"]?.string {
      source = .path(path)
    } else if let url = table["url"]?.string {
      source = .url(url)
    } else {
      return nil
    }
    self.init(
      name: table["name"]?.string, source: source,
      uploadTime: table["upload-time"].flatMap { $0.datetime ?? $0.string }.map(Self.timeText),
      size: table["size"]?.integer,
      hashes: (table["hashes"]?.entries ?? []).compactMap { entry in
        entry.value.string.map { Hash(algorithm: entry.key, value: $0) }
      })
  }

  /// A time as venvstacks writes it: in UTC, with a fraction of six digits or none.
  private static func timeText(_ text: String) -> String {
    Instant(text)?.text.replacing("+00:00", with: "Z") ?? text
  }
}
