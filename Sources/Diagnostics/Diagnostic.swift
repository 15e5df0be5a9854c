/// A problem told to the user: where, what was met, what was expected, and how to go on.
///
/// `message` and `hint` are lower-case sentences without a final full stop. Text that comes from outside the project
/// (member names, values of a spec) is escaped by whoever builds the message, see ``escaped(_:)``.
package struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// How much a problem weighs: an error leaves no result, a warning leaves a result that deserves a look.
  package enum Severity: String, Sendable { case error, warning, note }

  package var severity: Severity
  /// A stable name such as `spec.unknown-layer`; tests, reports and rule ids refer to it.
  package var code: String
  package var message: String
  package var place: Place?
  package var hint: String?

  package init(
    _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil, severity: Severity = .error
  ) {
    (self.severity, self.code, self.message, self.place, self.hint) = (severity, code, message, place, hint)
  }

  /// `PLACE: SEVERITY: MESSAGE [CODE]`, followed by a line with the hint if there is one.
  package var description: String {
    let prefix = place.map { "\($0): " } ?? ""
    return "\(prefix)\(severity.rawValue): \(message) [\(code)]" + (hint.map { "\nhint: \($0)" } ?? "")
  }
}

/// Several problems found in one go; thrown where no result can be given.
package struct DiagnosticList: Error, Hashable, Sendable, CustomStringConvertible {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// The problems in the order they were found, one after the other.
  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
