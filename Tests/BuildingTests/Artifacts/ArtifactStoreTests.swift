import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite(.temporaryFolder)
struct ArtifactStoreTests {
  @Test func keepsAllOfAnArtifact() throws {
    let artifacts = ArtifactStore(try .temporary())
    let artifact = try sample(in: artifacts.store)
    try artifacts.save(artifact)
    #expect(artifacts.artifact("p", "dir/my app.bst", artifact.key) == artifact)
    #expect(artifacts.payload("p", "dir/my app.bst", artifact.payloadKey) == artifact)
    #expect(try artifacts.artifacts("p", "dir/my app.bst") == [artifact])
    #expect(
      artifacts.store.root.appending("artifacts/p/dir-my app").appending(artifact.key.hex).kind == .file)
  }

  @Test func keepsAFailure() throws {
    let artifacts = ArtifactStore(try .temporary())
    var artifact = try sample(in: artifacts.store)
    artifact.outcome = .failed("command 1 of 1 ended with 2: make")
    artifact.payloadKey = artifact.key
    try artifacts.save(artifact)
    #expect(artifacts.artifact("p", "dir/my app.bst", artifact.key) == artifact)
    #expect(artifacts.payload("p", "dir/my app.bst", artifact.key) == artifact)
  }

  @Test func leavesThePayloadToThoseItWasMadeFor() throws {
    let artifacts = ArtifactStore(try .temporary())
    let first = try sample(in: artifacts.store)
    try artifacts.save(first)
    var second = first
    (second.key, second.aliasedFrom) = (ContentDigest(of: "another key"), first.key)
    try artifacts.save(second)
    #expect(artifacts.payload("p", "dir/my app.bst", first.payloadKey) == first)
    #expect(artifacts.artifact("p", "dir/my app.bst", second.key) == second)
  }

  @Test func hasNoArtifactWhoseContentIsGone() throws {
    let artifacts = ArtifactStore(try .temporary())
    let artifact = try sample(in: artifacts.store)
    try artifacts.save(artifact)
    try artifacts.store.path(of: artifact.files).removeAll()
    #expect(artifacts.artifact("p", "dir/my app.bst", artifact.key) == nil)
  }

  @Test func forgetsAnArtifactAndItsPayload() throws {
    let artifacts = ArtifactStore(try .temporary())
    let artifact = try sample(in: artifacts.store)
    try artifacts.save(artifact)
    try artifacts.remove(artifact)
    #expect(artifacts.artifact("p", "dir/my app.bst", artifact.key) == nil)
    #expect(artifacts.payload("p", "dir/my app.bst", artifact.payloadKey) == nil)
  }

  @Test(arguments: ["...bst", "..bst", "/.bst", "../../x.bst", String(repeating: "long/", count: 200) + "x.bst"])
  func keepsEveryNameInsideTheStore(element: String) throws {
    let artifacts = ArtifactStore(try .temporary())
    var artifact = try sample(in: artifacts.store)
    artifact.element = element
    try artifacts.save(artifact)
    #expect(artifacts.artifact("p", element, artifact.key) == artifact)
    #expect(try artifacts.store.root.appending("artifacts/p").names().count == 1)
  }

  @Test func isWhatTheStoreChecks() throws {
    let artifacts = ArtifactStore(try .temporary())
    let artifact = try sample(in: artifacts.store)
    try artifacts.save(artifact)
    #expect(try artifacts.store.checkContents().problems == [])
    try artifacts.store.path(of: try #require(artifact.log)).removeAll()
    #expect(
      try artifacts.store.checkContents().problems.map(\.code) == [
        "store.incomplete-record", "store.incomplete-record",
      ])
  }

  private func sample(in store: ContentStore) throws -> Artifact {
    var record = Artifact(
      project: "p", element: "dir/my app.bst", key: ContentDigest(of: "key"), payloadKey: ContentDigest(of: "payload"),
      outcome: .succeeded, files: try store.save(sampleTree(["x/": ""])), log: try store.save([1]).digest,
      dependencies: [.init(element: "base.bst", key: ContentDigest(of: "base"))], conditions: [],
      publicData: "{\"bst\":{}}", aliasedFrom: nil)
    record.conditions = [
      .init(
        condition: "tested", subject: "my lib.bst",
        provider: .init(element: "my test.bst", key: ContentDigest(of: "test")))
    ]
    return record
  }
}
