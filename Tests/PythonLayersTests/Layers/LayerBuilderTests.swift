import Archives
import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

/// What building a layer refuses before anything is installed: no uv and no sandbox is there to do it.
@Suite(.temporaryFolder)
struct LayerBuilderTests {
  @Test func aLayerWithoutPackagesNeedsNoTools() async throws {
    let tree = try await build(lock())
    #expect(tree[LayerLayout(pythonVersion: "3.11").config] != nil)
    #expect(try temporaryStore().folder(tree.digest) == tree)
  }

  @Test func skipsWhatIsSharedOrNotForThePlatform() async throws {
    let tree = try await build(
      lock(package("a", "1", LockedPackage.sharedClause), package("b", "1", "sys_platform == 'win32'")))
    #expect(try await build(lock()) == tree)
  }

  @Test func refusesAWheelOfAnotherHash() async throws {
    try TemporaryFolder.path.pushing("stack/wheels/a-1-py3-none-any.whl").write(Array("tampered".utf8))
    let expected = ContentDigest(of: "original").hex
    try await check(
      wheel("../../stack/wheels/a-1-py3-none-any.whl", sha256: expected),
      """
      error: 'a-1-py3-none-any.whl' has the sha256 \(ContentDigest(of: "tampered")), but the lock expects \(expected) [fetch.wrong-hash]
      hint: nothing was installed; if the file was changed on purpose, run 'assay lock sample', else find out who changed it
      """)
  }

  @Test func saysThatAWheelIsNotThere() async throws {
    try await check(
      wheel("../../stack/wheels/a-1-py3-none-any.whl", sha256: ContentDigest(of: "").hex),
      """
      \(TemporaryFolder.path)/stack/wheels/a-1-py3-none-any.whl: error: 'a-1-py3-none-any.whl' is not there [fetch.missing]
      hint: put the file back, or run 'assay lock sample' if it is no longer needed
      """)
  }

  @Test(arguments: ["a-1-py3-none-win_amd64.whl", "a-1-cp312-cp312-linux_x86_64.whl", "a-1.tar.gz"])
  func saysThatNoWheelFits(name: String) async throws {
    try await check(
      wheel(name, sha256: ContentDigest(of: "").hex),
      """
      error: layer 'cpython-3.11': the lock has no wheel of 'a' 1 for linux_x86_64 [lock.no-wheel]
      hint: limit the layer's 'platforms', raise its 'linux_target' or 'macosx_target', or require another version
      """)
  }

  @Test(arguments: [nil, "", "12"]) func wantsAHashOfEachWheel(sha256: String?) async throws {
    try await check(
      wheel("a-1-py3-none-any.whl", sha256: sha256),
      """
      error: the lock has no sha256 for 'a-1-py3-none-any.whl' [lock.no-hash]
      hint: run 'assay lock sample'
      """)
  }

  @Test func windowsLayersTakeTheirLaunchersFromTheRuntimesArchive() async throws {
    let layers = try windowsGraph()
    let runtime = try await build(lock(), layer: layers["base"], platform: .winAmd64)
    #expect(
      listing(runtime).filter { !$0.hasSuffix("/") } == [
        "Lib/venv/scripts/nt/python.exe", "postinstall.py", "python.exe",
        "share/venv/metadata/venvstacks_layer.json",
      ])
    let framework = try await build(lock(), layer: layers["framework-a"], platform: .winAmd64, runtime: "base")
    #expect(
      listing(framework).filter { !$0.hasSuffix("/") } == [
        "Scripts/python.exe", "postinstall.py", "share/venv/metadata/venvstacks_layer.json",
      ])
  }

  @Test func aFrameworkIsBuiltWithoutTheArchiveOfItsRuntime() async throws {
    let tree = try await build(
      lock(), layer: try windowsGraph()["framework-a"], platform: .macosxArm64, runtime: "base")
    #expect(tree["bin/python_"] == .symlink(target: "../../base/bin/python"))
  }

  /// A runtime whose archive for Windows lies beside the spec, and a framework on it.
  private func windowsGraph() throws -> LayerGraph {
    let sink = HashingSink(to: try FileSink(replacing: TemporaryFolder.path.appending("python.tar")))
    var writer = TarWriter(to: sink)
    for (name, text) in [("python/python.exe", "program"), ("python/Lib/venv/scripts/nt/python.exe", "launcher")] {
      try writer.add(
        MemberHeader(name: Array(name.utf8), type: .file, mode: 0o644, modified: Timestamp(seconds: 0)),
        content: Array(text.utf8))
    }
    try writer.finish()
    return try graph(
      """
      [[runtimes]]
      name = "base"
      python_implementation = "cpython@3.11.11"
      requirements = []

      [[frameworks]]
      name = "a"
      runtime = "base"
      requirements = []

      [tool.assay.runtimes.base]
      provider = "archive"
      archives.win_amd64 = { path = "../python.tar", sha256 = "\(sink.blob?.digest.hex ?? "")" }
      """)
  }

  private func wheel(_ path: String, sha256: String?) -> LockedWheel {
    LockedWheel(
      name: nil, source: .path(path), uploadTime: nil, size: nil,
      hashes: sha256.map { [.init(algorithm: "sha256", value: $0)] } ?? [])
  }

  private func check(_ wheel: LockedWheel, _ expected: String) async throws {
    let problem = await #expect(throws: Diagnostic.self) { try await build(lock(package("a", "1", wheels: [wheel]))) }
    #expect(problem?.description == expected)
  }

  private func build(_ lock: Pylock) async throws -> Folder {
    try await build(lock, layer: sampleGraph()["cpython-3.11"])
  }

  private func build(
    _ lock: Pylock, layer: Layer?, platform: TargetPlatform = .linuxX86, runtime: String? = nil
  ) async throws -> Folder {
    let layer = try #require(layer)
    let inputs = LockInputs(layer: layer, moduleHashes: [])
    let locked = LockedLayer(
      layer: layer, lock: lock,
      metadata: inputs.metadata(for: lock, previous: nil, isSameLock: false, cutOff: nil, now: Instant(seconds: 0)),
      modules: [], frameworkTargets: [], runtimeTarget: runtime)
    let machine = Machine(
      store: try temporaryStore(), environment: [:], explicitUv: nil, pinnedUv: nil, isOffline: true)
    let builder = LayerBuilder(
      machine: machine, platform: platform, locksFolder: TemporaryFolder.path.appending("locks"), injected: .standard,
      specFolder: TemporaryFolder.path.appending("stack"), progress: { _ in })
    return try await builder.build(locked)
  }
}
