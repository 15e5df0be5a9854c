import Specs
import Testing

struct TargetPlatformTests {
  @Test func namesAreThoseOfVenvstacksInOrder() {
    #expect(
      TargetPlatform.allCases.map(\.rawValue)
        == ["linux_aarch64", "linux_x86_64", "macosx_arm64", "macosx_x86_64", "win_amd64", "win_arm64"])
    #expect(TargetPlatform.allCases.sorted() == TargetPlatform.allCases)
  }

  @Test(arguments: [
    (TargetPlatform.linuxAarch64, "aarch64-manylinux_2_28"), (.linuxX86, "x86_64-manylinux_2_28"),
    (.macosxArm64, "aarch64-apple-darwin"), (.macosxX86, "x86_64-apple-darwin"), (.winAmd64, "x86_64-pc-windows-msvc"),
    (.winArm64, "aarch64-pc-windows-msvc"),
  ])
  func uvKnowsPlatformsByItsOwnNames(platform: TargetPlatform, name: String) {
    #expect(platform.uvName(linuxTarget: OSVersion(major: 2, minor: 28)) == name)
  }

  @Test(arguments: [
    (TargetPlatform.linuxAarch64, "posix linux Linux aarch64"), (.linuxX86, "posix linux Linux x86_64"),
    (.macosxArm64, "posix darwin Darwin arm64"), (.macosxX86, "posix darwin Darwin x86_64"),
    (.winAmd64, "nt win32 Windows AMD64"), (.winArm64, "nt win32 Windows ARM64"),
  ])
  func markersSeeThePlatform(platform: TargetPlatform, values: String) {
    let environment = platform.markerEnvironment(implementation: "cpython", pythonVersion: "3.11.11")
    let keys = ["os_name", "sys_platform", "platform_system", "platform_machine"]
    #expect(keys.compactMap { environment[$0] }.joined(separator: " ") == values)
  }

  @Test(arguments: [("cpython", "CPython"), ("pypy", "PyPy")])
  func markersSeeTheInterpreter(implementation: String, platformName: String) {
    let environment = TargetPlatform.linuxX86.markerEnvironment(
      implementation: implementation, pythonVersion: "3.11.11")
    #expect(environment["python_version"] == "3.11")
    #expect(environment["python_full_version"] == "3.11.11")
    #expect(environment["implementation_name"] == implementation)
    #expect(environment["platform_python_implementation"] == platformName)
  }
}
