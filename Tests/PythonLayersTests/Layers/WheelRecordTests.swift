import Diagnostics
import Store
import TestSupport
import Testing

@testable import PythonLayers

/// A wheel whose own list of contents is wrong.
@Suite(.temporaryFolder)
struct WheelRecordTests {
  private static let hash = ContentDigest(of: "x = 1\n").base64url

  @Test(arguments: [
    "a.py,sha256=\(hash),6\na-1.dist-info/RECORD,,\n", "\"a.py\",\"sha256=\(hash)=\",6\r\n", "", "a.py,,\n", "a.py\n",
    "a.py,md5=0,6\ngone.py,sha256=0,1\n",
  ])
  func takesWhatIsListedAsItIs(record: String) throws {
    #expect(try problem(record) == nil)
  }

  @Test func namesTheMemberThatIsNotWhatItsRowSays() throws {
    #expect(
      try problem("a.py,sha256=\(ContentDigest(of: "other").base64url),5\n") == """
        error: the wheel 'a-1-py3-none-any.whl' holds 'a.py' with the sha256 '\(Self.hash)', where its RECORD says '\(ContentDigest(of: "other").base64url)' [wheel.wrong-record]
        hint: nothing was installed; the wheel was published like this: require another version of the package
        """)
  }

  @Test(arguments: ["/etc/passwd", "../outside", "a/../../b"]) func namesAPathOutside(path: String) throws {
    #expect(
      try problem("\(path),,\n") == """
        error: the wheel 'a-1-py3-none-any.whl' has a RECORD that names a path outside: '\(path)' [wheel.unsafe-record]
        hint: nothing was installed; the wheel was published like this: require another version of the package
        """)
  }

  @Test func saysThatThereIsNoRecord() throws {
    #expect(
      try problem(nil) == """
        error: the wheel 'a-1-py3-none-any.whl' has no RECORD [wheel.no-record]
        hint: nothing was installed; the wheel was published like this: require another version of the package
        """)
  }

  @Test func saysThatItIsNoArchive() throws {
    let store = try temporaryStore()
    let wheel = try store.save(Array("tampered".utf8))
    let problem = #expect(throws: Diagnostic.self) { try WheelRecord(store: store).check(wheel, name: "a.whl") }
    #expect(problem?.code == "wheel.damaged")
    #expect(problem?.message.hasPrefix("the wheel 'a.whl' can't be read: ") == true)
  }

  /// What is said of a wheel with that `RECORD`, or with none.
  private func problem(_ record: String?) throws -> String? {
    let store = try temporaryStore()
    let files = [("a.py", "x = 1\n")] + (record.map { [("a-1.dist-info/RECORD", $0)] } ?? [])
    let wheel = try store.save(storedZip(files))
    do { try WheelRecord(store: store).check(wheel, name: "a-1-py3-none-any.whl") } catch { return "\(error)" }
    return nil
  }
}
