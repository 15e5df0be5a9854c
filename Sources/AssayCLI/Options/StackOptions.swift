import ArgumentParser
import Foundation
import Specs
import SystemPackage
import Verification

/// Which stack, for which platform, with which tools: what every command takes.
struct StackOptions: ParsableArguments {
  @Argument(
    help: "A stack of assay.toml by name, or the path of a spec; without it the first stack of assay.toml.",
    completion: .stack)
  var stack: String?

  @Option(help: "The platform to build for.", completion: .list(TargetPlatform.allCases.map(\.rawValue)))
  var platform: TargetPlatform = .current

  @Option(
    help: .init(
      "The uv program; else ASSAY_UV, PATH, and the tools folder of the cache are tried.", valueName: "FILE"),
    completion: .file())
  var uv: String?

  @Option(
    name: .customLong("local-wheels"),
    help: .init("A folder with wheels, relative to the spec; may be repeated.", valueName: "DIR"),
    completion: .directory)
  var localWheels: [String] = []

  @Flag(help: "Use no network; what needs it is skipped or says so.")
  var offline = false

  @Flag(inversion: .prefixedNo, help: "Lock with package indexes, or with local wheels only.")
  var index = true

  /// What was asked for, with the variables of this process.
  var request: StackSetup.Request {
    var request = StackSetup.Request(environment: ProcessInfo.processInfo.environment)
    (request.stack, request.platform, request.isOffline) = (stack.map(expanded), platform, offline)
    request.usesNoIndex = !index
    (request.uv, request.localWheels) = (uv.map { FilePath($0) }, localWheels)
    return request
  }

  /// Loads the stack; progress goes to the terminal, and warnings to standard error where no report has them.
  func load(showsWarnings: Bool = true) throws -> StackSetup { try load(request, showsWarnings: showsWarnings) }

  /// Loads the stack that a request names.
  func load(_ request: StackSetup.Request, showsWarnings: Bool) throws -> StackSetup {
    let setup = try StackSetup.load(request) { Progress.shared.show($0) }
    if showsWarnings { setup.warnings.forEach { Console.printError("\($0)") } }
    return setup
  }

  /// With the home folder for a `~` that no shell has replaced.
  private func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}

extension TargetPlatform: ExpressibleByArgument {}
