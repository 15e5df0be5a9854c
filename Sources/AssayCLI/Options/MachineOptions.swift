import ArgumentParser
import Foundation
import Specs
import SystemPackage
import Verification

/// For which platform and with which tools stacks are made: what every command takes that works on stacks.
struct MachineOptions: ParsableArguments {
  @Option(help: "The platform to build for.", completion: .list(TargetPlatform.allCases.map(\.rawValue)))
  var platform: TargetPlatform = .current

  @Option(
    help: .init(
      "The uv program; else ASSAY_UV, PATH, and the tools folder of the cache are tried.", valueName: "FILE"),
    completion: .file())
  var uv: String?

  @Option(
    name: .customLong("local-wheels"),
    help: .init("A folder with wheels, relative to the spec; may be repeated.", valueName: "DIR"))
  var localWheels: [String] = []

  @Flag(help: "Use no network; what needs it is skipped or says so.")
  var offline = false

  @Flag(inversion: .prefixedNo, help: "Lock with package indexes, or with local wheels only.")
  var index = true

  /// What was asked for, with the variables of this process.
  func request(for stack: String?) -> StackSetup.Request {
    var request = StackSetup.Request(environment: ProcessInfo.processInfo.environment)
    (request.stack, request.platform, request.isOffline) = (stack.map(expanded), platform, offline)
    request.usesNoIndex = !index
    (request.uv, request.localWheels) = (uv.map { FilePath($0) }, localWheels)
    return request
  }

  /// Loads a stack, of whatever kind it is; progress goes to the terminal, and warnings to standard error where no
  /// report has them.
  func loadGated(_ request: StackSetup.Request, showsWarnings: Bool) throws -> any GatedStack {
    let stack = try loadGatedStack(request) { Progress.shared.show($0) }
    if showsWarnings { stack.warnings.forEach { Console.printError("\($0)") } }
    return stack
  }

  /// What a review takes for noteworthy: `[review]` of the `assay.toml` here or above.
  var review: ReviewSettings { get throws { try ProjectFile.find(from: FilePath("."))?.review ?? ReviewSettings() } }

  /// With the home folder for a `~` that no shell has replaced.
  private func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}

extension TargetPlatform: ExpressibleByArgument {}
