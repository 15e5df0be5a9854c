import Causes
import Comparison
import Store
import Testing

/// Checks what an examination of two texts says: `explained` or `not explained`, then a line for each cause's evidence.
func check(
  _ name: String, _ expected: String, _ actual: String, _ shown: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  check(name, Array(expected.utf8), Array(actual.utf8), shown, sourceLocation: sourceLocation)
}

func check(
  _ name: String, _ expected: [UInt8], _ actual: [UInt8], _ shown: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let examination = ContentCauses().examine(name: Array(name.utf8), expected: expected, actual: actual)
  #expect(examination.text == shown, sourceLocation: sourceLocation)
}

extension ContentExamination {
  /// The whole examination, a line for each piece of evidence and for each listed digest.
  var text: String {
    let evidence = causes.flatMap { cause in cause.evidence.map { "\(cause.id): \($0)" } }
    let listed = listings.map { listing in
      let sides = [listing.expected, listing.actual].map { $0?.hex.prefix(8).description ?? "none" }
      return "lists '\(String(decoding: listing.name, as: UTF8.self))' as \(sides[0]) expected, \(sides[1]) actual"
    }
    return ([isExplained ? "explained" : "not explained"] + evidence + listed).joined(separator: "\n")
  }
}
