import Foundation
import Subprocess
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// The `assay` program that was built with the tests, run with exactly the variables that a test wants.
struct Program {
  /// What a run left behind.
  struct Outcome {
    var exitCode: Int32
    var standardOutput: String
    var standardError: String

    /// Standard output without review notes and the lines of checks that passed, and with `<sha256>` for digests, so that texts in tests
    /// don't change with every fixture.
    var findings: String {
      standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("passed ") && !$0.hasPrefix("review: ") }.joined(separator: "\n")
        .replacing(/[0-9a-f]{64}/, with: "<sha256>")
    }
  }

  /// Beside the test bundle, where SwiftPM puts all products.
  static let path = FilePath(ProcessInfo.processInfo.arguments[0]).removingLastComponent().appending("assay")

  /// What every run gets; no other variable of the machine comes through.
  static let variables: [String: String] = {
    var variables = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": Shared.folder.appending("home").string, "LC_ALL": "C.UTF-8",
    ]
    variables["ASSAY_CACHE"] = Shared.folder.appending("cache").string
    variables["ASSAY_UV"] = uv?.string
    return variables
  }()

  /// A uv of the machine: `ASSAY_UV`, `PATH`, the tools folder of the cache; nil where there is none.
  static let uv: FilePath? = {
    let environment = ProcessInfo.processInfo.environment
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let named = value("ASSAY_UV") { return FilePath(String(named)) }
    let cache =
      value("ASSAY_CACHE") ?? value("XDG_CACHE_HOME").map { "\($0)/assay" } ?? "\(value("HOME") ?? "")/.cache/assay"
    let installed = (try? FileManager.default.contentsOfDirectory(atPath: "\(cache)/tools")) ?? []
    let folders =
      (value("PATH") ?? "").split(separator: ":").map(String.init) + installed.map { "\(cache)/tools/\($0)/bin" }
    return folders.map { FilePath($0).appending("uv") }.first { access($0.string, X_OK) == 0 }
  }()

  /// Runs the program and waits for it, for a minute or two at most.
  static func run(
    _ arguments: [String], in folder: FilePath, variables changed: [String: String?] = [:]
  ) async throws -> Outcome {
    var exact = variables
    for (name, value) in changed { exact[name] = value }
    return try await run(path, arguments, in: folder, variables: exact)
  }

  /// Runs any program with exactly these variables.
  static func run(
    _ program: FilePath, _ arguments: [String], in folder: FilePath, variables: [String: String]
  ) async throws -> Outcome {
    if program == path { await Turn.shared.take() }
    defer { if program == path { Turn.shared.give() } }
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    let exact = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })
    let result = try await Subprocess.run(
      .path(program), arguments: Arguments(arguments), environment: .custom(exact), workingDirectory: folder,
      platformOptions: options, input: .none, output: .bytes(limit: 1 << 26), error: .bytes(limit: 1 << 26))
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Outcome(
      exitCode: code, standardOutput: String(decoding: result.standardOutput, as: UTF8.self),
      standardError: String(decoding: result.standardError, as: UTF8.self))
  }
}

/// Lets a few runs of the program go on at once; the test library starts all tests together.
private final class Turn: Sendable {
  static let shared = Turn()
  private let state = Mutex((free: 3, waiting: [CheckedContinuation<Void, Never>]()))

  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free == 0 else {
          state.free -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  func give() {
    let next = state.withLock { state in
      guard state.waiting.isEmpty else { return Optional(state.waiting.removeFirst()) }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}

/// What all tests of a run share: a store, so that nothing is built twice.
enum Shared {
  static let folder: FilePath = {
    let url = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url.appending(path: "home"), withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: Shared.folder.string) }  // Nobody is left to tell.
    return FilePath(url.path)
  }()

  /// The first verification fills the store; whoever runs the program waits for it instead of building too.
  static let filled = Task {
    let project = try Project(in: folder.appending("first"))
    return try await project.assay("verify")
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where there is no uv to lock and install with.
  static var needsUv: Self {
    .enabled(if: Program.uv != nil, "there is no uv: set ASSAY_UV, or run misc/setup.sh")
  }
}
