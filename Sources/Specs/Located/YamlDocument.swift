import CYaml
import Diagnostics

/// A YAML file in the strict dialect of element projects: one document, a mapping at the top, no anchors, aliases or
/// tags, no key twice, and every scalar is text.
struct YamlDocument: Sendable {
  /// Always a table; what it holds is tables, arrays and strings.
  var root: LocatedValue
  /// Whether a key anywhere looks like `(@)`: only then something is left to resolve.
  var hasDirectives: Bool

  /// The document of a text; nil, and at least one problem more, where there is none.
  ///
  /// `file` is how messages call it. Problems that leave a tree are reported all; of syntax there is only the first.
  static func parse(_ bytes: [UInt8], file: String, problems: inout [Diagnostic]) -> YamlDocument? {
    let known = problems.count
    var builder = YamlTreeBuilder(file: file)
    bytes.withUnsafeBufferPointer { builder.read($0) }
    problems += builder.problems
    guard problems.count == known else { return nil }
    let root = builder.root ?? LocatedValue(.table([]), at: Place(file, line: 1, column: 1))
    guard root.entries != nil else {
      problems.append(
        Diagnostic(
          "yaml.no-mapping", "the file must hold a mapping, but holds \(root.yamlKind)", at: root.place,
          hint: "write KEY: VALUE lines"))
      return nil
    }
    return YamlDocument(root: root, hasDirectives: builder.hasDirectives)
  }
}

extension LocatedValue {
  /// The kind in the words of YAML, with an article.
  var yamlKind: String {
    switch content {
    case .table: "a mapping"
    case .array: "a list"
    case .string(""): "empty"
    default: "text"
    }
  }
}
