/// The commands of a page's `console` blocks, each with what the page says that it prints.
///
/// A line with `$ ` begins a command, lines with `> ` after it go on with it, and the rest up to the next command is the
/// output, in which `…` stands for any text.
struct ConsoleStep: Equatable {
  var command: String
  var output: String
  /// Where the command stands in the page, from 1.
  var line: Int

  static func steps(in page: String) -> [ConsoleStep] {
    var (steps, isInBlock, isInCommand): ([ConsoleStep], Bool, Bool) = ([], false, false)
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isInBlock = line == "```console"
      } else if isInBlock, line.hasPrefix("$ ") {
        steps.append(ConsoleStep(command: String(line.dropFirst(2)), output: "", line: index + 1))
        isInCommand = true
      } else if isInBlock, isInCommand, line == ">" || line.hasPrefix("> ") {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if isInBlock, !steps.isEmpty {
        isInCommand = false
        steps[steps.count - 1].output += line + "\n"
      }
    }
    return steps
  }

  /// Whether something that was printed is what the page says.
  func matches(_ actual: String) -> Bool {
    let parts = output.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return actual == output }
    guard actual.hasPrefix(parts[0]) else { return false }
    var rest = actual.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
