import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// Section 6, case 4: conditions are the same wherever a file writes them.
@Suite(.temporaryFolder)
struct ConditionSpellingTests {
  @Test func theTopLevelAndPublicDataGiveTheSameKeys() throws {
    let top = try keys(
      "condition-providers: {tested: [lib-test.bst]}", "condition-requirements: [tested]")
    let inPublicData = try keys(
      "public: {assay: {condition-providers: {tested: [lib-test.bst]}}}",
      "public: {assay: {condition-requirements: [tested]}}")
    let byKind = try keys(
      "condition-providers: {tested: [lib-test.bst]}", "",
      project: "elements: {script: {condition-requirements: [tested]}}")
    #expect(inPublicData == top)
    #expect(byKind == top)
    #expect(top["pkg.bst"]?.isGated == true)
    #expect(try keys("", "")["pkg.bst"]?.isGated == false)
  }

  /// By element, of a project whose library and package have these lines.
  private func keys(
    _ library: String, _ package: String, project: String = ""
  ) throws -> [String: ElementKeys.Pair] {
    let files = [
      "project.conf": "name: demo\nmin-version: 2.0\n\(project)\n", "lib.bst": "kind: manual\n\(library)\n",
      "lib-test.bst": "kind: manual\nbuild-depends: [lib.bst]\n",
      "pkg.bst": "kind: script\nbuild-depends: [lib.bst]\n\(package)\n",
    ]
    for (name, text) in files { try TemporaryFolder.path.appending(name).write(Array(text.utf8)) }
    let graph = try ElementGraph(ElementProject.load(TemporaryFolder.path, targets: nil))
    let keys = try ElementKeys(graph)
    return Dictionary(uniqueKeysWithValues: graph.elements.map { ($0.name, keys[$0.id]) })
  }
}
