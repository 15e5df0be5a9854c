import Diagnostics
import Graph
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct WheelAvailabilityTests {
  @Test func aWheelForEveryPlatformIsEnough() throws {
    #expect(try problem(package("a", "1", wheels: [wheel("any")])) == nil)
    #expect(try problem(package("a", "1", wheels: [wheel("win_amd64"), wheel("manylinux_2_28_x86_64")])) == nil)
  }

  @Test func namesEveryPackageAndWhereItIsLacking() throws {
    #expect(
      try problem(package("a", "1", wheels: [wheel("win_amd64")]), package("b", "1", wheels: [wheel("any")])) == """
        \(place): error: layer 'base': no wheels of 'a' for linux_x86_64 [lock.no-wheels]
        hint: limit the layer to platforms = ["win_amd64"], or raise 'linux_target' or 'macosx_target'; --wheel-availability warn, or wheel-availability = "warn" in [tool.assay], locks all the same
        """)
  }

  @Test func saysWhenNoPlatformIsLeft() throws {
    #expect(
      try problem(package("a", "1"), package("b", "1", wheels: [wheel("manylinux2014_x86_64")])) == """
        \(place): error: layer 'base': no wheels of 'a' for linux_x86_64, win_amd64; 'b' for win_amd64 [lock.no-wheels]
        hint: no platform of the layer has all wheels: raise 'linux_target' or 'macosx_target', or drop the requirement; --wheel-availability warn, or wheel-availability = "warn" in [tool.assay], locks all the same
        """)
  }

  @Test func isAWarningOnRequest() throws {
    #expect(
      try problem(package("a", "1", wheels: [wheel("win_amd64")]), severity: .warning) == """
        \(place): warning: layer 'base': no wheels of 'a' for linux_x86_64 [lock.no-wheels]
        hint: limit the layer to platforms = ["win_amd64"], or raise 'linux_target' or 'macosx_target'
        """)
  }

  @Test(arguments: ["manylinux_2_29_x86_64", "musllinux_1_1_x86_64"])
  func wheelsForNewerOrOtherSystemsDoNotCount(tag: String) throws {
    #expect(try problem(package("a", "1", wheels: [wheel(tag), wheel("win_amd64")]))?.contains("linux_x86_64") == true)
  }

  @Test func aPackageNeedsWheelsOnlyWhereItsMarkerHolds() throws {
    #expect(try problem(package("a", "1", "sys_platform == 'win32'", wheels: [wheel("win_amd64")])) == nil)
  }

  @Test func sharedPackagesNeedNoWheels() throws {
    #expect(try problem(package("a", "1", LockedPackage.sharedClause)) == nil)
  }

  private var place: String { "\(TemporaryFolder.path)/stack/venvstacks.toml:1:1" }

  private func wheel(_ tag: String) -> LockedWheel {
    LockedWheel(name: nil, source: .path("a-1-py3-none-\(tag).whl"), uploadTime: nil, size: nil, hashes: [])
  }

  private func problem(_ packages: LockedPackage..., severity: Diagnostic.Severity = .error) throws -> String? {
    let spec = """
      [[runtimes]]
      name = "base"
      python_implementation = "cpython@3.11.11"
      platforms = ["linux_x86_64", "win_amd64"]
      requirements = []
      """
    let layer = try #require(try graph(spec).layers.first)
    let lock = Pylock(requiresPython: nil, createdBy: "uv", packages: packages)
    return try WheelAvailability(layer: layer, severity: severity).problem(of: lock)?.description
  }
}
