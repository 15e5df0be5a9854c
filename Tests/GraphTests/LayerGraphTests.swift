import Diagnostics
import Graph
import Specs
import TestSupport
import Testing

/// Platforms, groups and what a layer says of itself.
@Suite(.temporaryFolder)
struct LayerGraphTests {
  @Test func withoutAListAllPlatformsAreMeantInOrder() throws {
    #expect(try graph(runtime("base"))["base"]?.platforms == TargetPlatform.allCases)
  }

  @Test func layersInheritWhatAllLowerLayersSupport() throws {
    let graph = try graph(
      runtime("base", with: "platforms = [\"win_amd64\", \"linux_x86_64\", \"macosx_arm64\"]"),
      framework("a", with: "platforms = [\"macosx_arm64\", \"linux_x86_64\"]"),
      framework("b", with: "platforms = [\"win_amd64\", \"linux_x86_64\"]"), framework("c"),
      application("x", on: "a", "b", "c"))
    #expect(graph["framework-a"]?.platforms == [.macosxArm64, .linuxX86])
    #expect(graph["framework-c"]?.platforms == [.linuxX86, .macosxArm64, .winAmd64])
    #expect(graph["app-x"]?.platforms == [.linuxX86])
  }

  @Test func platformsThatLowerLayersLackAreRefused() throws {
    #expect(
      problems(
        runtime("base", with: "platforms = [\"linux_x86_64\", \"win_amd64\"]"),
        framework("a", with: "platforms = [\"linux_x86_64\"]"),
        application("x", on: "a", with: "platforms = [\"win_amd64\", \"linux_x86_64\", \"win_arm64\"]")) == """
          stack.toml:16:13: error: application 'x': not supported by lower layers: 'win_amd64', 'win_arm64' [spec.inconsistent-platforms]
          hint: drop these platforms, or add them to the layers below
          """)
  }

  @Test func anEmptyListSwitchesALayerOffWithThoseAboveIt() throws {
    let graph = try graph(
      runtime("base"), framework("a", with: "platforms = []"), framework("b"), application("x", on: "a"))
    #expect(graph.layers.map(\.buildName) == ["base", "framework-b"])
    #expect(graph["framework-a"] == nil)
  }

  @Test func wavesHoldLayersWhoseLowerLayersAreInEarlierWaves() throws {
    let graph = try graph(
      runtime("base"), runtime("other"), framework("a"), framework("b", on: "a"), framework("c"),
      application("x", on: "b", "c"), application("y", runtime: "other"))
    #expect(
      graph.waves.map { $0.map(\.buildName) }
        == [["base", "other"], ["framework-a", "framework-c", "app-y"], ["framework-b"], ["app-x"]])
  }

  @Test func anEmptyStackHasNoWaves() throws {
    #expect(try graph("").waves.isEmpty)
  }

  @Test func versionedLayersCarryTheirLocksVersion() throws {
    let graph = try graph(runtime("base"), framework("a", with: "versioned = true"))
    #expect(graph["base"]?.installTarget(lockVersion: 3) == "base")
    #expect(graph["framework-a"]?.installTarget(lockVersion: 3) == "framework-a@3")
  }

  @Test func modulesStartWithTheLaunchModule() throws {
    let graph = try graph(runtime("base"), application("x", with: "support_modules = [\"stack.toml\"]"))
    #expect(graph["app-x"]?.modulePaths == ["app.py", "stack.toml"])
  }

  @Test func markersSeeTheRuntimesPython() throws {
    let environment = try graph(runtime("base"), application("x"))["app-x"]?.markerEnvironment(for: .winAmd64)
    #expect(environment?["python_full_version"] == "3.11.11")
    #expect(environment?["platform_machine"] == "AMD64")
  }

  @Test func aRuntimeIsSkippedWhereNothingCanStandForItsInterpreter() throws {
    let digest = String(repeating: "a", count: 64)
    let graph = try graph(
      runtime("base"), runtime("packed"), application("x"), "[tool.assay.runtimes.packed]\nprovider = \"archive\"\n",
      "archives.win_amd64 = { path = \"python.tar.gz\", sha256 = \"\(digest)\" }\n")
    let (base, packed) = (try #require(graph["base"]), try #require(graph["packed"]))
    #expect(
      base.reasonToSkip(on: .winArm64)
        == "the launcher of a host runtime is a shell script, which win_arm64 can't run")
    #expect(base.reasonToSkip(on: .macosxArm64) == nil)
    #expect(
      packed.reasonToSkip(on: .macosxArm64)
        == "[tool.assay.runtimes] names no interpreter archive of 'packed' for macosx_arm64")
    #expect(packed.reasonToSkip(on: .winAmd64) == nil)
    #expect(packed.reasonToSkip(on: .current) == nil)
    #expect(graph["app-x"]?.reasonToSkip(on: .winAmd64) == nil)
  }

  @Test func theInterpreterComesFromTheMachineUnlessAnArchiveIsNamed() throws {
    let digest = String(repeating: "a", count: 64)
    let graph = try graph(
      runtime("base"), runtime("packed"), application("x", runtime: "packed"),
      "[tool.assay.runtimes.packed]\nprovider = \"archive\"\n",
      "archives.linux_x86_64 = { path = \"python.tar.gz\", sha256 = \"\(digest)\" }\n")
    let application = try #require(graph["app-x"])
    #expect(try graph["base"]?.interpreterSource(for: .linuxX86) == nil)
    #expect(try application.interpreterSource(for: .linuxX86)?.location == "python.tar.gz")
    #expect(
      throws: Diagnostic(
        "runtime.no-archive", "runtime 'packed' names no interpreter archive for win_arm64",
        at: graph["packed"]?.spec.place,
        hint: "add archives.win_arm64 to [tool.assay.runtimes.packed], or use the provider \"host\"")
    ) { try application.interpreterSource(for: .winArm64) }
  }
}
