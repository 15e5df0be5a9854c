import Diagnostics

/// What can be wrong with a line of an mtree file.
enum MtreeProblem: Error {
  case value(String, ArraySlice<UInt8>, expected: String)
  case escape(ArraySlice<UInt8>)
  case command(ArraySlice<UInt8>)
  case noType
  case aboveTop
  case conflict

  /// The problem in words, at a line of a file.
  func diagnostic(at place: Place) -> Diagnostic {
    switch self {
    case .value(let keyword, let value, let expected):
      Diagnostic("expected.value", "\(keyword) is '\(shown(value))', expected \(expected)", at: place)
    case .escape(let word):
      Diagnostic(
        "expected.escape", "unknown escape in '\(shown(word))'", at: place,
        hint: "write a byte as a backslash and three octal digits")
    case .command(let word):
      Diagnostic(
        "expected.command", "unknown command '\(shown(word))', expected /set, /unset or a name", at: place,
        hint: "names begin with './'")
    case .noType:
      Diagnostic("expected.no-type", "the line gives no type", at: place, hint: "add type=file, type=dir or type=link")
    case .aboveTop:
      Diagnostic("expected.above-top", "'..' leaves more directories than were entered", at: place)
    case .conflict:
      Diagnostic(
        "expected.conflict", "unresolved merge conflict", at: place,
        hint: "take one side, then run 'assay update' to write the file anew")
    }
  }

  /// Long words are cut: a damaged file may hold one of many megabytes.
  private func shown(_ word: ArraySlice<UInt8>) -> String {
    escaped(bytes: word.prefix(80)) + (word.count > 80 ? "…" : "")
  }
}
