import Diagnostics

/// Puts the values of variables into texts, and keeps what goes wrong.
struct TextExpander {
  private(set) var problems: [Diagnostic] = []
  private let variables: [String: String]
  private var total = 0

  init(_ variables: [String: String]) { self.variables = variables }

  mutating func expand(_ text: LocatedText) -> String {
    guard text.text.utf8.contains(UInt8(ascii: "%")) else { return text.text }
    var result = ""
    for part in VariableTemplate(text.text).parts {
      switch part {
      case .text(let part): result += part
      case .variable(let name):
        if let value = variables[name] {
          result += value
        } else {
          let names = problems.count < mostSuggestions ? Array(variables.keys) : []
          problems.append(undefinedVariable(name, at: text.place, among: names))
        }
      }
      guard total + result.utf8.count <= VariableExpansion.longestTotal else {
        problems.append(
          Diagnostic(
            "element.too-long", "with what is expanded here, the texts of the element are longer than 64 MiB",
            at: text.place, hint: "look for long variables that are used again and again"))
        return ""
      }
    }
    total += result.utf8.count
    return result
  }

  mutating func expand(_ texts: [LocatedText]) -> [String] { texts.map { expand($0) } }

  mutating func expanded(_ text: LocatedText) -> LocatedText { LocatedText(expand(text), at: text.place) }
}
