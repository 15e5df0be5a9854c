import Diagnostics
import Specs
import SystemPackage
import TestSupport
import Testing

/// Where venvstacks ends with a traceback, or takes what it should not.
@Suite(.temporaryFolder)
struct StricterThanVenvstacksTests {
  @Test func missingFieldsAreProblemsOfTheSpec() throws {
    #expect(
      problems("[[runtimes]]\nname = \"base\"\n[[applications]]\nname = \"demo\"\nruntime = \"base\"") == """
        stack.toml:1:1: error: runtime 'base': missing 'requirements' [spec.missing-field]
        hint: add requirements = ["…"]; it may be empty
        stack.toml:1:1: error: runtime 'base': missing 'python_implementation' [spec.missing-field]
        hint: add python_implementation = "cpython@3.11.11"
        stack.toml:3:1: error: application 'demo': missing 'requirements' [spec.missing-field]
        hint: add requirements = ["…"]; it may be empty
        stack.toml:3:1: error: application 'demo': missing 'launch_module' [spec.missing-field]
        hint: add launch_module = "app.py"
        """)
  }

  @Test(arguments: [
    "jython@2.7.1", "cpython", "cpython@", "cpython@3.11", "cpython@3.11.x", "@3.11.1", "cpython@3.11.-1",
    "cpython@3.11.+1", "cpython@3.14.0rc", "cpython@3.14.rc1", "cpython@3.14.0x1", "cpython@3.rc1.0",
  ])
  func aRuntimeNamesItsImplementationAndVersion(text: String) throws {
    let spec = "[[runtimes]]\nname = \"base\"\nrequirements = []\npython_implementation = \"\(text)\""
    #expect(
      problems(spec) == """
        stack.toml:4:25: error: runtime 'base': 'python_implementation' must be an implementation and its version, not '\(text)' [spec.bad-implementation]
        hint: write cpython@X.Y.Z or pypy@X.Y.Z, such as cpython@3.11.11
        """)
  }

  @Test func unknownFieldsAreRefused() throws {
    #expect(
      problems(runtime + "requirement = []\nlaunch_module = \"app.py\"") == """
        stack.toml:5:1: error: runtime 'base': unknown field 'requirement' [spec.unknown-field]
        hint: did you mean 'requirements'?
        stack.toml:6:1: error: runtime 'base': unknown field 'launch_module' [spec.unknown-field]
        hint: known: 'build_requirements', 'condition-requirements', 'dynlib_exclude', 'fully_versioned_name', 'index_overrides', 'linux_target', 'macosx_target', 'name', 'package_indexes', 'platforms', 'priority_indexes', 'python_implementation', 'requirements', 'versioned'
        """)
  }

  @Test func aSyntaxErrorHasItsPlace() throws {
    #expect(
      problems("[[runtimes]]\nname = base") == """
        stack.toml:2:8: error: this is not TOML 1.0: error while parsing value: could not determine value type [toml.syntax]
        hint: correct the line; https://toml.io/en/v1.0.0 describes the format
        """)
  }

  @Test func aMissingFileIsNamed() throws {
    #expect(
      shown { DiagnosticList(try StackSpec.load(TemporaryFolder.path.appending("lost.toml")).warnings) } == """
        lost.toml: error: the file does not exist [spec.missing-file]
        hint: check the path
        """)
  }

  @Test func aFolderIsNoSpec() throws {
    try write(["folder/file": ""])
    #expect(
      shown { DiagnosticList(try StackSpec.load(TemporaryFolder.path.appending("folder")).warnings) } == """
        folder: error: expected a file, met a folder [spec.is-folder]
        hint: name the file in it
        """)
  }

  @Test(arguments: [
    ("2026-01-01T00:00:00Z", "a date or time"), ("7", "an integer"), ("\"7 days\"", "'7 days'"),
    ("\"2026-13-01\"", "'2026-13-01'"),
    ("\"2026-01-01T00:00:00\"", "'2026-01-01T00:00:00'"), ("\"2026-01-01x\"", "'2026-01-01x'"), ("\"\"", "''"),
  ])
  func theCutOffDateIsADate(value: String, found: String) throws {
    #expect(
      problems("[tool.uv]\nexclude-newer = \(value)") == """
        stack.toml:2:17: error: [tool.uv]: 'exclude-newer' must be a date in quotes, but is \(found) [spec.bad-date]
        hint: write exclude-newer = "2026-01-31T00:00:00Z"; a span such as '7 days' would give other locks tomorrow
        """)
  }

  @Test(arguments: ["2026-01-31", "2026-01-31T10:00:00Z", "2026-01-31 10:00:00.25+02:00"])
  func datesWithAndWithoutTimeAreTaken(date: String) throws {
    #expect(try load("[tool.uv]\nexclude-newer = \"\(date)\"").uv.excludeNewer == date)
  }

  @Test(arguments: ["framework-", "app-"])
  func runtimesMayNotLookLikeOtherLayers(prefix: String) throws {
    let spec = "[[runtimes]]\nname = \"\(prefix)x\"\nrequirements = []\npython_implementation = \"cpython@3.11.1\""
    #expect(
      problems(spec) == """
        stack.toml:2:8: error: a runtime's name can't start with '\(prefix)', which marks other layers [spec.reserved-name]
        hint: rename the runtime '\(prefix)x'
        """)
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "a\\\\b", "a b", "$HOME", "it's", "a\\nb", "a:b"])
  func namesMustDoForFolders(name: String) throws {
    let spec = "[[runtimes]]\nname = \"\(name)\"\nrequirements = []\npython_implementation = \"cpython@3.11.1\""
    #expect(
      problems(spec) == """
        stack.toml:2:8: error: '\(name)' can't be a layer's name: it becomes a folder's name [spec.bad-name]
        hint: use letters, digits, '-', '_', '.' and '@'
        """)
  }

  @Test(arguments: [
    ("versioned = 1", 13, "'versioned' must be true or false, but is an integer", "write versioned = true"),
    ("versioned = \"no\"", 13, "'versioned' must be true or false, but is a string", "write versioned = true"),
    ("macosx_target = 13", 17, "'macosx_target' must be a string, but is an integer", "write macosx_target = \"…\""),
    ("dynlib_exclude = [1.5]", 19, "'dynlib_exclude' must hold strings, but this is a float", "put it in quotes"),
    (
      "index_overrides = { a = true }", 25, "'index_overrides' must hold strings, but 'a' is a boolean",
      "put it in quotes"
    ),
    (
      "package_indexes = []", 19, "'package_indexes' must be a table of strings, but is an array",
      "write package_indexes = { KEY = \"…\" }"
    ),
  ])
  func fieldsHaveTheirTypes(field: String, column: Int, message: String, hint: String) throws {
    #expect(
      problems(runtime + field)
        == "stack.toml:5:\(column): error: runtime 'base': \(message) [spec.wrong-type]\nhint: \(hint)")
  }

  @Test(arguments: ["", ".", "..", "app.py/.."])
  func aModuleIsNotTheSpecsFolder(path: String) throws {
    #expect(
      problems(application("launch_module = \"\(path)\"")) == """
        stack.toml:9:17: error: application 'demo': launch module '\(path)' does not exist [spec.missing-module]
        hint: add the file; paths are relative to the spec's folder
        """)
  }

  @Test func stringsHoldNoNUL() throws {
    let spec = application("launch_module = \"app.py\\u0000\"\nsupport_modules = [\"a\\u0000\"]")
    #expect(
      problems(spec) == """
        stack.toml:9:17: error: application 'demo': a string may not hold a NUL character [spec.nul]
        hint: drop '\\u0000'
        stack.toml:10:20: error: application 'demo': a string may not hold a NUL character [spec.nul]
        hint: drop '\\u0000'
        """)
  }

  @Test func aPlatformIsListedOnce() throws {
    #expect(
      problems(runtime + "platforms = [\"win_arm64\", \"win_arm64\"]") == """
        stack.toml:5:27: error: runtime 'base': 'platforms' names 'win_arm64' twice [spec.duplicate-platform]
        hint: drop one of them
        """)
  }

  @Test func layersAreArraysOfTables() throws {
    #expect(
      problems("applications = [1]\nframeworks = 2\n[runtimes]\nname = \"base\"") == """
        stack.toml:1:17: error: 'applications' must hold tables, but this is an integer [spec.wrong-type]
        hint: write [[applications]] above each layer
        stack.toml:2:14: error: 'frameworks' must be an array of tables, but is an integer [spec.wrong-type]
        hint: write [[frameworks]] above each layer
        stack.toml:3:1: error: 'runtimes' must be an array of tables, but is a table [spec.wrong-type]
        hint: write [[runtimes]] above each layer
        """)
  }

  @Test func layersOfDifferentKindsNeedDifferentBuildNames() throws {
    let framework = "[[frameworks]]\nname = \"x\"\nruntime = \"base\"\nrequirements = []\n"
    #expect(
      problems(runtime + framework + framework) == """
        stack.toml:9:1: error: two frameworks are built as 'framework-x'; the first is at stack.toml:5:1 [spec.duplicate-name]
        hint: rename one of them
        """)
  }

  // Layers are unpacked side by side, and locks are checked out, also where case does not count in names of folders.
  @Test func namesOfFoldersDifferInMoreThanTheirCase() throws {
    func layer(_ kind: String, _ name: String, _ field: String) -> String {
      "[[\(kind)]]\nname = \"\(name)\"\nrequirements = []\n\(field)\n"
    }
    let framework = layer("frameworks", "Net", "runtime = \"base\"") + layer("frameworks", "nEt", "runtime = \"base\"")
    #expect(
      problems(runtime + framework) == """
        stack.toml:9:1: error: the folder 'framework-nEt' of framework 'nEt' differs only in case from 'framework-Net' of framework 'Net' at stack.toml:5:1 [spec.same-folder]
        hint: rename one of them; on macOS and Windows they are one folder
        """)
    let other = layer("runtimes", "Framework-net", "python_implementation = \"cpython@3.11.1\"")
    #expect(
      problems(runtime + other + layer("frameworks", "net", "runtime = \"base\"")) == """
        stack.toml:9:1: error: the folder 'framework-net' of framework 'net' differs only in case from 'Framework-net' of runtime 'Framework-net' at stack.toml:5:1 [spec.same-folder]
        hint: rename one of them; on macOS and Windows they are one folder
        """)
  }

  @Test func noLayerHasAFolderThatAVersionedOneMayDeployTo() throws {
    func framework(_ name: String, _ field: String = "") -> String {
      "[[frameworks]]\nname = \"\(name)\"\nruntime = \"base\"\nrequirements = []\n\(field)\n"
    }
    #expect(
      problems(runtime + framework("x@12") + framework("x", "versioned = true")) == """
        stack.toml:5:1: error: framework 'x@12' deploys to the folder 'framework-x@12', as does version 12 of framework 'x' at stack.toml:10:1 [spec.same-folder]
        hint: rename one of them
        """)
    #expect(
      problems(runtime + framework("X@3") + framework("x", "versioned = true")) == """
        stack.toml:5:1: error: framework 'X@3' deploys to the folder 'framework-X@3', as does version 3 of framework 'x' at stack.toml:10:1 [spec.same-folder]
        hint: rename one of them
        """)
    let others = ["x@", "x@0", "x@1a", "y@1"].map { framework($0) } + [framework("x@1", "versioned = true")]
    #expect(problems(runtime + framework("x", "versioned = true") + others.joined()) == "")
  }

  @Test func everyProblemIsReportedInTheOrderOfTheFile() throws {
    let spec = """
      [tool.uv]
      index = "https://example.org"
      [[applications]]
      name = "a b"
      requirements = ["x", 1]
      [[runtimes]]
      requirements = ["~"]
      python_implementation = 3
      """
    #expect(
      problems(spec) == """
        stack.toml:2:9: error: [tool.uv]: 'index' must be an array, but is a string [spec.wrong-type]
        hint: write index = […]
        stack.toml:3:1: error: application 'a b': missing 'frameworks' or 'runtime' [spec.missing-field]
        hint: say what the layer stands on: runtime = "…" or frameworks = ["…"]
        stack.toml:3:1: error: application 'a b': missing 'launch_module' [spec.missing-field]
        hint: add launch_module = "app.py"
        stack.toml:4:8: error: 'a b' can't be a layer's name: it becomes a folder's name [spec.bad-name]
        hint: use letters, digits, '-', '_', '.' and '@'
        stack.toml:5:22: error: application 'a b': 'requirements' must hold strings, but this is an integer [spec.wrong-type]
        hint: put it in quotes
        stack.toml:6:1: error: runtime '?': missing 'name' [spec.missing-field]
        hint: add name = "…"
        stack.toml:7:17: error: runtime '?': invalid requirement syntax: expected a package name at character 1 of '~' [spec.requirement]
        hint: write it as in PEP 508, such as "numpy>=2,<3; sys_platform == 'linux'"
        stack.toml:8:25: error: runtime '?': 'python_implementation' must be a string, but is an integer [spec.wrong-type]
        hint: write python_implementation = "…"
        """)
  }
}
