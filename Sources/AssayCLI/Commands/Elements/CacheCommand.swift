import ArgumentParser
import CanonicalJSON
import Diagnostics
import Foundation
import Reports
import Store
import SystemPackage

/// `assay cache`: looks after the store.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "See how much the store holds, check it, or make it smaller.",
    discussion: "The store is $ASSAY_CACHE, else $XDG_CACHE_HOME/assay, else ~/.cache/assay.",
    subcommands: [CacheStatusCommand.self, CacheCheckCommand.self, CachePruneCommand.self])
}

/// `assay cache status`.
struct CacheStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how many blobs, artifacts and results the store holds, and their size.")

  @Flag(help: "Print a JSON object.")
  var json = false

  func run() throws {
    let store = try openStore()
    let (status, root) = (try store.cacheStatus(), store.root.string)
    Console.print(
      json ? CacheReport.json(status, at: root).text : CacheReport.text(status, at: escaped(root)), terminator: "")
  }
}

/// `assay cache check`.
struct CacheCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Hold everything in the store against its name, and remove what is damaged.",
    discussion: """
      What was removed is made again when it is needed.

      Exit codes: 0 all as it should be, 1 something was damaged, 2 the store could not be read.
      """)

  func run() throws {
    let check = try openStore().checkContents()
    check.problems.forEach { Console.printError("\($0)") }
    Console.print(CacheReport.text(check), terminator: "")
    if !check.problems.isEmpty { throw ExitCode(1) }
  }
}

/// `assay cache prune`.
struct CachePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove what was not used for the longest time, until the store is small enough.",
    discussion: "Nothing is removed while another process uses the store; then the exit code is 2.")

  @Option(
    name: .customLong("max-size"),
    help: .init("How large the store may stay, such as 10GiB or 500M; 0 empties it.", valueName: "SIZE"),
    transform: { text in
      guard let size = byteCount(text) else {
        throw ValidationError("'\(escaped(text))' is no size; write a number with K, M, G, KiB, MiB or GiB, as 10GiB")
      }
      return size
    })
  var maxSize: Int64

  func run() throws { Console.print(CacheReport.text(try openStore().prune(maxSize: maxSize)), terminator: "") }
}

private func openStore() throws -> ContentStore {
  try ContentStore(at: ContentStore.defaultRoot(environment: ProcessInfo.processInfo.environment))
}
