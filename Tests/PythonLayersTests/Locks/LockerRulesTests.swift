import Diagnostics
import Graph
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

/// Which layers a real uv is asked about, and what it may see of the machine.
@Suite(.temporaryFolder, .needsUv, .timeLimit(.minutes(20)))
struct LockerRulesTests {
  private static let upper = LockFileNames(buildName: "framework-upper")
  private static let base = LockFileNames(buildName: "base")

  @Test func layersThatAreNotMeantStayAsTheyAre() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    let twoRuntimes = LockSample.spec.replacing(
      "[[frameworks]]",
      with: """
        [[runtimes]]
        name = "other"
        python_implementation = "cpython@3.11.11"
        requirements = ["core"]

        [[frameworks]]
        """)
    let graph = try graph(twoRuntimes)
    var first = try await lockOutcome(of: graph).locks
    let other = LockFileNames(buildName: "other")
    first.files[other.lock] = Array("# half a".utf8)
    first.files[other.summary] = nil
    let plan = LockPlan(modes: ["base": .always, "framework-upper": .always], common: .keep, resets: [])
    let second = try await lockOutcome(of: graph, from: first, plan: plan).locks
    #expect(second == first)
  }

  @Test func aLayerAboveOneThatWasLockedIsLockedToo() async throws {
    try makeWheels(["core-1.0", "core-2.0"], ["tool-1.0": "core"])
    let first = try await lock(LockSample.spec)
    let graph = try graph(LockSample.spec.replacing("[\"core\"]", with: "[\"core<2\"]"))
    let plan = LockPlan(modes: ["base": .ifNeeded, "framework-upper": .ifNeeded], common: .keep, resets: [])
    let second = try await lockOutcome(of: graph, from: first, plan: plan).locks
    #expect(second.text(Self.upper.summary)?.contains("\ncore==1.0\n") == true)
  }

  @Test func aLockIsMadeAnewWhenALowerLayerNowBringsAnotherVersion() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    var mixed = try await lock(LockSample.spec)
    try makeWheels(["core-2.0"])
    let later = try await lock(LockSample.spec)
    for path in Self.base.all { mixed.files[path] = later.files[path] }
    let locks = try await lock(LockSample.spec, from: mixed, plan: .all(.ifNeeded))
    #expect(locks.text(Self.upper.lock) == later.text(Self.upper.lock))
    #expect(locks.files[Self.base.lock] == mixed.files[Self.base.lock])
  }

  @Test func aResetLockIsMadeAnewAlthoughItFits() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    let first = try await lock(LockSample.spec)
    try makeWheels(["core-2.0"])
    let graph = try graph(LockSample.spec)
    #expect(try await lockOutcome(of: graph, from: first, plan: .all(.ifNeeded)).locks == first)
    let plan = LockPlan(modes: [:], common: .ifNeeded, resets: ["base"])
    let second = try await lockOutcome(of: graph, from: first, plan: plan).locks
    #expect(second.text(Self.base.summary)?.contains("\ncore==2.0\n") == true)
  }

  @Test func whenTheVersionOfALockIsLostNothingIsLockedUntilItIsReset() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    var first = try await lock(LockSample.spec)
    first.files[Self.upper.metadata] = Array("{\n  \"lock_".utf8)
    let found = await problem { try await lock(LockSample.spec, from: first) }
    #expect(
      found?.description == """
        \(TemporaryFolder.path)/locks/\(Self.upper.metadata): error: layer 'framework-upper' is versioned, and the version of its last lock can't be read [lock.lost-version]
        hint: put the file back from version control, or start again at version 1 with 'assay lock sample --reset-lock framework-upper'
        """)
    let graph = try graph(LockSample.spec)
    let plan = LockPlan(modes: [:], common: .ifNeeded, resets: ["framework-upper"])
    let second = try await lockOutcome(of: graph, from: first, plan: plan).locks
    let bytes = try #require(second.files[Self.upper.metadata])
    #expect(try LockMetadata(parsing: bytes, file: "", command: "").lockVersion == 1)
  }

  @Test func theVersionGoesOnFromMetadataOfAnOlderForm() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    var first = try await lock(LockSample.spec)
    first.files[Self.upper.metadata] = Array(#"{"_legacy_requirements_hash": "", "lock_version": 6}"#.utf8)
    let second = try await lock(LockSample.spec, from: first, plan: .all(.ifNeeded))
    let bytes = try #require(second.files[Self.upper.metadata])
    #expect(try LockMetadata(parsing: bytes, file: "", command: "").lockVersion == 7)
  }

  @Test func theProblemsOfLayersSideBySideAreToldTogether() async throws {
    try makeWheels(["core-1.0"])
    let spec = """
      [[runtimes]]
      name = "one"
      python_implementation = "cpython@3.11.11"
      requirements = ["core>1"]

      [[runtimes]]
      name = "two"
      python_implementation = "cpython@3.11.11"
      requirements = ["core>2"]

      [tool.uv]
      no-index = true

      [tool.assay]
      local-wheels = ["wheels"]
      """
    let found = await #expect(throws: DiagnosticList.self) { try await lock(spec) }
    #expect(
      found?.diagnostics.map { $0.message.prefix(30) } == [
        "layer 'one' can't be locked; u", "layer 'two' can't be locked; u",
      ])
  }

  @Test func aMissingWheelStopsLockingUnlessItIsOnlyAWarning() async throws {
    try makeWheel("core-1.0", requires: "", tag: "py3-none-win_amd64")
    try makeWheels(["tool-1.0"])
    let spec = LockSample.spec.replacing(
      "name = \"base\"", with: "name = \"base\"\nplatforms = [\"win_amd64\", \"linux_x86_64\"]")
    let fatal = await problem { try await lock(spec) }
    #expect(fatal?.code == "lock.no-wheels")
    let warned = try graph(spec + "wheel-availability = \"warn\"\n")
    let outcome = try await lockOutcome(of: warned)
    #expect(outcome.warnings.map(\.message) == ["layer 'base': no wheels of 'core' for linux_x86_64"])
    #expect(outcome.warnings.map(\.severity) == [.warning])
    #expect(outcome.locks.text(Self.base.summary)?.hasSuffix("\ncore==1.0\n") == true)
  }

  @Test func noConfigurationOfTheUserIsSeen() async throws {
    try makeWheels(["core-1.0", "core-2.0"], ["tool-1.0": "core"])
    let first = try await lock(LockSample.spec)
    let home = TemporaryFolder.path.appending("home")
    let settings = Array("constraint-dependencies = [\"core<2\"]\nprerelease = \"nonsense\"\n".utf8)
    for path in ["uv/uv.toml", ".config/uv/uv.toml"] { try home.pushing(FilePath(path)).write(settings) }
    // A store of its own, so that what was locked above is not looked up.
    try TemporaryFolder.path.appending("store").removeAll()
    let outcome = try await lockOutcome(
      of: graph(LockSample.spec), from: first,
      variables: [
        "HOME": home.string, "XDG_CONFIG_HOME": home.string, "XDG_CONFIG_DIRS": home.string,
        "UV_CONFIG_FILE": home.pushing("uv/uv.toml").string, "UV_CONSTRAINT": "/no/such/file",
        "UV_RESOLUTION": "lowest", "UV_INDEX": "nonsense", "VIRTUAL_ENV": home.string,
      ])
    #expect(outcome.locks == first)
  }

  @Test func aWorkspaceAboveTheStoreIsNotJoined() async throws {
    try makeWheels(["core-1.0"], ["tool-1.0": "core"])
    try TemporaryFolder.path.appending("pyproject.toml").write(
      Array("[project]\nname = \"outer\"\nversion = \"0\"\n[tool.uv.workspace]\nmembers = [\"**\"]\n".utf8))
    let locks = try await lock(LockSample.spec)
    #expect(locks.text(Self.base.summary)?.hasSuffix("\ncore==1.0\n") == true)
  }
}
