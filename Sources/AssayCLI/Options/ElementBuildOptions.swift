import ArgumentParser
import Building
import Glibc

/// How elements are built.
struct ElementBuildOptions: ParsableArguments {
  @Option(
    name: .customLong("on-error"),
    help: .init(
      "Elements only: what happens to the rest when one fails (default: quit; continue for tests).",
      valueName: "continue|quit"))
  var onError: FailurePolicy?

  @Flag(
    name: [.customShort("r"), .customLong("retry-failed")],
    help: "Elements only: run again what has failed before, rather than tell it again.")
  var retryFailed = false

  @Option(help: .init("Elements only: commands that run at once (default: one for each core).", valueName: "N"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("at least one job has to run: --jobs 1") }
  }

  /// - Parameter policy: What holds where nothing was said.
  func options(_ policy: FailurePolicy) -> BuildOptions {
    var options = BuildOptions()
    (options.failurePolicy, options.retriesFailed) = (onError ?? policy, retryFailed)
    options.jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return options
  }

  /// - Throws: A usage error when something was said that does not hold for layers.
  func refuseForLayers() throws {
    guard onError == nil, !retryFailed, jobs == nil else {
      throw ValidationError(
        "--on-error, --retry-failed and --jobs are for projects of elements, and this stack is none")
    }
  }
}

extension FailurePolicy: ExpressibleByArgument {}
