import ArgumentParser

extension Assay {
  /// What is said of a usage error that a command throws while it runs, in the form that ArgumentParser has for those
  /// of parsing; nil for other errors.
  ///
  /// ArgumentParser takes such an error for one of the whole program and would show no usage of the command.
  static func usageMessage(for error: any Error, of command: any ParsableCommand.Type) -> String? {
    guard error is ValidationError, let words = words(to: command) else { return nil }
    let usage = usageString(for: command).split(separator: "\n").joined(separator: "\n       ")
    return """
      Error: \(message(for: error))
      Usage: \(usage)
        See '\(words.joined(separator: " ")) --help' for more information.
      """
  }
}

extension ParsableCommand {
  /// What is typed to get to a command below this one, or to this one itself; nil if it lies elsewhere.
  static func words(to command: any ParsableCommand.Type) -> [String]? {
    if command == self { return [_commandName] }
    return configuration.subcommands.lazy.compactMap { $0.words(to: command) }.first.map { [_commandName] + $0 }
  }
}
