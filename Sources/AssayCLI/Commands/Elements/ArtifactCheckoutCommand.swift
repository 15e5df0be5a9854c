import Archives
import ArgumentParser
import Building
import Diagnostics
import Graph
import Publishing
import Specs
import Store
import SystemPackage

/// `assay artifact checkout`.
struct ArtifactCheckoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkout", abstract: "Write the files of artifacts to a folder or a tar.")

  @OptionGroup var elements: ArtifactOptions

  @Option(
    help: .init("A folder that is empty or not there yet.", valueName: "DIR"), completion: .directory)
  var directory: String?

  @Option(help: .init("A tar, without compression.", valueName: "FILE"), completion: .file())
  var tar: String?

  @Option(
    name: .customLong("deps"),
    help: .init("What goes with the elements (default: run).", valueName: "none|build|run|all"))
  var scope = DependencyScope.run

  @Flag(help: "Write over what is there; other files of the folder stay.")
  var force = false

  func validate() throws {
    try elements.needTargets()
    guard (directory == nil) != (tar == nil) else { throw ValidationError("say where: --directory DIR or --tar FILE") }
  }

  func run() throws {
    let loaded = try elements.load()
    let (tree, store) = (try loaded.tree(scope), loaded.artifacts.store)
    if let directory { return try TreeCheckout(store).write(tree, to: FilePath(directory), isForced: force) }
    guard let file = tar.map({ FilePath($0).absolute }) else { return }
    guard force || file.kind == nil else {
      throw Diagnostic(
        "checkout.exists", "the file is there already", at: Place(file.string), hint: "replace it with --force")
    }
    let publisher = TreePublisher(store: store, form: .tar(.none))
    let archive = try publisher.publish(tree, under: "", modified: Int64(FilePath.stagedTime)).archive
    try store.checkOut(archive, to: file)
  }
}
