import Building
import Diagnostics
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct TreeCheckoutTests {
  @Test func writesOverFilesAndLinksButFollowsNone() throws {
    let (outside, target) = (TemporaryFolder.path.appending("outside"), TemporaryFolder.path.appending("target"))
    try outside.appending("file").write(Array("mine".utf8))
    try target.appending("kept").write(Array("mine".utf8))
    try checkOut(["bin": "-> \(outside)"], to: target, isForced: true)
    try checkOut(["bin/file": "new\n", "link": "-> bin"], to: target, isForced: true)
    #expect(try outside.appending("file").readText() == "mine")
    #expect(try target.appending("bin/file").readText() == "new\n")
    #expect(try target.appending("kept").readText() == "mine")
    #expect(try target.appending("link").linkTarget() == "bin")
  }

  @Test func leavesEverythingWhereAFolderIsInTheWay() throws {
    let target = TemporaryFolder.path.appending("target")
    try target.appending("a").write(Array("mine".utf8))
    try target.appending("b/file").write(Array("mine".utf8))
    #expect(throws: Diagnostic.self) { try checkOut(["a": "new", "b": "new"], to: target, isForced: true) }
    #expect(try target.appending("a").readText() == "mine")
  }

  @Test func refusesWhatIsNoFolder() throws {
    let target = TemporaryFolder.path.appending("target")
    try target.write(Array("mine".utf8))
    #expect(throws: Diagnostic.self) { try checkOut(["a": "new"], to: target, isForced: true) }
    #expect(try target.readText() == "mine")
  }

  private func checkOut(_ entries: [String: String], to target: FilePath, isForced: Bool) throws {
    let store = try ContentStore.temporary()
    for text in entries.values where !text.hasPrefix("-> ") { try store.save(Array(text.utf8)) }
    try TreeCheckout(store).write(sampleTree(entries), to: target, isForced: isForced)
  }
}
