import Graph
import Specs
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct LockMetadataTests {
  private static let now = Instant(seconds: 1_000)
  private static let later = Instant(seconds: 2_000)
  private static let content = lock(package("a", "1"))

  @Test func aNewLockHasVersion1AndTheTimeOfLocking() throws {
    let metadata = try inputs().metadata(
      for: Self.content, previous: nil, isSameLock: false, cutOff: nil, now: Self.now)
    #expect(metadata.lockVersion == 1)
    #expect(metadata.lockedAt == "1970-01-01T00:16:40+00:00")
    #expect(metadata.requirementsHash == LockHashes.requirements(Self.content))
  }

  @Test func metadataThatFitsStaysAsItIs() throws {
    let (inputs, first) = (try inputs(), try first())
    let second = inputs.metadata(
      for: Self.content, previous: first, isSameLock: true, cutOff: nil, now: Self.later)
    #expect(second == first)
  }

  @Test func anotherLockGetsANewTime() throws {
    let changed = try inputs().metadata(
      for: lock(package("a", "2")), previous: try first(), isSameLock: false, cutOff: nil, now: Self.later)
    #expect(changed.lockedAt == "1970-01-01T00:33:20+00:00")
    #expect(changed.lockVersion == 1)
  }

  @Test func aVersionedLayerGetsANewVersionWithEachChange() throws {
    let changed = try inputs(versioned: true).metadata(
      for: lock(package("a", "2")), previous: try first(versioned: true), isSameLock: false, cutOff: nil,
      now: Self.later)
    #expect(changed.lockVersion == 2)
  }

  @Test func theVersionGoesOnFromMetadataThatNoLongerHolds() throws {
    let changed = try inputs(versioned: true).metadata(
      for: Self.content, previous: nil, savedVersion: 4, isSameLock: false, cutOff: nil, now: Self.now)
    #expect(changed.lockVersion == 5)
  }

  @Test func anUnversionedLayerIsAlwaysAtVersion1() throws {
    let changed = try inputs().metadata(
      for: Self.content, previous: nil, savedVersion: 4, isSameLock: false, cutOff: nil, now: Self.now)
    #expect(changed.lockVersion == 1)
  }

  @Test func aChangedModuleGivesAVersionedLayerANewVersionButKeepsTheTime() throws {
    let changed = try inputs(versioned: true, module: "sha256:new").metadata(
      for: Self.content, previous: try first(versioned: true), isSameLock: true, cutOff: nil, now: Self.later)
    #expect(changed.lockVersion == 2)
    #expect(changed.lockedAt == "1970-01-01T00:16:40+00:00")
  }

  @Test func aChangedModuleIsNoChangeForOtherLayers() throws {
    let changed = try inputs(module: "sha256:new").metadata(
      for: Self.content, previous: try first(), isSameLock: true, cutOff: nil, now: Self.later)
    #expect(try changed == first())
  }

  @Test func noLockIsFromLaterThanTheCutOff() throws {
    let cutOff = Instant(seconds: 500)
    let new = try inputs().metadata(for: Self.content, previous: nil, isSameLock: false, cutOff: cutOff, now: Self.now)
    #expect(new.lockedAt == cutOff.text)
    let clamped = try inputs(versioned: true).metadata(
      for: Self.content, previous: try first(versioned: true), isSameLock: true, cutOff: cutOff, now: Self.later)
    #expect(clamped.lockedAt == cutOff.text)
    #expect(clamped.lockVersion == 2)
  }

  @Test func aLockFromBeforeTheCutOffKeepsItsTime() throws {
    let same = try inputs().metadata(
      for: Self.content, previous: try first(), isSameLock: true, cutOff: Self.later, now: Self.later)
    #expect(try same == first())
  }

  @Test(arguments: [
    (["UV_EXCLUDE_NEWER": "2026-01-02"], "2026-01-02T00:00:00+00:00"),
    (["UV_EXCLUDE_NEWER": ""], "2026-01-01T00:00:00+00:00"), ([:], "2026-01-01T00:00:00+00:00"),
  ])
  func takesTheCutOffFromTheEnvironmentThenTheSpec(environment: [String: String], expected: String) throws {
    let graph = try graph("[tool.uv]\nexclude-newer = \"2026-01-01T00:00:00Z\"\n")
    #expect(try graph.lockTime(environment: environment)?.text == expected)
  }

  @Test func refusesACutOffThatIsNoDate() throws {
    let graph = try graph("")
    let problem = #expect(throws: (any Error).self) { try graph.lockTime(environment: ["UV_EXCLUDE_NEWER": "7 days"]) }
    #expect(
      problem.map { "\($0)" } == """
        error: the cut-off date '7 days' is no date [lock.bad-date]
        hint: write it as 2026-01-31T00:00:00Z
        """)
  }

  private func inputs(versioned: Bool = false, module: String = "sha256:old") throws -> LockInputs {
    LockInputs(layer: try #require(try sampleGraph(versioned: versioned)["app-client"]), moduleHashes: [module])
  }

  private func first(versioned: Bool = false) throws -> LockMetadata {
    try inputs(versioned: versioned).metadata(
      for: Self.content, previous: nil, isSameLock: false, cutOff: nil, now: Self.now)
  }
}

@Suite(.temporaryFolder)
struct LockProjectTests {
  @Test func holdsTheLayersRequirementsAndWhatLowerLayersPin() throws {
    let graph = try graph(
      """
      [[runtimes]]
      name = "cpython_3.11"
      python_implementation = "cpython@3.11.11"
      requirements = ["scipy", "numpy>=2 ; os_name == 'nt'"]
      """)
    let layer = try #require(graph.layers.first)
    let text = LockProject.text(
      layer: layer, uv: graph.spec.uv, constraints: ["numpy==2.3.2"], findLinks: ["/wheels"])
    #expect(
      text == #"""
        [project]
        name = "cpython-3-11"
        version = "0"
        dependencies = ["numpy>=2; os_name == \"nt\"", "scipy"]
        requires-python = "==3.11.*"

        [tool.uv]
        cache-keys = [{ file = "pyproject.toml" }]
        no-build = true
        find-links = ["/wheels"]
        constraint-dependencies = ["numpy==2.3.2"]
        workspace = {}

        """#)
  }
}
