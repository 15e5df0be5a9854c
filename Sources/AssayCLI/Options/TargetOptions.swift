import ArgumentParser
import Building
import Diagnostics
import Graph
import Specs

/// Which elements of a project, and what its options are set to.
struct TargetOptions: ParsableArguments {
  @Argument(
    help: """
      Elements by name, or layers; patterns may hold '*', '?' and '[…]'. Without any, what the stack or the project \
      names, else all.
      """)
  var targets: [String] = []

  @Option(
    name: .customLong("option"),
    help: .init("Set an option of a project of elements; may be repeated.", valueName: "NAME=VALUE"),
    transform: OptionSetting.init(parsing:))
  var options: [OptionSetting] = []

  /// The project of elements with these options.
  func applied(to source: ElementSource) -> ElementSource {
    var source = source
    for option in options { source.options[option.name] = option.value }
    return source
  }

  /// - Throws: A usage error when options are set that layers don't have.
  func refuseOptionsForLayers() throws {
    guard options.isEmpty else { throw ValidationError("--option is for projects of elements, and this stack is none") }
  }
}

/// `NAME=VALUE`.
struct OptionSetting: Sendable {
  var name: String
  var value: String

  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ValidationError("'\(escaped(argument))' sets nothing; write NAME=VALUE")
    }
    (name, value) = (parts[0], parts[1])
  }
}

extension DependencyScope: ExpressibleByArgument {}
