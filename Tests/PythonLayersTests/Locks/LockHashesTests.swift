import Testing

@testable import PythonLayers

/// The worked values come from locks that venvstacks made for its own sample project.
struct LockHashesTests {
  @Test func hashesRequirements() {
    let expected = "sha256:73dd0baf8e5438da8816254a073ee43b61f8b2cdef6f393e0059cdbc55cb8d9c"
    #expect(LockHashes.lockInput(requirements: ["numpy"]) == expected)
  }

  @Test func hashesNoRequirements() {
    let expected = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(LockHashes.lockInput(requirements: []) == expected)
    #expect(LockHashes.lockInput(requirements: ["# only a comment"]) == expected)
  }

  @Test func orderOfRequirementsDoesNotMatter() {
    #expect(LockHashes.lockInput(requirements: ["b", "a"]) == LockHashes.lockInput(requirements: ["a", "b"]))
  }

  @Test(arguments: [
    ("numpy \\", "numpy"), ("numpy\t\\ ", "numpy"), ("numpy # why", "numpy"), ("# why", nil), ("   ", nil),
    ("a @ https://x/y.whl#sha256=1", "a @ https://x/y.whl"), ("--hash=sha256:1", nil), ("a --hash=sha256:1", nil),
  ])
  func cleansRequirements(line: String, cleaned: String?) {
    #expect(LockHashes.cleaned([line]) == (cleaned.map { [$0] } ?? []))
  }

  @Test(arguments: [
    (nil, "82fa53b197f46600eef5c06014ead098e19e722635f575804dc48aeca1e982a1"),
    ("cpython-3.11", "191fdc737acb1d42f5e740e35c43d98694077e79d066c10fa2fbe12620d60b88"),
  ])
  func hashesOtherInputs(runtime: String?, hex: String) {
    let actual = LockHashes.otherInputs(
      pythonVersion: "3.11", linuxTarget: "glibc@2.28", macosxTarget: "13.0", runtimeBuildName: runtime, frameworks: [])
    #expect(actual == "sha256:" + hex)
  }

  @Test func hashesFrameworksByTheirBareNames() {
    let actual = LockHashes.otherInputs(
      pythonVersion: "3.11", linuxTarget: nil, macosxTarget: "13.0", runtimeBuildName: "cpython-3.11",
      frameworks: ["scipy", "http-client"])
    #expect(actual == "sha256:b87c4e2af484741969355792e0140d9d50064a62088ae6ac7378c1c512df9f5f")
  }

  @Test func hashesVersionInputs() {
    let actual = LockHashes.versionInputs(buildName: "cpython-3.11", isVersioned: false, moduleHashes: [])
    #expect(actual == "sha256:44b4cd1d97e56b864c2ea2c41e99158b3bcbe6a2e6c6641cfef12bfdae06dbb1")
  }

  // SHA-256 of the sorted items, computed with Python's hashlib.
  @Test func hashesWhatALockPins() {
    let pinned = lock(
      LockedPackage(
        name: "a", version: "1.0", marker: nil, index: "https://index.example/simple",
        wheels: [wheel(.url("https://files/a-1.0-py3-none-any.whl"), ["sha256": "11"])]),
      package("b", "2.0", #"(os_name=="nt") and sys_platform == 'from_lower_layer'"#),
      package(
        "l", "3",
        wheels: [wheel(.url("https://files/l-3%2Bx-py3-none-any.whl?a=b#c"), ["sha256": "22", "md5": "33"])]),
      package("w", "1.0-rc.1", wheels: [wheel(.path("../../wheels/z_1.whl"), ["sha256": "44"])]))
    #expect(
      LockHashes.requirements(pinned) == "sha256:d6d65acb08aad0d47b1c3ca5bd374cdf34eefbc4e2d4bf1e770be0ac73d649b2")
  }

  @Test func layoutOfALockDoesNotMatter() {
    var (one, two) = (wheel(.url("https://one/a-1-py3-none-any.whl"), ["sha256": "1"]), LockedWheel?.none)
    two = wheel(.path("elsewhere/a-1-py3-none-any.whl"), ["sha256": "1"])
    (one.size, one.uploadTime) = (100, "2026-01-01T00:00:00Z")
    let hashes = [one, two].compactMap { $0 }.map { LockHashes.requirements(lock(package("a", "1", wheels: [$0]))) }
    #expect(hashes[0] == hashes[1])
  }

  private func wheel(_ source: LockedWheel.Source, _ hashes: [String: String]) -> LockedWheel {
    LockedWheel(
      name: nil, source: source, uploadTime: nil, size: nil,
      hashes: hashes.map { .init(algorithm: $0.key, value: $0.value) })
  }
}
