import TestSupport
import Testing

/// What venvstacks refuses cleanly when it reads a single layer; references between layers are the graph's.
@Suite(.temporaryFolder)
struct RefusedSpecTests {
  @Test func launchAndSupportModuleNeedDifferentImportNames() throws {
    let spec = application("launch_module = \"app.py\"\nsupport_modules = [\"lib/app\"]")
    #expect(
      problems(spec) == """
        stack.toml:10:20: error: application 'demo': the launch module and a support module are both imported as 'app' [spec.module-conflict]
        hint: rename one of them
        """)
  }

  @Test func supportModulesNeedDifferentImportNames() throws {
    let spec = application("launch_module = \"app.py\"\nsupport_modules = [\"b/util\", \"a/util.py\"]")
    #expect(
      problems(spec) == """
        stack.toml:10:20: error: application 'demo': conflicting support module names: 'a/util.py' and 'b/util' are both imported as 'util' [spec.module-conflict]
        hint: rename one of them
        """)
  }

  @Test func launchModuleMustExist() throws {
    #expect(
      problems(application("launch_module = \"lost.py\"\nplatforms = []")) == """
        stack.toml:9:17: error: application 'demo': launch module 'lost.py' does not exist [spec.missing-module]
        hint: add the file; paths are relative to the spec's folder
        """)
  }

  @Test func everySupportModuleMustExist() throws {
    let spec = application("launch_module = \"app.py\"\nsupport_modules = [\"one.py\", \"two\"]")
    #expect(
      problems(spec) == """
        stack.toml:10:20: error: application 'demo': support module 'one.py' does not exist [spec.missing-module]
        hint: add the file; paths are relative to the spec's folder
        stack.toml:10:30: error: application 'demo': support module 'two' does not exist [spec.missing-module]
        hint: add the file; paths are relative to the spec's folder
        """)
  }

  @Test(arguments: [
    ("musl@1.2", "libc variant must be one of ['glibc'], not 'musl'"),
    ("unknown", "libc variant must be one of ['glibc'], not 'unknown'"),
    ("glibc@235", "libc version must be of the form 'X.Y', not '235'"),
    ("glibc@2.3.5", "libc version must be of the form 'X.Y', not '2.3.5'"),
    ("glibc@two.five", "libc version must be of the form 'X.Y', not 'two.five'"),
    ("glibc@+2.5", "libc version must be of the form 'X.Y', not '+2.5'"),
    ("glibc@", "libc version must be of the form 'X.Y', not ''"),
  ])
  func linuxTargetIsGlibcWithAVersion(target: String, message: String) throws {
    #expect(
      problems(runtime + "linux_target = \"\(target)\"") == """
        stack.toml:5:16: error: runtime 'base': \(message) [spec.bad-target]
        hint: write glibc@2.28
        """)
  }

  @Test(arguments: ["thirteen", "", "13.x", "-13"])
  func macosTargetIsAVersion(target: String) throws {
    #expect(
      problems(runtime + "macosx_target = \"\(target)\"") == """
        stack.toml:5:17: error: runtime 'base': macOS version must be of the form 'X.Y', not '\(target)' [spec.bad-target]
        hint: write 13.0
        """)
  }

  @Test func requirementsFollowPEP508() throws {
    let spec = runtime + "[[frameworks]]\nname = \"net\"\nruntime = \"base\"\nrequirements = [\"ok\", \"name<>\"]"
    #expect(
      problems(spec) == """
        stack.toml:8:23: error: framework 'net': invalid requirement syntax: '>' is no version for '<' at character 5 of 'name<>' [spec.requirement]
        hint: write it as in PEP 508, such as "numpy>=2,<3; sys_platform == 'linux'"
        """)
  }

  @Test func aLayerNeedsAName() throws {
    #expect(
      problems("[[frameworks]]\nruntime = \"base\"\nrequirements = []") == """
        stack.toml:1:1: error: framework '?': missing 'name' [spec.missing-field]
        hint: add name = "…"
        """)
  }

  @Test func packageIndexesNameDeclaredIndexes() throws {
    let spec =
      runtime + """
        package_indexes = { torch = "pytorch-cpo" }
        priority_indexes = ["lost"]
        [[tool.uv.index]]
        name = "pytorch-cpu"
        url = "https://example.org/cpu"
        """
    #expect(
      problems(spec) == """
        stack.toml:5:29: error: runtime 'base': unknown package index 'pytorch-cpo' [spec.unknown-index]
        hint: did you mean 'pytorch-cpu'?
        stack.toml:6:21: error: runtime 'base': unknown package index 'lost' [spec.unknown-index]
        hint: known: 'pytorch-cpu'
        """)
  }

  @Test func anIndexMustBeDeclaredToBeNamed() throws {
    #expect(
      problems(runtime + "priority_indexes = [\"lost\"]") == """
        stack.toml:5:21: error: runtime 'base': unknown package index 'lost' [spec.unknown-index]
        hint: name it in a [[tool.uv.index]] table
        """)
  }

  @Test func packagesAreNamedOnceInIndexes() throws {
    let spec =
      runtime + """
        package_indexes = { Foo_Bar = "own", "foo.bar" = "own" }
        [tool.uv]
        index = [{ name = "own", url = "https://example.org" }]
        """
    #expect(
      problems(spec) == """
        stack.toml:5:38: error: runtime 'base': 'package_indexes' names 'foo-bar' twice [spec.duplicate-package]
        hint: drop one; names that differ only in case, '-', '_' and '.' mean one package
        """)
  }

  @Test func platformsAreThoseOfVenvstacks() throws {
    #expect(
      problems(runtime + "platforms = [\"linux_x86\", \"plan9\"]") == """
        stack.toml:5:14: error: runtime 'base': unknown platform 'linux_x86', not one of 'linux_aarch64', 'linux_x86_64', 'macosx_arm64', 'macosx_x86_64', 'win_amd64', 'win_arm64' [spec.unknown-platform]
        hint: did you mean 'linux_x86_64'?
        stack.toml:5:27: error: runtime 'base': unknown platform 'plan9', not one of 'linux_aarch64', 'linux_x86_64', 'macosx_arm64', 'macosx_x86_64', 'win_amd64', 'win_arm64' [spec.unknown-platform]
        hint: write one of these
        """)
  }

  @Test func namesAreUniqueInTheirCategory() throws {
    #expect(
      problems(runtime + runtime) == """
        stack.toml:5:1: error: two runtimes are built as 'base'; the first is at stack.toml:1:1 [spec.duplicate-name]
        hint: rename one of them
        """)
  }

  @Test(arguments: ["[]", "[\"net\"]"])
  func aLayerStandsOnARuntimeOrOnFrameworks(frameworks: String) throws {
    #expect(
      problems(application("launch_module = \"app.py\"\nframeworks = \(frameworks)")) == """
        stack.toml:10:14: error: application 'demo': expected one of 'runtime' and 'frameworks', met both [spec.two-bases]
        hint: frameworks bring their runtime: drop 'runtime'
        """)
  }

  @Test func aLayerStandsOnSomething() throws {
    #expect(
      problems("[[frameworks]]\nname = \"net\"\nrequirements = []") == """
        stack.toml:1:1: error: framework 'net': missing 'frameworks' or 'runtime' [spec.missing-field]
        hint: say what the layer stands on: runtime = "…" or frameworks = ["…"]
        """)
  }

  @Test func frameworksAreNotEmpty() throws {
    #expect(
      problems("[[frameworks]]\nname = \"net\"\nrequirements = []\nframeworks = []") == """
        stack.toml:4:14: error: framework 'net': 'frameworks' is empty [spec.no-frameworks]
        hint: name a framework, or write runtime = "…"
        """)
  }

  @Test func aFrameworkIsListedOnce() throws {
    #expect(
      problems("[[frameworks]]\nname = \"net\"\nrequirements = []\nframeworks = [\"a\", \"b\", \"a\"]") == """
        stack.toml:4:25: error: framework 'net': 'frameworks' names 'a' twice [spec.duplicate-framework]
        hint: drop one of them
        """)
  }

  @Test func platformsAreAnArray() throws {
    #expect(
      problems(runtime + "platforms = \"linux_x86_64\"") == """
        stack.toml:5:13: error: runtime 'base': 'platforms' must be an array of strings, but is a string [spec.wrong-type]
        hint: write platforms = ["…"]
        """)
  }

  @Test func aRuntimeSetsOneOfItsTwoNames() throws {
    #expect(
      problems(runtime + "fully_versioned_name = \"cpython@3.11.11\"") == """
        stack.toml:5:24: error: runtime 'base': sets both 'python_implementation' and 'fully_versioned_name' [spec.two-names]
        hint: drop 'fully_versioned_name'
        """)
  }
}
