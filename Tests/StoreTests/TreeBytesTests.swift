import Diagnostics
import SystemPackage
import TestSupport
import Testing

@testable import Store

/// Stored folders are `Directory` messages of the Remote Execution API.
@Suite(.temporaryFolder)
struct TreeBytesTests {
  private static let hex = String(repeating: "ab", count: 32)

  private func store() throws -> ContentStore { try ContentStore(at: TemporaryFolder.path.appending("store")) }

  private func blob(_ size: Int64) throws -> Blob {
    Blob(digest: try #require(ContentDigest(hex: Self.hex)), size: size)
  }

  private func reads(_ bytes: [UInt8]) -> Bool { (try? TreeBytes.decode(bytes)) != nil }

  private func message(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(content.count)] + content
  }

  private func text(_ number: UInt8, _ text: String) -> [UInt8] { message(number, Array(text.utf8)) }

  @Test func anEmptyFolderIsNamedByTheDigestOfNoBytes() {
    #expect(Folder().digest == ContentDigest(of: ""))
  }

  // Field numbers and types of build/bazel/remote/execution/v2/remote_execution.proto.
  @Test func messagesAreThoseOfTheRemoteExecutionAPI() throws {
    var folder = Folder()
    folder.insert(.file(try blob(300), isExecutable: true), at: "run")
    folder.insert(.file(try blob(0), isExecutable: false), at: "empty")
    folder.insert(.symlink(target: "run"), at: "link")
    folder.insert(.folder(Folder()), at: "sub")
    let noBytes = ContentDigest(of: "").hex
    let empty = message(1, text(1, "empty") + message(2, text(1, Self.hex)))
    let run = message(1, text(1, "run") + message(2, text(1, Self.hex) + [0x10, 0xAC, 0x02]) + [0x20, 0x01])
    let sub = message(2, text(1, "sub") + message(2, text(1, noBytes)))
    let link = message(3, text(1, "link") + text(2, "run"))
    #expect(folder.treeBytes == empty + run + sub + link)
  }

  @Test func foldersReadBack() throws {
    var folder = Folder()
    folder.insert(.file(Blob(of: [1]), isExecutable: true), at: "bin/run")
    folder.insert(.file(Blob(of: []), isExecutable: false), at: "é/empty")
    folder.insert(.symlink(target: "../é"), at: "bin/link")
    folder.insert(.folder(Folder()), at: "none/at/all")
    let store = try store()
    #expect(try store.folder(store.save(folder)) == folder)
    #expect(try store.save(folder) == folder.digest)
  }

  @Test func equalFoldersHaveEqualBytesHoweverTheyCameAbout() {
    var (left, right) = (Folder(), Folder())
    let names = (0..<50).map { "f\($0)" }
    for name in names { left.insert(.file(Blob(of: Array(name.utf8)), isExecutable: false), at: "a/" + name) }
    right.insert(.symlink(target: "x"), at: "a")
    for name in names.reversed() {
      right.insert(.file(Blob(of: Array(name.utf8)), isExecutable: false), at: "a/" + name)
    }
    #expect(left.digest == right.digest)
  }

  @Test func aLinksTargetMayLookLikeADigest() throws {
    let digest = String(decoding: text(1, Self.hex), as: UTF8.self)
    var folder = Folder()
    folder.insert(.symlink(target: digest), at: "link")
    let store = try store()
    #expect(try store.folder(store.save(folder)) == folder)
  }

  @Test func aFilesDigestIsNoLinkTarget() throws {
    let digest = message(2, text(1, Self.hex))
    #expect(reads(message(1, text(1, "a") + digest)))
    #expect(!reads(message(1, text(1, "a"))))
    #expect(!reads(message(1, text(1, "a") + text(2, "target"))))
    #expect(!reads(message(2, text(1, "a") + text(2, "target"))))
  }

  @Test func whatIsNotCanonicalIsRefused() throws {
    let digest = message(2, text(1, Self.hex))
    func file(_ name: String) -> [UInt8] { message(1, text(1, name) + digest) }
    func link(_ name: String) -> [UInt8] { message(3, text(1, name) + text(2, "x")) }
    #expect(reads(file("a") + file("b") + link("c")))
    #expect(!reads(file("b") + file("a")), "names out of order")
    #expect(!reads(file("a") + file("a")), "a name twice")
    #expect(!reads(file("a") + link("a")), "a name for two kinds")
    #expect(!reads(link("c") + file("a")), "kinds out of order")
    #expect(!reads(message(1, digest + text(1, "a"))), "fields out of order")
    #expect(!reads(message(1, text(1, "a") + digest + [0x20, 0x00])), "a default value")
    #expect(!reads(message(1, text(1, "a") + digest + [0x20, 0x02])), "a flag of two")
    #expect(!reads(message(1, text(1, "a") + message(2, text(1, Self.hex) + [0x10, 0x81, 0x00]))), "a long number")
    #expect(!reads(message(2, text(1, "a") + digest + [0x20, 0x01])), "an executable folder")
    #expect(!reads(file("a") + [0x28, 0x01]), "an unknown field")
  }

  @Test(arguments: ["", ".", "..", "a/b", "a\0"])
  func namesThatLeadElsewhereAreRefused(name: String) {
    let link = message(3, (name.isEmpty ? [] : text(1, name)) + text(2, "x"))
    #expect(throws: damagedTree) { try TreeBytes.decode(link) }
  }

  @Test func namesAndTargetsAreUTF8() {
    #expect(!reads(message(3, message(1, [0xFF]) + text(2, "x"))))
    #expect(!reads(message(3, text(1, "a") + message(2, [0xFF]))))
  }

  @Test func sizesFit63Bits() {
    let size: [UInt8] = [0x10] + Array(repeating: 0xFF, count: 9) + [0x01]
    #expect(!reads(message(1, text(1, "a") + message(2, text(1, Self.hex) + size))))
  }

  @Test func anyCutOffMessageIsRefused() throws {
    var folder = Folder()
    folder.insert(.file(try blob(300), isExecutable: true), at: "run")
    let bytes = folder.treeBytes
    for count in 1..<bytes.count { #expect(!reads(Array(bytes.prefix(count)))) }
  }

  @Test func aLevelThatIsMissingIsNamed() throws {
    let (store, digest) = (try store(), ContentDigest(of: "lost"))
    #expect(throws: Diagnostic("store.missing", "the store lacks \(digest)", hint: "run the command again")) {
      try store.folder(digest)
    }
  }

  @Test func storedBytesThatAreNoFolderAreRefused() throws {
    let store = try store()
    let blob = try store.save(Array("no folder".utf8))
    #expect(throws: damagedTree) { try store.folder(blob.digest) }
  }

  @Test func aLevelThatIsNotAsLargeAsTheOneAboveSaysIsRefused() throws {
    let store = try store()
    var child = Folder()
    child.insert(.symlink(target: "x"), at: "link")
    let named = try store.save(child)
    let above = message(2, text(1, "sub") + message(2, text(1, named.hex) + [0x10, 0x01]))
    let blob = try store.save(above)
    #expect(throws: damagedTree) { try store.folder(blob.digest) }
  }

  private let damagedTree = Diagnostic(
    "store.damaged-tree", "a stored tree is damaged", hint: "run the command again, and check the disk")
}
