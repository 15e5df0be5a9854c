import Specs
import TestSupport
import Testing

/// `[[tests]]` of a spec, and the conditions that layers demand.
@Suite(.temporaryFolder)
struct LayerTestSpecTests {
  /// From line 5 on.
  private func test(_ fields: String) -> String { runtime + "[[tests]]\n" + fields }

  @Test func aTestHasLayersACommandAndWhatItNeeds() throws {
    let spec = try load(
      test(
        """
        name = "smoke"
        layers = ["base"]
        requirements = ["PyTest"]
        command = ["python", "-m", "pytest"]
        files = ["tests/test_base.py"]
        outputs = ["report.xml"]
        condition = "licensed"
        timeout = 5
        """), with: ["tests/test_base.py": ""])
    let made = try #require(spec.tests.first)
    #expect(made.buildName == "test-smoke")
    #expect(made.layers.map(\.name) == ["base"])
    #expect(made.requirements.map(\.text) == ["PyTest"])
    #expect(made.command == ["python", "-m", "pytest"])
    #expect(made.files == ["tests/test_base.py"])
    #expect(made.outputs == ["report.xml"])
    #expect(made.condition == "licensed")
    #expect(made.timeout == 5)
  }

  @Test func theConditionIsTestedUnlessItIsNamed() throws {
    let spec = try load(test("name = \"smoke\"\nlayers = [\"base\"]\ncommand = [\"true\"]"))
    #expect(spec.tests.map(\.condition) == ["tested"])
    #expect(spec.tests.map(\.timeout) == [600])
  }

  @Test func whatIsMissingIsReported() {
    #expect(
      problems(test("layer = 1")) == """
        stack.toml:5:1: error: test '?': missing 'name' [spec.missing-field]
        hint: add name = "…"
        stack.toml:5:1: error: test '?': missing 'layers' [spec.missing-field]
        hint: say what it tests: layers = ["app-…"]
        stack.toml:5:1: error: test '?': missing 'command' [spec.missing-field]
        hint: add command = ["python", "-m", "…"]
        stack.toml:6:1: error: test '?': unknown field 'layer' [spec.unknown-field]
        hint: did you mean 'layers'?
        """)
  }

  @Test func emptyListsAndFilesThatAreNotThereAreReported() {
    #expect(
      problems(
        test("name = \"a\"\nlayers = []\ncommand = []\nfiles = [\"x.py\", \"../y\", \"/z\"]\ntimeout = 0")) == """
          stack.toml:7:10: error: test 'a': 'layers' is empty [spec.empty-list]
          hint: name at least one
          stack.toml:8:11: error: test 'a': 'command' is empty [spec.empty-list]
          hint: name at least one
          stack.toml:9:10: error: test 'a': 'x.py' does not exist [spec.missing-file]
          hint: add the file; paths are relative to the spec's folder
          stack.toml:9:18: error: test 'a': '../y' does not lie below the spec's folder [spec.outside-file]
          hint: put the test's files beside the spec
          stack.toml:9:26: error: test 'a': '/z' does not lie below the spec's folder [spec.outside-file]
          hint: put the test's files beside the spec
          stack.toml:10:11: error: test 'a': a timeout of 0 s can't be kept [spec.wrong-value]
          hint: write a number of seconds between 1 and 86400
          """)
  }

  @Test func buildNamesAreUnique() {
    let fields = "name = \"a\"\nlayers = [\"base\"]\ncommand = [\"true\"]\n"
    #expect(
      problems(test(fields + "[[tests]]\n" + fields)) == """
        stack.toml:9:1: error: 'test-a' is declared twice; the first is at stack.toml:5:1 [spec.duplicate-name]
        hint: rename one of them
        """)
  }

  @Test func layersDemandConditions() throws {
    let spec = try load(application("launch_module = \"app.py\"\ncondition-requirements = [\"tested\"]"))
    #expect(spec.layers.map { $0.conditionRequirements.map(\.condition) } == [[], ["tested"]])
  }
}
