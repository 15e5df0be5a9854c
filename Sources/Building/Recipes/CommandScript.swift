/// Several shell commands as one: each runs in a shell of its own, which ends at the first error; so does the whole.
///
/// The commands are arguments and not part of the script's text, so nothing needs quoting.
package struct CommandScript: Hashable, Sendable {
  /// Those that do anything.
  package let commands: [String]

  /// Blank commands, as come from empty variables, are left out.
  package init(_ commands: [String]) { self.commands = commands.filter { $0.contains { !$0.isWhitespace } } }

  package static let shell = "/bin/sh"

  /// What is run.
  package var arguments: [String] { [Self.shell, "-c", Self.runner, "sh"] + commands }

  // With a fixed mask, since the caller's would show in what is made.
  private static let runner = """
    umask 022
    number=0
    for command do
      number=$((number + 1))
      printf '+ %s\\n' "$command"
      /bin/sh -e -c "$command" || {
        code=$?
        printf '\\ncommand %s of %s ended with %s\\n' "$number" "$#" "$code"
        exit "$code"
      }
    done
    """

  /// Which command ended how: the last line of the log, with the command's first line; else only the exit code.
  package func failure(exitCode: Int32, log: String) -> String {
    let last = log.split(separator: "\n").last.map(String.init) ?? ""
    let number = last.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let number, commands.indices.contains(number - 1),
      last == "command \(number) of \(commands.count) ended with \(exitCode)"
    else { return "the commands ended with \(exitCode)" }
    let line = commands[number - 1].split(separator: "\n").first.map { $0.prefix(200) } ?? ""
    return "\(last): \(line)"
  }
}
