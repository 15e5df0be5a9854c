package import Diagnostics
package import Store
package import SystemPackage

/// A stack of some kind, as the gate sees it: which checks it has, and what an update would write.
package protocol GatedStack: Sendable {
  /// The stack's name in `assay.toml`, or the spec's path as it was given.
  var name: String { get }
  /// What the stack is made of, in a word: layers, elements or outputs.
  var noun: String { get }
  /// What expected outputs are for, as reports call it: a platform, or ``VerificationReport/anyPlatform``.
  var platformName: String { get }
  /// About the spec and the project; they don't change a verdict.
  var warnings: [Diagnostic] { get }
  /// The checks that this kind of stack has, in order.
  var checks: [CheckID] { get }
  /// The folder of expected outputs; absolute.
  var expected: FilePath { get }
  /// Files and folders that a verification must leave alone, each under a name of its own; some may not be there.
  var committedPaths: [(name: String, path: FilePath)] { get }
  var store: ContentStore { get }

  /// Begins one verification.
  ///
  /// - Throws: What keeps every check from being made, such as that nothing is expected yet.
  func start() throws -> any GateRun

  /// What would be committed if the stack were made anew now.
  ///
  /// - Throws: The problems of all parts that can't be made: then there is nothing to update to.
  func updatePlan() async throws -> UpdatePlan

  /// Where a file of an export is committed, by the folder and the path below it; nil for what this stack has no place
  /// for. Whatever the path says, it names something below a folder.
  func place(ofExported path: String) -> (folder: FilePath, path: String)?
}

/// One verification of a stack: what its checks share is made once, when a check first needs it.
package protocol GateRun: Sendable {
  /// Makes one check, other than ``CheckID/noSideEffects``.
  func check(_ id: CheckID, require: Requirement) async throws -> CheckResult

  /// Writes what was made into the stack's folder below `folder`, and gives its path: files as expected outputs stand,
  /// and, for a look from outside, archives in a folder `archives`.
  func export(to folder: FilePath) async throws -> FilePath

  /// What is published, with its expected and its actual size.
  func artifacts() async throws -> [ReportedArtifact]

  /// Parts that are expected but can't be made on this machine.
  func omissions() async throws -> [String]

  /// What an update would write, as far as the checks have found out; nil where that would cost more than they did.
  func proposedUpdate() async throws -> UpdatePlan?
}

extension GateRun {
  package func omissions() async throws -> [String] { [] }
  package func proposedUpdate() async throws -> UpdatePlan? { nil }
}

extension GatedStack {
  package func place(ofExported path: String) -> (folder: FilePath, path: String)? { (expected, path) }

  /// How to call a command of this program for this stack.
  func command(_ name: String) -> String { "assay \(name) \(escaped(self.name))" }

  /// For a file that can't be used as it is.
  var makeHint: String { "run '\(command("update"))' to make it again" }

  var updateHint: String { "if the change is meant, run '\(command("update"))'" }
}
