package import Diagnostics
import Specs

extension Pylock {
  /// Reads a lock file; `file` is how messages call it.
  ///
  /// - Throws: Every problem of the file: no TOML, conflict markers, a version of the format that is not 1.0, packages
  ///   without name or version.
  package init(parsing text: String, file: String) throws(DiagnosticList) {
    if let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .firstIndex(where: { $0.hasPrefix("<<<<<<< ") })
    {
      throw DiagnosticList([
        Diagnostic(
          "lock.conflict", "the file holds the markers of a merge conflict", at: Place(file, line: line + 1),
          hint: "resolve the conflict, or run 'assay lock' to make the lock again")
      ])
    }
    let document: LocatedValue
    do { document = try TomlDocument.parse(text, file: file) } catch { throw DiagnosticList([error]) }
    guard let version = document["lock-version"]?.string, version.hasPrefix("1.") else {
      throw DiagnosticList([
        Diagnostic(
          "lock.foreign", "the file is no lock of the standard format: expected lock-version = \"1.0\"",
          at: Place(file),
          hint: "run 'assay lock' to make a new one")
      ])
    }
    var diagnostics: [Diagnostic] = []
    let packages = (document["packages"]?.elements ?? []).compactMap {
      LockedPackage($0, diagnostics: &diagnostics)
    }
    guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
    self.init(
      requiresPython: document["requires-python"]?.string, createdBy: document["created-by"]?.string,
      packages: packages)
  }
}

extension LockedPackage {
  fileprivate init?(_ table: LocatedValue, diagnostics: inout [Diagnostic]) {
    guard let name = table["name"]?.string, let version = table["version"]?.string else {
      diagnostics.append(
        Diagnostic(
          "lock.no-version", "a package of the lock lacks its name or version", at: table.place,
          hint: "layers can only hold released wheels; run 'assay lock' to make a new lock"))
      return nil
    }
    if let marker = table["marker"]?.string {
      do throws(Diagnostic) { _ = try Marker(parsing: marker) } catch {
        diagnostics.append(
          Diagnostic(error.code, error.message, at: table["marker"]?.place, hint: "run 'assay lock' to make a new lock")
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
            hint: "run 'assay lock' to make a new lock"))
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
      uploadTime: table["upload-time"].flatMap { $0.datetime ?? $0.string },
      size: table["size"]?.integer,
      hashes: (table["hashes"]?.entries ?? []).compactMap { entry in
        entry.value.string.map { Hash(algorithm: entry.key, value: $0) }
      })
  }
}
