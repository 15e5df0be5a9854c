package import Diagnostics

/// What deserves a look in an archive that could be read; bounded, since an archive may have a finding in each member.
package final class Findings {
  /// The first findings in the order they were met.
  package private(set) var diagnostics: [Diagnostic] = []
  /// How many more there were.
  package private(set) var omitted = 0
  /// What messages call the archive.
  package let archive: String
  private let bound = 100

  package init(archive: String) { self.archive = archive }

  package func add(_ code: String, _ message: String) {
    guard diagnostics.count < bound else { return omitted += 1 }
    diagnostics.append(Diagnostic(code, message, at: Place(archive), severity: .warning))
  }
}
