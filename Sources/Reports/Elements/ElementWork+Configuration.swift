import Specs

/// A value of an element's `config`.
enum ConfigurationValue: Hashable, Sendable {
  case text(String)
  case list([String])

  static func boolean(_ value: Bool) -> Self { .text(value ? "True" : "False") }
}

extension ElementWork {
  /// What an element's `config` comes to, by its keys in files.
  var configuration: [(key: String, value: ConfigurationValue)] {
    switch self {
    case .import(let source, let target): [("source", .text(source)), ("target", .text(target))]
    case .commands(let commands, _):
      [
        ("configure-commands", .list(commands.configure)), ("build-commands", .list(commands.build)),
        ("install-commands", .list(commands.install)), ("strip-commands", .list(commands.strip)),
      ]
    case .script(let script):
      [("commands", .list(script.commands)), ("root-read-only", .boolean(script.isRootReadOnly))]
    case .stack: []
    case .compose(let selection, let integrates): [("integrate", .boolean(integrates))] + selection.configuration
    case .filter(let selection, let passes): selection.configuration + [("pass-integration", .boolean(passes))]
    case .link(let target, _): [("target", .text(target))]
    }
  }
}

extension SplitSelection {
  fileprivate var configuration: [(key: String, value: ConfigurationValue)] {
    [
      ("include", .list(include)), ("exclude", .list(exclude)), ("include-orphans", .boolean(includesOrphans)),
    ]
  }
}
