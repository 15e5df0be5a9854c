import Graph
import Specs
import TestSupport
import Testing

/// Which index a layer takes a package from, with what it inherits.
@Suite(.temporaryFolder)
struct PackageIndexTests {
  static let indexes = """
    [tool.uv]
    index = [{ name = "cpu", url = "https://example.org/cpu" }, { name = "gpu", url = "https://example.org/gpu" }]

    """

  @Test func indexesAreInheritedFromRuntimesAndFrameworks() throws {
    let graph = try graph(
      runtime("base", with: "package_indexes = { Torch_Audio = \"cpu\" }"),
      framework("a", with: "package_indexes = { numpy = \"gpu\" }"),
      application("x", on: "a", with: "package_indexes = { scipy = \"gpu\" }"), Self.indexes)
    #expect(graph["framework-a"]?.packageIndexes == ["torch-audio": "cpu", "numpy": "gpu"])
    #expect(graph["app-x"]?.packageIndexes == ["torch-audio": "cpu", "numpy": "gpu", "scipy": "gpu"])
  }

  @Test func prioritiesAreNotInherited() throws {
    let graph = try graph(runtime("base", with: "priority_indexes = [\"cpu\"]"), framework("a"), Self.indexes)
    #expect(graph["base"]?.spec.priorityIndexes == ["cpu"])
    #expect(graph["framework-a"]?.spec.priorityIndexes == [])
  }

  @Test func aLayersOwnIndexMustBeTheInheritedOne() throws {
    #expect(
      problems(
        runtime("base"), framework("a", with: "package_indexes = { torch = \"cpu\" }"),
        application("invalid", on: "a", with: "package_indexes = { Torch = \"gpu\" }"), Self.indexes) == """
          stack.toml:16:21: error: application 'invalid': inconsistent package indexes for 'Torch': 'cpu' and 'gpu' [spec.inconsistent-indexes]
          hint: add index_overrides = {cpu = "gpu"} if 'gpu' will do for both
          """)
  }

  @Test func frameworksOfALayerAgreeOnIndexes() throws {
    #expect(
      problems(
        runtime("base"), framework("a", with: "package_indexes = { Torch = \"cpu\" }"),
        framework("b", with: "package_indexes = { torch = \"gpu\" }"), application("invalid", on: "a", "b"),
        Self.indexes) == """
          stack.toml:16:1: error: application 'invalid': inconsistent package indexes for 'torch': 'cpu' and 'gpu' [spec.inconsistent-indexes]
          hint: add index_overrides = {gpu = "cpu"} if 'cpu' will do for both
          """)
  }

  @Test func aFrameworksIndexAgreesWithTheRuntimes() throws {
    #expect(
      problems(
        runtime("base", with: "package_indexes = { torch = \"cpu\" }"),
        framework("invalid", with: "package_indexes = { torch = \"gpu\" }"), Self.indexes) == """
          stack.toml:10:21: error: framework 'invalid': inconsistent package indexes for 'torch': 'cpu' and 'gpu' [spec.inconsistent-indexes]
          hint: add index_overrides = {cpu = "gpu"} if 'gpu' will do for both
          """)
  }

  @Test func aConflictIsReportedOnceForAllLayersBelow() throws {
    #expect(
      problems(
        runtime("base"), framework("a", with: "package_indexes = { torch = \"cpu\" }"),
        framework("b", with: "package_indexes = { torch = \"gpu\" }"), framework("c", on: "b"),
        application("invalid", on: "a", "c"), Self.indexes) == """
          stack.toml:21:1: error: application 'invalid': inconsistent package indexes for 'torch': 'cpu' and 'gpu' [spec.inconsistent-indexes]
          hint: add index_overrides = {gpu = "cpu"} if 'cpu' will do for both
          """)
  }

  // venvstacks looks at all frameworks below, not only at those that a layer names.
  @Test func whatAFrameworkOverrodeIsToBeOverriddenAboveToo() throws {
    func text(_ application: String) -> [String] {
      [
        runtime("base"), framework("a", with: "package_indexes = { torch = \"cpu\" }"),
        framework("b", on: "a", with: "package_indexes = { torch = \"gpu\" }\nindex_overrides = { cpu = \"gpu\" }"),
        application, Self.indexes,
      ]
    }
    #expect(
      problems(text(application("x", on: "b")).joined()) == """
        stack.toml:17:1: error: application 'x': inconsistent package indexes for 'torch': 'gpu' and 'cpu' [spec.inconsistent-indexes]
        hint: add index_overrides = {cpu = "gpu"} if 'gpu' will do for both
        """)
    let graph = try graph(text(application("x", on: "b", with: "index_overrides = { cpu = \"gpu\" }")).joined())
    #expect(graph["app-x"]?.packageIndexes == ["torch": "gpu"])
  }

  @Test func whatOfTheRuntimeWasOverriddenIsSettled() throws {
    let graph = try graph(
      runtime("base", with: "package_indexes = { torch = \"cpu\" }"),
      framework("a", with: "package_indexes = { torch = \"gpu\" }\nindex_overrides = { cpu = \"gpu\" }"),
      application("x", on: "a"), Self.indexes)
    #expect(graph["app-x"]?.packageIndexes == ["torch": "gpu"])
  }

  @Test func theHintsOfBothConflictsSettleThem() throws {
    let graph = try graph(
      runtime("base"), framework("a", with: "package_indexes = { torch = \"cpu\" }"),
      framework("b", with: "package_indexes = { torch = \"gpu\" }"),
      application("x", on: "a", "b", with: "index_overrides = { gpu = \"cpu\" }"),
      application("y", on: "a", with: "package_indexes = { torch = \"gpu\" }\nindex_overrides = { cpu = \"gpu\" }"),
      Self.indexes)
    #expect(graph["app-x"]?.packageIndexes == ["torch": "cpu"])
    #expect(graph["app-y"]?.packageIndexes == ["torch": "gpu"])
  }
}
