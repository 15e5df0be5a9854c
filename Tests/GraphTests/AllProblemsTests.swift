import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// A spec's problems are told together: those of single layers and those between them.
@Suite(.temporaryFolder)
struct AllProblemsTests {
  @Test func problemsOfLayersAndOfReferencesComeInTheOrderOfTheFile() {
    #expect(
      problems(
        runtime("base", with: "versoined = true"), framework("a", on: "lost"), framework("b", on: "c"), framework("c"),
        framework("d", with: "requirements_ = 1"), application("x", runtime: "bose", with: "linux_target = \"musl\""))
          == """
          stack.toml:5:1: error: runtime 'base': unknown field 'versoined' [spec.unknown-field]
          hint: did you mean 'versioned'?
          stack.toml:9:15: error: framework 'a': unknown framework 'lost' [spec.unknown-layer]
          hint: declare it above: [[frameworks]]
          stack.toml:14:15: error: framework 'b': unknown framework 'c' [spec.unknown-layer]
          hint: it is declared further down; a layer can only build on those above it
          stack.toml:25:1: error: framework 'd': unknown field 'requirements_' [spec.unknown-field]
          hint: did you mean 'requirements'?
          stack.toml:30:11: error: application 'x': unknown runtime 'bose' [spec.unknown-layer]
          hint: did you mean 'base'?
          stack.toml:31:16: error: application 'x': libc variant must be one of ['glibc'], not 'musl' [spec.bad-target]
          hint: write glibc@2.28
          """)
  }

  @Test func aLayerThatCantBeReadIsNotUnknown() {
    #expect(
      problems(
        "[[runtimes]]\nname = \"base\"\nrequirements = []\n", framework("a"), application("x", on: "a")) == """
          stack.toml:1:1: error: runtime 'base': missing 'python_implementation' [spec.missing-field]
          hint: add python_implementation = "cpython@3.11.11"
          """)
  }

  @Test func aWrongPlatformIsNotBlamedOnTheLayersAbove() {
    #expect(
      problems(
        runtime("base", with: "platforms = [\"linux_x86\"]"), application("x", with: "platforms = [\"linux_x86_64\"]"))
          == """
          stack.toml:5:14: error: runtime 'base': unknown platform 'linux_x86', not one of 'linux_aarch64', 'linux_x86_64', 'macosx_arm64', 'macosx_x86_64', 'win_amd64', 'win_arm64' [spec.unknown-platform]
          hint: did you mean 'linux_x86_64'?
          """)
  }

  @Test func warningsStandAmongTheErrors() {
    #expect(
      problems(runtime("base", with: "build_requirements = []"), framework("a", on: "lost")) == """
        stack.toml:5:22: warning: runtime 'base': 'build_requirements' has no effect any more [spec.deprecated]
        hint: drop the field
        stack.toml:9:15: error: framework 'a': unknown framework 'lost' [spec.unknown-layer]
        hint: declare it above: [[frameworks]]
        """)
  }

  @Test func aSpecWithoutProblemsIsAGraph() throws {
    #expect(try graph(runtime("base"), framework("a")).layers.map(\.buildName) == ["base", "framework-a"])
  }

  @Test func settingsThatCantBeReadDontHideTheOtherProblems() throws {
    try TemporaryFolder.path.appending("venvstacks.uv.toml").write(Array("index = [".utf8))
    #expect(
      problems(
        runtime("base", with: "package_indexes = { torch = \"cpu\" }\nversoined = true"), framework("a", on: "b")
      )
      .split(separator: "\n").filter { $0.contains("error: ") }.map { $0.split(separator: " ").last } == [
        "[spec.unknown-field]", "[spec.unknown-layer]", "[toml.syntax]",
      ])
  }
}
