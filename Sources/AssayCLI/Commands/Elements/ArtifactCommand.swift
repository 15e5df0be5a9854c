import ArgumentParser
import Building
import Diagnostics
import Graph
import Reports
import Specs
import Store

/// `assay artifact`: looks at, takes out and removes what building elements gave.
struct ArtifactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "artifact", abstract: "List, show, check out or delete the artifacts of elements, or read their logs.",
    subcommands: [
      ArtifactListCommand.self, ArtifactShowCommand.self, ArtifactLogCommand.self, ArtifactCheckoutCommand.self,
      ArtifactDeleteCommand.self,
    ])
}

/// `assay artifact list`.
struct ArtifactListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the artifacts of elements that the store holds.",
    discussion: "'(older)' stands behind those of elements that have changed since.")

  @OptionGroup var elements: ArtifactOptions

  func run() throws {
    for artifact in try elements.load().keptArtifacts() {
      Console.print(ArtifactReport(artifact).line, terminator: "")
    }
  }
}

/// `assay artifact show`.
struct ArtifactShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what artifacts were made with, who vouched for them, and what they hold.")

  @OptionGroup var elements: ArtifactOptions

  func run() throws {
    let loaded = try elements.load()
    for artifact in try loaded.currentArtifacts(of: loaded.graph.targets) {
      let tree = artifact.succeeded ? try loaded.artifacts.store.folder(artifact.files) : Folder()
      Console.print(ArtifactReport(KeptArtifact(artifact, isCurrent: true)).details(tree), terminator: "")
    }
  }
}

/// `assay artifact log`.
struct ArtifactLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print what the commands of elements wrote, also of those that failed.")

  @OptionGroup var elements: ArtifactOptions

  func validate() throws { try elements.needTargets() }

  func run() throws {
    let loaded = try elements.load()
    let artifacts = try loaded.currentArtifacts(of: loaded.graph.targets)
    for artifact in artifacts {
      if artifacts.count > 1 { Console.print("==> \(escaped(artifact.element)) <==") }
      let log = try loaded.artifacts.log(of: artifact)
      if log.isEmpty {
        Console.printError("'\(escaped(artifact.element))' ran no command, or none that wrote anything")
      }
      for line in log.split(separator: "\n", omittingEmptySubsequences: false).dropLast(log.hasSuffix("\n") ? 1 : 0)
      where !log.isEmpty { Console.print(escaped(String(line))) }
    }
  }
}

/// `assay artifact delete`.
struct ArtifactDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Forget the artifacts of elements, failures too, so that they are made again.",
    discussion: """
      What a command gave for the same input stays remembered, so it is not run again for it. The content goes with \
      'assay cache prune'.
      """)

  @OptionGroup var elements: ArtifactOptions

  @Flag(help: "Those that the elements had before they changed, too.")
  var older = false

  func validate() throws { try elements.needTargets() }

  func run() throws {
    let loaded = try elements.load()
    let kept = try loaded.keptArtifacts().filter { older || $0.isCurrent }
    for artifact in kept {
      try loaded.artifacts.remove(artifact.artifact)
      Console.print("removed \(ArtifactReport(artifact).line)", terminator: "")
    }
    if kept.isEmpty { Console.print("nothing to remove") }
  }
}
