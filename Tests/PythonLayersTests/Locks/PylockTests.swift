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

  @Test func sizesStayAsAnEarlierLockHasThem() {
    func sized(_ sizes: [Int64?]) -> Pylock {
      lock(
        package(
          "a", "1",
          wheels: sizes.enumerated().map { number, size in
            LockedWheel(
              name: nil, source: .url("https://files/a-1-\(number).whl"), uploadTime: nil, size: size,
              hashes: [.init(algorithm: "sha256", value: "\(number)")])
          }))
    }
    #expect(sized([nil, 2, nil]).keepingSizes(of: sized([1, nil])) == sized([1, nil, nil]))
    #expect(sized([3]).keepingSizes(of: lock()) == sized([3]))
  }

  @Test func writesWhatItRead() throws {
    let lock = try read(Self.sample)
    #expect(lock.body == Self.sample)
    #expect(try read(lock.body) == lock)
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
    let lock = try read(Self.sample)
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
      hint: resolve the conflict, or run 'assay lock sample' to make the lock again
      """)
  }

  @Test(arguments: ["lock-version = \"2.0\"", "version = 1\n[[package]]\nname = \"uv.lock\""])
  func refusesOtherFormats(text: String) {
    check(
      text,
      """
      pylock.toml: error: the file is no lock of the standard format: expected lock-version = "1.0" [lock.foreign]
      hint: run 'assay lock sample' to make a new one
      """)
  }

  @Test func refusesLocksOfOtherTools() {
    check(
      "lock-version = \"1.0\"\ncreated-by = \"pdm\"\n",
      """
      pylock.toml:2:14: error: the lock was made by 'pdm'; expected one that was made through 'uv' [lock.foreign]
      hint: run 'assay lock sample' to make a new one
      """)
  }

  @Test(arguments: ["", " \n\n"]) func refusesAnEmptyFile(text: String) {
    check(
      text,
      """
      pylock.toml: error: the file is empty [lock.damaged]
      hint: put the file back from version control, or run 'assay lock sample' to make the lock again
      """)
  }

  @Test func refusesBytesThatAreNoText() {
    let found = problems { () throws(DiagnosticList) in
      try Pylock(parsing: [0x23, 0xFF], file: "pylock.toml", command: "assay lock sample")
    }
    #expect(
      found == """
        pylock.toml: error: the file is not UTF-8 text [lock.damaged]
        hint: put the file back from version control, or run 'assay lock sample' to make the lock again
        """)
  }

  @Test func namesWhereALockIsCutOff() {
    let found = problems { () throws(DiagnosticList) in try read("lock-version = \"1.0\"\ncreated-by = \"u") }
    #expect(found.hasPrefix("pylock.toml:2:"), "\(found)")
    #expect(found.contains(" error: this is not TOML 1.0: "), "\(found)")
    #expect(
      found.hasSuffix(
        """
         [lock.damaged]
        hint: put the file back from version control, or run 'assay lock sample' to make the lock again
        """), "\(found)")
  }

  @Test(arguments: [
    ("2025-07-24T20:24:37Z", "2025-07-24T20:24:37Z"), ("2025-07-24T20:24:37.000Z", "2025-07-24T20:24:37Z"),
    ("2025-07-24T20:24:37.5Z", "2025-07-24T20:24:37.500000Z"),
    ("2025-07-24T20:24:37.123456Z", "2025-07-24T20:24:37.123456Z"),
  ])
  func writesUploadTimesAsPythonDoes(written: String, expected: String) throws {
    let text = Self.sample.replacing("2025-07-24T20:24:37Z", with: written)
    #expect(try read(text).body == Self.sample.replacing("2025-07-24T20:24:37Z", with: expected))
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
      hint: layers can only hold released wheels; run 'assay lock sample' to make a new lock
      pylock.toml:7:1: error: a wheel of 'b' has neither a URL nor a path [lock.no-source]
      hint: run 'assay lock sample' to make a new lock
      """)
  }

  @Test func checksMarkers() {
    let text = "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\nmarker = \"os_name is 'nt'\"\n"
    let found = problems { () throws(DiagnosticList) in try read(text) }
    #expect(found.hasPrefix("pylock.toml:5:10: error: "))
    #expect(found.hasSuffix("[requirement.marker]\nhint: run 'assay lock sample' to make a new lock"))
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

  private func read(_ text: String) throws(DiagnosticList) -> Pylock {
    try Pylock(parsing: Array(text.utf8), file: "pylock.toml", command: "assay lock sample")
  }

  private func check(_ text: String, _ expected: String) {
    #expect(problems { () throws(DiagnosticList) in try read(text) } == expected)
  }
}
