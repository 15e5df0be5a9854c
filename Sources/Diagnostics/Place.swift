/// Where something the user wrote stands: a file, and a 1-based line and column when they are known.
package struct Place: Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int?
  package var column: Int?

  package init(_ file: String, line: Int? = nil, column: Int? = nil) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  /// `file`, `file:line` or `file:line:column`, as compilers write it.
  package var description: String {
    [escaped(file), line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }
}
