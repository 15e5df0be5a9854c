import Diagnostics

/// What holds for both files of a lock before their content is looked at.
enum LockFileText {
  /// The text of a lock file.
  ///
  /// - Parameters:
  ///   - file: How messages call it.
  ///   - command: What makes the lock anew, for hints.
  /// - Throws: `lock.damaged` when it is empty or no text, `lock.conflict` with the line of the first marker.
  static func check(_ bytes: [UInt8], file: String, command: String) throws(Diagnostic) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw damaged("the file is not UTF-8 text", at: Place(file), command: command)
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw damaged("the file is empty", at: Place(file), command: command)
    }
    if let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .firstIndex(where: { line in ["<<<<<<< ", ">>>>>>> "].contains { line.hasPrefix($0) } })
    {
      throw Diagnostic(
        "lock.conflict", "the file holds the markers of a merge conflict", at: Place(file, line: line + 1),
        hint: "resolve the conflict, or run '\(command)' to make the lock again")
    }
    return text
  }

  /// A file that was cut off or overwritten.
  static func damaged(_ message: String, at place: Place?, command: String) -> Diagnostic {
    Diagnostic(
      "lock.damaged", message, at: place,
      hint: "put the file back from version control, or run '\(command)' to make the lock again")
  }
}
