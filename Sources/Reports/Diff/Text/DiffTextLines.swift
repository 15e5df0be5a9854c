/// The lines of a report, up to a limit.
struct DiffTextLines {
  private var lines: [String] = []
  private var bytes = 0
  private let limit: Int
  /// Whether the limit struck; what comes after it is not taken.
  private(set) var isFull = false

  init(limit: Int) { self.limit = limit }

  mutating func add(_ line: String, indent: Int = 0) {
    guard !isFull else { return }
    bytes += line.utf8.count + indent + 1
    isFull = bytes > limit
    if !isFull { lines.append(line.isEmpty ? line : String(repeating: " ", count: indent) + line) }
  }

  /// A heading; the outermost ones have an empty line before them.
  mutating func begin(_ heading: String, indent: Int = 0) {
    if indent == 0 { add("") }
    add(heading, indent: indent)
  }

  /// Says how much is not shown, where there is anything.
  mutating func cut(_ number: Int, _ noun: String, indent: Int) {
    guard number > 0 else { return }
    add("… and \(count(number, "more \(noun)")); \(whereAllIsListed)", indent: indent)
  }

  /// The lines, each with a newline.
  var text: String {
    let note = isFull ? ["… the report ends here, at the limit of \(count(limit, "byte")); \(whereAllIsListed)"] : []
    return (lines + note).map { $0 + "\n" }.joined()
  }
}
