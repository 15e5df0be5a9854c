import Specs
import SystemPackage
import TestSupport
import Testing

/// `[tool.uv]`, and what of it each layer is locked with.
@Suite(.temporaryFolder)
struct UvSettingsTests {
  static let indexes = """
    [tool.uv]
    no-index = false
    cache-keys = []
    no-build = false
    environments = ["sys_platform == 'linux'"]
    find-links = ["own"]

    [[tool.uv.index]]
    name = "cpu"
    url = "https://example.org/cpu"
    explicit = true

    [[tool.uv.index]]
    url = "https://example.org/mirror"

    [[tool.uv.index]]
    name = "gpu"
    url = "https://example.org/gpu"
    explicit = true

    [[tool.uv.index]]
    name = "main"
    url = "https://example.org/main"
    default = true

    """

  /// The `[tool.uv]` table of a layer as text.
  private func table(
    _ spec: String, packageIndexes: [String: String] = [:], priority: [String] = [], constraints: [String] = [],
    findLinks: [String] = []
  ) throws -> String {
    let uv = try load(spec).uv
    return TomlText.lines(
      uv.layerTable(
        packageIndexes: packageIndexes, priorityIndexes: priority, constraints: constraints, findLinks: findLinks))
  }

  @Test func withoutSettingsOnlyWheelsAreTaken() throws {
    #expect(
      try table("") == """
        cache-keys = [{ file = "pyproject.toml" }]
        no-build = true
        constraint-dependencies = []

        """)
  }

  @Test func settingsPassThroughAndIndexesThatHoldForEveryPackage() throws {
    #expect(
      try table(Self.indexes, constraints: ["numpy==2"], findLinks: ["wheels"]) == """
        no-index = false
        environments = ["sys_platform == 'linux'"]
        cache-keys = [{ file = "pyproject.toml" }]
        no-build = true
        find-links = ["own", "wheels"]
        constraint-dependencies = ["numpy==2"]
        index = [{ url = "https://example.org/mirror" }, { name = "main", url = "https://example.org/main", default = true }]

        """)
  }

  @Test func priorityIndexesComeFirstThenThoseOfPackagesInFileOrder() throws {
    #expect(
      try table(Self.indexes, packageIndexes: ["torch": "gpu", "numpy": "cpu"], priority: ["main", "gpu", "main"])
        == """
        no-index = false
        environments = ["sys_platform == 'linux'"]
        cache-keys = [{ file = "pyproject.toml" }]
        no-build = true
        find-links = ["own"]
        constraint-dependencies = []
        index = [{ name = "main", url = "https://example.org/main", default = true, explicit = false }, { name = "gpu", url = "https://example.org/gpu", explicit = false }, { name = "cpu", url = "https://example.org/cpu", explicit = true }, { url = "https://example.org/mirror" }]
        sources = { numpy = { index = "cpu" }, torch = { index = "gpu" } }

        """)
  }

  // venvstacks forgets to declare the index here, so that uv stops.
  @Test func anExplicitIndexOfACommonSourceIsDeclared() throws {
    let spec = """
      [tool.uv]
      index = [{ name = "cpu", url = "https://example.org/cpu", explicit = true }]
      sources = { Torch_X = { index = "cpu" } }
      """
    #expect(
      try table(spec) == """
        cache-keys = [{ file = "pyproject.toml" }]
        no-build = true
        constraint-dependencies = []
        index = [{ name = "cpu", url = "https://example.org/cpu", explicit = true }]
        sources = { torch-x = { index = "cpu" } }

        """)
  }

  @Test func aLayersIndexWinsOverACommonSource() throws {
    let spec = Self.indexes + "[tool.uv.sources]\ntorch = { index = \"cpu\" }"
    #expect(try table(spec, packageIndexes: ["torch": "gpu"]).hasSuffix("sources = { torch = { index = \"gpu\" } }\n"))
  }

  @Test func settingsMayStandInAFileOfTheirOwn() throws {
    let uv = try load("", with: ["venvstacks.uv.toml": "no-index = true"]).uv
    #expect(uv.usesNoIndex)
  }

  @Test func theSpecsOwnTableHidesTheFile() throws {
    #expect(try !load("[tool.uv]", with: ["venvstacks.uv.toml": "no-index = true"]).uv.usesNoIndex)
  }

  @Test func problemsOfTheFileNameIt() {
    #expect(
      problems("", with: ["venvstacks.uv.toml": "no-index = 1"]) == """
        venvstacks.uv.toml:1:12: error: [tool.uv]: 'no-index' must be true or false, but is an integer [spec.wrong-type]
        hint: write no-index = true
        """)
  }

  @Test(arguments: [
    "{ git = \"https://example.org\" }", "\"cpu\"", "{ index = \"cpu\", marker = \"x\" }", "{ index = 1 }",
  ])
  func sourcesAreIndexes(source: String) {
    #expect(
      problems("[tool.uv.sources]\ntorch = \(source)") == """
        stack.toml:2:1: error: [tool.uv.sources]: 'torch' must be { index = "NAME" } [spec.bad-source]
        hint: layers only take packages from indexes
        """)
  }

  @Test func sourcesNameDeclaredIndexes() {
    #expect(
      problems(Self.indexes + "[tool.uv.sources]\ntorch = { index = \"gpus\" }") == """
        stack.toml:26:19: error: [tool.uv.sources]: unknown package index 'gpus' [spec.unknown-index]
        hint: did you mean 'gpu'?
        """)
  }

  @Test func sourcesNameAPackageOnce() {
    #expect(
      problems(Self.indexes + "[tool.uv.sources]\na_b = { index = \"gpu\" }\nA-B = { index = \"gpu\" }") == """
        stack.toml:27:1: error: [tool.uv.sources]: names 'a-b' twice [spec.duplicate-package]
        hint: drop one; names that differ only in case, '-', '_' and '.' mean one package
        """)
  }

  @Test func indexesHaveAUrlAndNamesOfTheirOwn() {
    #expect(
      problems("[tool.uv]\nindex = [\n{ name = \"a\", default = 1 },\n{ name = \"a\", url = \"x\" },\n3]") == """
        stack.toml:3:1: error: [[tool.uv.index]]: missing 'url' [spec.missing-field]
        hint: add url = "https://index.example/simple"
        stack.toml:3:25: error: [[tool.uv.index]]: 'default' must be true or false, but is an integer [spec.wrong-type]
        hint: write default = true
        stack.toml:4:10: error: [[tool.uv.index]]: two indexes are called 'a' [spec.duplicate-index]
        hint: rename one of them
        stack.toml:5:1: error: [[tool.uv.index]]: must be a table, but is an integer [spec.wrong-type]
        hint: write { KEY = VALUE }
        """)
  }

  @Test func theTableIsATable() {
    #expect(
      problems("tool.uv = 1") == """
        stack.toml:1:11: error: [tool.uv]: must be a table, but is an integer [spec.wrong-type]
        hint: write { KEY = VALUE }
        """)
  }
}
