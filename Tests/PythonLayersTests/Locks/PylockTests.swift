import CanonicalJSON
import Diagnostics
import Testing

@testable import PythonLayers

struct PylockTests {
  /// What uv and venvstacks write: every field there is, in their order.
  static let sample = """
    lock-version = "1.0"
    created-by = "uv"
    requires-python = "==3.11.*"

    [[packages]]
    name = "local"
    version = "1.0"

    [[packages.wheels]]
    path = "../../../wheels/local-1.0-py3-none-any.whl"

    [packages.wheels.hashes]
    sha256 = "11"

    [[packages]]
    name = "numpy"
    version = "2.3.2"
    marker = "sys_platform == 'win32'"
    index = "https://index.example/simple"

    [[packages.wheels]]
    url = "https://files/numpy-2.3.2-cp311-cp311-win_amd64.whl"
    upload-time = 2025-07-24T20:24:37Z
    size = 20982187

    [packages.wheels.hashes]
    sha256 = "22"

    [[packages.wheels]]
    name = "numpy-2.3.2-cp311-cp311-win_arm64.whl"
    url = "https://files/other"

    [packages.wheels.hashes]
    md5 = "33"
    sha256 = "44"

    [[packages]]
    name = "shared"
    version = "3"
    marker = "sys_platform == 'from_lower_layer'"

    """

  @Test func writesWhatItRead() throws {
    let lock = try Pylock(parsing: Self.sample, file: "pylock.toml")
    #expect(lock.body == Self.sample)
    #expect(try Pylock(parsing: lock.body, file: "pylock.toml") == lock)
  }

  @Test func writesALockWithoutPackages() {
    #expect(
      lock().body == """
        lock-version = "1.0"
        created-by = "uv"
        requires-python = "==3.11.*"

        """)
  }

  @Test func namesWheelsByNameThenPathThenURL() throws {
    let lock = try Pylock(parsing: Self.sample, file: "pylock.toml")
    #expect(
      lock.packages.flatMap(\.wheels).map(\.fileName) == [
        "local-1.0-py3-none-any.whl", "numpy-2.3.2-cp311-cp311-win_amd64.whl", "numpy-2.3.2-cp311-cp311-win_arm64.whl",
      ])
  }

  @Test(arguments: [("a%2Bb", "a+b"), ("a%2bb", "a+b"), ("100%", "100%"), ("%+1%zz", "%+1%zz"), ("%C3%A4", "\u{E4}")])
  func decodesPercentSigns(text: String, decoded: String) {
    #expect(percentDecoded(text) == decoded)
  }

  @Test(arguments: ["\n", "\r\n"]) func namesTheLineOfAMergeConflict(lineBreak: String) {
    let text = ["lock-version = \"1.0\"", "<<<<<<< HEAD", "created-by = \"uv\"", "======="].joined(separator: lineBreak)
    check(
      text,
      """
      pylock.toml:2: error: the file holds the markers of a merge conflict [lock.conflict]
      hint: resolve the conflict, or run 'assay lock' to make the lock again
      """)
  }

  @Test(arguments: ["", "lock-version = \"2.0\"", "version = 1\n[[package]]\nname = \"uv.lock\""])
  func refusesOtherFormats(text: String) {
    check(
      text,
      """
      pylock.toml: error: the file is no lock of the standard format: expected lock-version = "1.0" [lock.foreign]
      hint: run 'assay lock' to make a new one
      """)
  }

  @Test func namesEveryProblemOfALock() {
    check(
      """
      lock-version = "1.0"
      [[packages]]
      name = "a"
      [[packages]]
      name = "b"
      version = "1"
      [[packages.wheels]]
      size = 1
      """,
      """
      pylock.toml:2:1: error: a package of the lock lacks its name or version [lock.no-version]
      hint: layers can only hold released wheels; run 'assay lock' to make a new lock
      pylock.toml:7:1: error: a wheel of 'b' has neither a URL nor a path [lock.no-source]
      hint: run 'assay lock' to make a new lock
      """)
  }

  @Test func checksMarkers() {
    let text = "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\nmarker = \"os_name is 'nt'\"\n"
    let found = problems { () throws(DiagnosticList) in try Pylock(parsing: text, file: "pylock.toml") }
    #expect(found.hasPrefix("pylock.toml:5:10: error: "))
    #expect(found.hasSuffix("[requirement.marker]\nhint: run 'assay lock' to make a new lock"))
  }

  @Test(arguments: [
    (nil, nil), ("sys_platform == 'from_lower_layer'", nil), ("os_name=='nt'", "os_name == 'nt'"),
    (#"(os_name == "nt") and sys_platform == 'from_lower_layer'"#, "os_name == 'nt'"),
    (
      "(os_name == 'nt' or os_name == 'posix') and sys_platform == 'from_lower_layer'",
      "os_name == 'nt' or os_name == 'posix'"
    ),
  ])
  func ownMarkerLeavesOutTheSharedClause(marker: String?, own: String?) {
    #expect(package("a", "1", marker).ownMarker == own)
  }

  private func check(_ text: String, _ expected: String) {
    #expect(problems { () throws(DiagnosticList) in try Pylock(parsing: text, file: "pylock.toml") } == expected)
  }
}

struct LockFileTests {
  @Test func filesAreNamedAfterTheLayer() {
    let names = LockFileNames(buildName: "framework-x-3.11")
    #expect(
      names.all == [
        "framework-x-3.11/pylock.framework-x-3_11.toml", "framework-x-3.11/pylock.framework-x-3_11.meta.json",
        "framework-x-3.11/requirements-framework-x-3_11.in", "framework-x-3.11/packages-framework-x-3.11.txt",
      ])
  }

  @Test func summaryListsOwnPackagesThenSharedOnes() {
    let summed = lock(
      package("zlib", "1", "os_name == 'nt'"), package("mlx", "0.27", "sys_platform == 'from_lower_layer'"),
      package("abc", "2"), package("mlx-cuda", "0.27", "(os_name == 'nt') and sys_platform == 'from_lower_layer'"))
    #expect(
      PackageSummary.text(buildName: "app-3.11", lock: summed) == """
        # Package summary for app-3.11
        #     Auto-generated by venvstacks (DO NOT EDIT)
        zlib==1 ; os_name == 'nt'
        abc==2

        # Shared packages inherited from other layers
        mlx-cuda==0.27 ; os_name == 'nt'
        mlx==0.27

        """)
  }

  @Test func summaryOfALayerWithoutPackagesIsItsHeading() {
    #expect(
      PackageSummary.text(buildName: "app", lock: lock()) == """
        # Package summary for app
        #     Auto-generated by venvstacks (DO NOT EDIT)

        """)
  }

  @Test func inputListsRequirementsAsDeclared() {
    #expect(
      RequirementsInput.text(requirements: ["scipy", "numpy>=2"]) == """
        # DO NOT EDIT. Automatically generated by venvstacks.
        #              Relock layer dependencies to update.
        scipy
        numpy>=2

        """)
  }

  @Test func metadataIsSortedJSON() throws {
    let metadata = LockMetadata(
      lockInputHash: "sha256:1", lockVersion: 2, lockedAt: "2026-01-01T00:00:00+00:00", otherInputsHash: "sha256:2",
      requirementsHash: "sha256:3", versionInputsHash: "sha256:4")
    #expect(
      metadata.json.text == """
        {
          "lock_input_hash": "sha256:1",
          "lock_version": 2,
          "locked_at": "2026-01-01T00:00:00+00:00",
          "other_inputs_hash": "sha256:2",
          "requirements_hash": "sha256:3",
          "version_inputs_hash": "sha256:4"
        }

        """)
    #expect(try LockMetadata(parsing: metadata.json.bytes, file: "meta.json") == metadata)
  }

  @Test(arguments: [
    #"{}"#, #"[]"#,
    #"{"lock_input_hash":"","lock_version":0,"locked_at":"2026-01-01","other_inputs_hash":"","requirements_hash":"","version_inputs_hash":""}"#,
    #"{"lock_input_hash":"","lock_version":1,"locked_at":"today","other_inputs_hash":"","requirements_hash":"","version_inputs_hash":""}"#,
    #"{"_legacy_requirements_hash":"","lock_input_hash":"","lock_version":1,"locked_at":"2026-01-01","other_inputs_hash":"","requirements_hash":"","version_inputs_hash":""}"#,
  ])
  func refusesOtherMetadata(text: String) {
    let problem = #expect(throws: Diagnostic.self) { try LockMetadata(parsing: Array(text.utf8), file: "meta.json") }
    #expect(
      problem?.description == """
        meta.json: error: the file does not describe a lock [lock.damaged-metadata]
        hint: run 'assay lock'
        """)
  }
}
