import ArgumentParser

/// How much is said of what is being done: what stands before the command's name.
struct VerbosityOptions: ParsableArguments {
  @Flag(
    name: .shortAndLong,
    help:
      "Say each step on a line of its own, also where standard error is no terminal; may be repeated, as with venvstacks."
  )
  var verbose: Int

  @Flag(name: .shortAndLong, help: "Say nothing of what is being done: only results, warnings and problems.")
  var quiet = false

  func validate() throws {
    if verbose > 0 && quiet { throw ValidationError("'--verbose' and '--quiet' exclude each other") }
    // The root's values are read before a command runs, and no command gets to see them.
    if verbose > 0 { Progress.shared.style = .lines }
    if quiet { Progress.shared.style = .none }
  }
}
