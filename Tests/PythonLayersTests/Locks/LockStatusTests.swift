import CanonicalJSON
import Diagnostics
import Glibc
import Graph
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct LockStatusTests {
  @Test func aLockThatFitsIsValid() throws {
    let status = try status(try lockSet())
    #expect(status.problems == [])
    #expect(status.isValid)
    #expect(status.resolutionFits)
  }

  @Test func namesMissingFiles() throws {
    try check(
      LockSet(),
      """
      locks: error: layer 'framework-scipy' has no 'framework-scipy/pylock.framework-scipy.toml' and no 'framework-scipy/pylock.framework-scipy.meta.json' [lock.missing]
      hint: run 'assay lock sample'
      """)
  }

  @Test func theInputFileAndTheSummaryAreNoPartOfTheLock() throws {
    var locks = try lockSet()
    let names = LockFileNames(buildName: "framework-scipy")
    (locks.files[names.input], locks.files[names.summary]) = (nil, nil)
    #expect(try status(locks).isValid)
  }

  @Test func saysWhatChangedSinceLocking() throws {
    let names = LockFileNames(buildName: "framework-scipy")
    var locks = try lockSet()
    var metadata = try LockMetadata(parsing: locks.files[names.metadata] ?? [], file: "", command: "")
    metadata.lockInputHash = "sha256:1"
    metadata.otherInputsHash = "sha256:2"
    metadata.requirementsHash = "sha256:3"
    metadata.versionInputsHash = "sha256:4"
    locks.files[names.metadata] = metadata.json.bytes
    let place = "locks/framework-scipy/pylock.framework-scipy.meta.json"
    let inputs = try inputs()
    let requirements = LockHashes.requirements(Self.sampleLock)
    try check(
      locks,
      """
      \(place): error: layer 'framework-scipy': the list of requirements changed since it was locked (lock_input_hash is sha256:1, now \(inputs.lockInputHash)) [lock.outdated]
      hint: run 'assay lock sample', or take the change back
      \(place): error: layer 'framework-scipy': the Python version, a target or a lower layer changed since it was locked (other_inputs_hash is sha256:2, now \(inputs.otherInputsHash)) [lock.outdated]
      hint: run 'assay lock sample', or take the change back
      \(place): error: layer 'framework-scipy': the lock file changed since it was locked (requirements_hash is sha256:3, now \(requirements)) [lock.outdated]
      hint: run 'assay lock sample', or take the change back
      """)
  }

  @Test func aChangedModuleOutdatesAVersionedLayerOnly() throws {
    for isVersioned in [false, true] {
      let layer = try #require(try sampleGraph(versioned: isVersioned)["app-client"])
      let before = LockInputs(layer: layer, moduleHashes: ["sha256:old"])
      let after = LockInputs(layer: layer, moduleHashes: ["sha256:new"])
      let status = LockStatus(of: layer, in: try lockSet(layer, before), inputs: after, locksFolder: "locks")
      #expect(status.isValid == !isVersioned)
      #expect(status.resolutionFits)
      #expect(
        status.problems.map(\.message)
          == (isVersioned
            ? [
              "layer 'app-client': a launch or support module changed since it was locked (version_inputs_hash is "
                + "\(before.versionInputsHash), now \(after.versionInputsHash))"
            ] : []))
    }
  }

  @Test func namesTheProblemsOfBothFiles() throws {
    let names = LockFileNames(buildName: "framework-scipy")
    var locks = LockSet()
    locks.files[names.lock] = Array("<<<<<<< HEAD\n".utf8)
    locks.files[names.metadata] = Array("{}".utf8)
    try check(
      locks,
      """
      locks/\(names.lock):1: error: the file holds the markers of a merge conflict [lock.conflict]
      hint: resolve the conflict, or run 'assay lock sample' to make the lock again
      locks/\(names.metadata): error: the file does not describe a lock [lock.damaged-metadata]
      hint: run 'assay lock sample'
      """)
  }

  @Test func readsTheFilesOfItsLayersOnly() throws {
    let folder = TemporaryFolder.path.appending("locks")
    let names = LockFileNames(buildName: "app")
    try folder.pushing("app").appending("pylock.app.toml").write(Array("text".utf8))
    try folder.pushing("other").appending("pylock.other.toml").write([])
    let locks = try LockSet(in: folder, layers: [names])
    #expect(locks.files.keys.sorted() == [names.lock])
    #expect(locks.text(names.lock) == "text")
    #expect(try LockSet(in: folder.appending("none"), layers: [names]).files.isEmpty)
  }

  @Test func aFolderInAFilesPlaceIsNamed() throws {
    let folder = TemporaryFolder.path.appending("locks")
    let names = LockFileNames(buildName: "app")
    try folder.pushing(FilePath(names.metadata)).createFolders()
    let problem = #expect(throws: Diagnostic.self) { try LockSet(in: folder, layers: [names]) }
    #expect(
      problem?.description == """
        \(folder)/app/pylock.app.meta.json: error: expected a lock file, met a folder [lock.no-file]
        hint: move it away, or put the file back from version control
        """)
  }

  @Test func aLinkToALockIsFollowed() throws {
    let folder = TemporaryFolder.path.appending("locks")
    let names = LockFileNames(buildName: "app")
    try folder.pushing("shared.toml").write(Array("text".utf8))
    try folder.appending("app").createFolders()
    #expect(symlink("../shared.toml", folder.pushing(FilePath(names.lock)).string) == 0)
    #expect(try LockSet(in: folder, layers: [names]).text(names.lock) == "text")
  }

  static let sampleLock = lock(package("scipy", "1.16.1"), package("numpy", "2.3.2", LockedPackage.sharedClause))

  private func inputs() throws -> LockInputs {
    LockInputs(layer: try #require(try sampleGraph()["framework-scipy"]), moduleHashes: [])
  }

  private func lockSet() throws -> LockSet {
    try lockSet(try #require(try sampleGraph()["framework-scipy"]), inputs())
  }

  private func lockSet(_ layer: Layer, _ inputs: LockInputs) throws -> LockSet {
    let names = LockFileNames(buildName: layer.buildName)
    let metadata = inputs.metadata(
      for: Self.sampleLock, previous: nil, isSameLock: false, cutOff: nil, now: Instant(seconds: 0))
    var locks = LockSet()
    locks.files[names.lock] = Array(Self.sampleLock.body.utf8)
    locks.files[names.metadata] = metadata.json.bytes
    return locks
  }

  private func status(_ locks: LockSet) throws -> LockStatus {
    let layer = try #require(try sampleGraph()["framework-scipy"])
    return LockStatus(of: layer, in: locks, inputs: try inputs(), locksFolder: "locks")
  }

  private func check(_ locks: LockSet, _ expected: String) throws {
    let status = try status(locks)
    #expect(status.problems.map(\.description).joined(separator: "\n") == expected)
    #expect(!status.isValid)
  }
}
