import Store

/// A wheel's `RECORD`: the list of files that were installed for it, as CSV with one row a file.
///
/// Format: Python packaging specification "Recording installed projects".
struct RecordFile {
  private(set) var rows: [[String]]

  init(_ text: String) { rows = Self.parse(text) }

  /// Rows end with LF, and fields are only quoted where they must be, as Python's `csv` writes them.
  var text: String { rows.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined() }

  /// The files' paths relative to site-packages.
  var paths: [String] { rows.compactMap(\.first) }

  /// Drops the rows whose path satisfies `condition`; says whether any did.
  mutating func dropRows(where condition: (String) -> Bool) -> Bool {
    let before = rows.count
    rows.removeAll { row in row.first.map(condition) ?? true }
    return rows.count != before
  }

  /// Replaces the path of each row; nil leaves a path as it is.
  mutating func renamePaths(_ newPath: (String) -> String?) {
    for index in rows.indices {
      if let path = rows[index].first, let renamed = newPath(path) { rows[index][0] = renamed }
    }
  }

  /// Gives hash and size of other content to the rows whose path has some; nil leaves a row as it is.
  mutating func describe(_ content: (String) -> Blob?) {
    for index in rows.indices {
      guard let path = rows[index].first, let blob = content(path) else { continue }
      rows[index] = [path, "sha256=" + blob.digest.base64url, String(blob.size)]
    }
  }

  private static func parse(_ text: String) -> [[String]] {
    var (rows, row, field, isQuoted) = ([[String]](), [String](), "", false)
    var rest = text[...]
    func isFresh() -> Bool { row.isEmpty && field.isEmpty }
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"": field.append(rest.removeFirst())
      case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case _ where character.isNewline && !isQuoted:
        if !isFresh() { rows.append(row + [field]) }
        (row, field) = ([], "")
      default: field.append(character)
      }
    }
    return isFresh() ? rows : rows + [row + [field]]
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
