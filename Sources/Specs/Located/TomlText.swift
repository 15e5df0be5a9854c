/// Writes values as TOML on one line each; for files that programs read.
package enum TomlText {
  /// `KEY = VALUE` lines; tables below the top are written inline.
  package static func lines(_ entries: [LocatedValue.Entry]) -> String {
    entries.map { "\(key($0.key)) = \(value($0.value))\n" }.joined()
  }

  /// A basic string, escaped as TOML 1.0 demands.
  package static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{00}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func key(_ key: String) -> String {
    let isBare =
      !key.isEmpty
      && key.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      }
    return isBare ? key : string(key)
  }

  private static func value(_ located: LocatedValue) -> String {
    switch located.content {
    case .table(let entries):
      entries.isEmpty
        ? "{}" : "{ " + entries.map { "\(key($0.key)) = \(value($0.value))" }.joined(separator: ", ") + " }"
    case .array(let elements): "[" + elements.map(value).joined(separator: ", ") + "]"
    case .string(let text): string(text)
    case .integer(let number): String(number)
    case .float(let text), .datetime(let text): text
    case .boolean(let truth): truth ? "true" : "false"
    }
  }
}
