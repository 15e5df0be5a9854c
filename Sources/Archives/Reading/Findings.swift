package import Diagnostics

/// What deserves a look in an archive that could be read; bounded, since an archive may have a finding in each member.
package final class Findings {
  /// The first findings in the order they were met.
  package private(set) var diagnostics: [Diagnostic] = []
  /// What could not be looked at, though the rest could: the archive is not known as a whole.
  package private(set) var obstacles: [Diagnostic] = []
  /// How many more findings there were.
  package private(set) var omitted = 0
  /// What messages call the archive.
  package let archive: String
  private let bound = 100

  /// Whether no further finding is held.
  var isFull: Bool { diagnostics.count >= bound }

  package init(archive: String) { self.archive = archive }

  /// Adds a finding, unless it is there: what is read again must not be told again.
  package func add(_ code: String, _ message: String) {
    let diagnostic = Diagnostic(code, message, at: Place(archive), severity: .warning)
    guard !diagnostics.contains(diagnostic) else { return }
    guard !isFull else { return omitted += 1 }
    diagnostics.append(diagnostic)
  }

  /// Adds something that could not be looked at; the first ones say enough.
  func addObstacle(_ code: String, _ message: String) {
    guard obstacles.count < bound else { return }
    obstacles.append(Diagnostic(code, message, at: Place(archive)))
  }
}
