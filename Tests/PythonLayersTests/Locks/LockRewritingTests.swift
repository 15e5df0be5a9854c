import Specs
import Testing

@testable import PythonLayers

struct LockRewritingTests {
  @Test func dropsWhatNoPlatformNeeds() throws {
    try check(package("a", "1", "sys_platform == 'emscripten'"), nil)
  }

  @Test func dropsMarkersThatHoldEverywhere() throws {
    try check(package("a", "1", "sys_platform != 'emscripten'"), package("a", "1"))
  }

  @Test func keepsOtherMarkersAsWritten() throws {
    let kept = package("a", "1", #"sys_platform=="win32""#)
    try check(kept, kept)
  }

  @Test func looksOnlyAtTheLayersPlatforms() throws {
    try check(package("a", "1", "sys_platform == 'win32'"), nil, platforms: [.linuxX86])
    try check(package("a", "1", "sys_platform == 'win32'"), package("a", "1"), platforms: [.winAmd64, .winArm64])
  }

  @Test func sharesWhatALowerLayerPinsAlike() throws {
    try check(
      package("a", "1", #"os_name == "nt""#),
      package("a", "1", #"(os_name == "nt") and sys_platform == 'from_lower_layer'"#),
      lower: lock(package("a", "1", "os_name=='nt'")))
  }

  @Test func sharesWhatALowerLayerPinsWithoutMarker() throws {
    try check(package("a", "1"), package("a", "1", LockedPackage.sharedClause), lower: lock(package("a", "1")))
  }

  @Test func sharesByNameWhatALowerLayerHasEverywhere() throws {
    try check(
      package("a", "2", "os_name == 'nt'"),
      package("a", "2", "(os_name == 'nt') and sys_platform == 'from_lower_layer'"),
      lower: lock(package("a", "1")))
  }

  @Test func sharesWhatLowerMarkersCoverTogether() throws {
    try check(
      package("a", "3"), package("a", "3", LockedPackage.sharedClause),
      lower: lock(
        package("a", "1", "sys_platform == 'win32'"), package("a", "2", "sys_platform != 'win32'")))
  }

  @Test func doesNotShareWhatLowerMarkersCoverInPart() throws {
    try check(package("a", "3"), package("a", "3"), lower: lock(package("a", "1", "sys_platform == 'win32'")))
  }

  @Test func sharedPackagesLoseIndexAndWheels() throws {
    var shared = package(
      "a", "1", wheels: [LockedWheel(name: nil, source: .url("u"), uploadTime: nil, size: nil, hashes: [])])
    shared.index = "https://index.example/simple"
    try check(shared, package("a", "1", LockedPackage.sharedClause), lower: lock(package("a", "1")))
  }

  @Test func keepsTheOrderOfPackages() throws {
    let rewritten = try rewriting([]).rewritten(lock(package("b", "1"), package("a", "1")))
    #expect(rewritten.packages.map(\.name) == ["b", "a"])
  }

  private func check(
    _ export: LockedPackage, _ expected: LockedPackage?, platforms: [TargetPlatform] = [.linuxX86, .winAmd64],
    lower: Pylock...
  ) throws {
    #expect(try rewriting(lower, platforms).rewritten(lock(export)).packages == [expected].compactMap { $0 })
  }

  private func rewriting(_ lower: [Pylock], _ platforms: [TargetPlatform] = [.linuxX86]) -> LockRewriting {
    LockRewriting(
      environments: platforms.map {
        ($0, $0.markerEnvironment(implementation: "cpython", pythonVersion: "3.11.11"))
      }, constraints: Constraints(lowerLocks: lower))
  }
}
