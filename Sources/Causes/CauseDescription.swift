/// What a cause means, for those who meet it the first time.
package struct CauseDescription: Hashable, Sendable {
  /// The stable name, such as `mtime-now`.
  package var id: String
  package var meaning: String
  /// What is done to both sides to prove it.
  package var proof: String
  /// What else can look like it.
  package var fooledBy: String
  package var fix: String

  package init(id: String, meaning: String, proof: String, fooledBy: String, fix: String) {
    (self.id, self.meaning, self.proof, self.fooledBy, self.fix) = (id, meaning, proof, fooledBy, fix)
  }

  /// The whole description in lines of at most 80 columns, with a final newline.
  package var text: String {
    let parts = [
      ("", "\(id): \(meaning)"), ("how it is proven: ", proof), ("what can fool it: ", fooledBy), ("fix: ", fix),
    ]
    return parts.map { wrapped($0 + $1, columns: 80) }.joined(separator: "\n")
  }
}

/// The words of a text in lines of at most so many columns, the second and later ones indented; longer words stand alone.
private func wrapped(_ text: String, columns: Int) -> String {
  var (lines, line) = ("", "")
  for word in text.split(separator: " ") {
    if line.isEmpty {
      line = String(word)
    } else if line.count + 1 + word.count <= columns {
      line += " " + word
    } else {
      lines += line + "\n"
      line = "  " + word
    }
  }
  return lines + line + "\n"
}
