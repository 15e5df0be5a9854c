import PythonLayers
import Specs
import Testing

struct WheelNameTests {
  @Test func splitsTags() {
    let name = WheelName("six-1.16.0-1-py2.py3-none-any.whl")
    #expect(name?.pythonTags == ["py2", "py3"])
    #expect(name?.abiTags == ["none"])
    #expect(name?.platformTags == ["any"])
  }

  @Test(arguments: ["", "a.whl", "a-1-py3-none.whl", "a-1-py3-none-any.zip", "a-b-1-2-py3-none-any.whl"])
  func refusesOtherNames(name: String) {
    #expect(WheelName(name) == nil)
  }

  @Test(arguments: [
    ("any", true), ("linux_x86_64", true), ("linux_aarch64", false), ("manylinux_2_28_x86_64", true),
    ("manylinux_2_29_x86_64", false), ("manylinux_2_28_aarch64", false), ("manylinux2014_x86_64", true),
    ("manylinux1_x86_64", true), ("manylinux2010_x86_64", true), ("manylinux1_aarch64", false),
    ("musllinux_1_2_x86_64", false),
    ("manylinux_2_34_x86_64.manylinux_2_17_x86_64", true), ("macosx_10_9_x86_64", false), ("win_amd64", false),
  ])
  func fitsLinuxUpToTheTarget(tag: String, fits: Bool) {
    check(tag, .linuxX86, fits)
  }

  @Test(arguments: [
    ("any", true), ("macosx_13_0_arm64", true), ("macosx_14_0_arm64", false), ("macosx_11_0_universal2", true),
    ("macosx_10_9_x86_64", false), ("macosx_10_9_intel", false), ("manylinux_2_17_arm64", false),
  ])
  func fitsMacosUpToTheTarget(tag: String, fits: Bool) {
    check(tag, .macosxArm64, fits)
  }

  @Test(arguments: [
    ("macosx_10_9_x86_64", true), ("macosx_10_9_intel", true), ("macosx_10_6_universal", true),
    ("macosx_11_0_universal2", true), ("macosx_14_0_fat64", false), ("macosx_11_0_arm64", false),
  ])
  func fitsIntelMacsByTheirOlderNamesToo(tag: String, fits: Bool) {
    check(tag, .macosxX86, fits)
  }

  @Test(arguments: [("any", true), ("win_arm64", true), ("win_amd64", false)])
  func fitsWindowsByName(tag: String, fits: Bool) {
    check(tag, .winArm64, fits)
  }

  @Test(arguments: [
    ("py3-none", true), ("py2.py3-none", true), ("py2-none", false), ("py311-none", true), ("py312-none", false),
    ("cp311-cp311", true), ("cp311-none", true), ("cp311-abi3", true), ("cp39-abi3", true), ("cp312-abi3", false),
    ("cp310-cp310", false), ("cp310-none", false), ("cp313-cp313t", false), ("pp311-pypy311_pp73", false),
    ("py3-abi3", false),
  ])
  func fitsThePythonVersion(tags: String, fits: Bool) {
    #expect(WheelName("a-1-\(tags)-any.whl")?.fits(pythonVersion: "3.11") == fits)
  }

  private func check(_ tag: String, _ platform: TargetPlatform, _ fits: Bool) {
    let actual = WheelName("a-1-py3-none-\(tag).whl")?.fits(
      platform: platform, linuxTarget: OSVersion(major: 2, minor: 28), macosxTarget: OSVersion(major: 13, minor: 0))
    #expect(actual == fits)
  }
}
