import Specs
import SystemPackage
import TestSupport
import Testing

/// What a spec that loads means.
@Suite(.temporaryFolder)
struct StackSpecTests {
  @Test func anEmptyFileIsAStackWithoutLayers() throws {
    let spec = try load("")
    #expect(spec.layers == [])
    #expect(spec.warnings == [])
  }

  @Test func fieldsHaveDefaults() throws {
    let layer = try #require(try load(application("launch_module = \"app.py\"")).layers.last)
    #expect(layer.category == .application)
    #expect(layer.buildName == "app-demo")
    #expect(!layer.isVersioned)
    #expect(layer.platforms == nil)
    #expect(layer.linuxTarget == OSTarget(text: "glibc@2.28", version: OSVersion(major: 2, minor: 28)))
    #expect(layer.macosxTarget == OSTarget(text: "13.0", version: OSVersion(major: 13, minor: 0)))
    #expect(layer.dynlibExclude == [])
    #expect(layer.packageIndexes == [])
    #expect(layer.priorityIndexes == [])
    #expect(layer.indexOverrides == [:])
    #expect(layer.supportModules == [])
  }

  @Test func layersComeRuntimesFirstThenInFileOrder() throws {
    let spec = try load(
      """
      [[applications]]
      name = "z"
      frameworks = ["f"]
      launch_module = "app.py"
      requirements = []
      [[frameworks]]
      name = "f"
      runtime = "base"
      requirements = []
      [[runtimes]]
      name = "base"
      python_implementation = "pypy@3.11.13"
      requirements = []
      [[runtimes]]
      name = "at@home"
      python_implementation = "cpython@3.11.11"
      requirements = []
      """)
    #expect(spec.layers.map(\.buildName) == ["base", "at@home", "framework-f", "app-z"])
    #expect(spec.layers.first?.base == .implementation(name: "pypy", version: "3.11.13"))
  }

  @Test(arguments: ["3.14.0rc2", "3.14.0a1", "3.9.23"])
  func aRuntimeMayBeAPreRelease(version: String) throws {
    let spec = "[[runtimes]]\nname = \"base\"\nrequirements = []\npython_implementation = \"cpython@\(version)\""
    #expect(try load(spec).layers[0].base == .implementation(name: "cpython", version: version))
  }

  @Test func requirementsAreNormalisedInTheirOrder() throws {
    let layer = try load(
      "[[runtimes]]\nname = \"base\"\npython_implementation = \"cpython@3.11.1\"\nrequirements = [\"Zed >= 1\", \"a\"]"
    ).layers[0]
    #expect(layer.requirements.map(\.text) == ["Zed>=1", "a"])
  }

  @Test func supportModulesAreSortedByTheirPaths() throws {
    let spec = try load(
      application("launch_module = \"app.py\"\nsupport_modules = [\"b\", \"Z.py\", \"a/x\"]"),
      with: ["b/__init__.py": "", "Z.py": "", "a/x/y.py": ""])
    #expect(spec.layers.last?.supportModules == ["Z.py", "a/x", "b"])
  }

  @Test func anExplicitListOfPlatformsKeepsItsOrder() throws {
    let layer = try load(runtime + "platforms = [\"win_amd64\", \"linux_x86_64\"]").layers[0]
    #expect(layer.platforms == [.winAmd64, .linuxX86])
  }

  @Test(arguments: [("glibc", 2, 28), ("glibc@2.35", 2, 35)])
  func linuxTargetsNameTheOldestLibrary(text: String, major: Int, minor: Int) throws {
    let layer = try load(runtime + "linux_target = \"\(text)\"").layers[0]
    #expect(layer.linuxTarget == OSTarget(text: text, version: OSVersion(major: major, minor: minor)))
  }

  @Test(arguments: [("12", 12, 0), ("12.3", 12, 3), ("12.3.1", 12, 3)])
  func macosTargetsNameTheOldestSystem(text: String, major: Int, minor: Int) throws {
    let layer = try load(runtime + "macosx_target = \"\(text)\"").layers[0]
    #expect(layer.macosxTarget == OSTarget(text: text, version: OSVersion(major: major, minor: minor)))
  }

  @Test func overridesOfARuntimeAreDropped() throws {
    #expect(try load(runtime + "index_overrides = { a = \"b\" }").layers[0].indexOverrides == [:])
  }

  @Test func oldFieldsAreTakenWithAWarning() throws {
    let spec = """
      [[runtimes]]
      name = "base"
      fully_versioned_name = "cpython@3.11.11"
      build_requirements = ["setuptools"]
      requirements = []
      """
    #expect(
      problems(spec) == """
        stack.toml:3:24: warning: runtime 'base': 'fully_versioned_name' is now called 'python_implementation' [spec.deprecated]
        hint: rename the field
        stack.toml:4:22: warning: runtime 'base': 'build_requirements' has no effect any more [spec.deprecated]
        hint: drop the field
        """)
    #expect(try load(spec).layers[0].base == .implementation(name: "cpython", version: "3.11.11"))
  }

  @Test func keysOfOtherToolsAreLeftAlone() throws {
    #expect(problems("title = \"x\"\n[tool.other]\nversioned = 3") == "")
  }

  @Test func aSlipInATopLevelKeyIsPointedOut() throws {
    #expect(
      problems("[[aplications]]\nname = \"x\"") == """
        stack.toml:1:3: warning: 'aplications' is not read [spec.unknown-key]
        hint: did you mean 'applications'?
        """)
  }

  @Test func theSpecsPathIsMadeAbsoluteAsText() throws {
    try write(["stack.toml": "", "sub/x": ""])
    let spec = try StackSpec.load(TemporaryFolder.path.appending("sub/../stack.toml"))
    #expect(spec.file == TemporaryFolder.path.appending("stack.toml"))
    #expect(spec.folder == TemporaryFolder.path)
  }
}
