import Archives
import Diagnostics
import TestSupport
import Testing

struct TarWriterTests {
  @Test func padsToWholeRecords() throws {
    #expect(try tar([Member]()) == [UInt8](repeating: 0, count: 10_240))
  }

  @Test func givesDirectoriesAnEndingSlash() throws {
    #expect(try names(in: tar([Member(name: "a", type: .directory)])) == [Array("a/".utf8)])
  }

  @Test func masksModesAndOwners() throws {
    let header = try #require(try members(of: tar([Member(name: "a", mode: 0o6777)])).first).header
    #expect(header.mode == 0o755)
    #expect([header.uid, header.gid] == [0, 0])
    #expect([header.userName, header.groupName] == [Array("root".utf8), Array("root".utf8)])
  }

  @Test(arguments: [3, 5]) func holdsMembersToTheirDeclaredSize(given: Int) throws {
    var writer = TarWriter(to: MemorySink())
    var thrown: ArchiveError?
    do throws(ArchiveError) {
      try writer.begin(NormalForm.header("a", .file, mode: 0o644, modified: Timestamp(seconds: 0), size: 4))
      try write([UInt8](repeating: 0, count: given), to: &writer)
      try writer.begin(Member(name: "b").header)
    } catch { thrown = error }
    let message = "error: member 'a' declares 4 bytes but has \(given > 4 ? "more" : "3") [archive.content-size]"
    #expect(thrown.map { Diagnostic(reporting: $0).description } == message)
  }

  @Test func refusesSockets() throws {
    var writer = TarWriter(to: MemorySink())
    #expect(throws: ArchiveError.unrepresentable(name: Array("s".utf8), field: "type", format: "tar")) {
      try writer.begin(Member(name: "s", type: .socket).header)
    }
  }

  private func write(_ bytes: [UInt8], to writer: inout TarWriter) throws(ArchiveError) {
    var failure: ArchiveError?
    bytes.withUnsafeBytes { block in
      do throws(ArchiveError) { try writer.write(block) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
