import Archives
import Diagnostics
import Foundation
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder) struct FileSinkTests {
  private var target: FilePath { TemporaryFolder.path.appending("out") }

  @Test(arguments: [0, 10, 300_000]) func writesTheWholeFile(size: Int) throws {
    let content = words(size)
    let sink = try FileSink(replacing: target)
    for start in stride(from: 0, to: size, by: 10_000) {
      try sink.write(Array(content[start..<min(size, start + 10_000)]))
    }
    try sink.finish()
    #expect(try target.readBytes() == content)
  }

  @Test func keepsTheOldFileUntilItFinishes() throws {
    try target.write(Array("old".utf8))
    let sink = try FileSink(replacing: target)
    try sink.write(words(400_000))
    #expect(try target.readText() == "old")
  }

  @Test func leavesNothingWhenDropped() throws {
    do {
      let sink = try FileSink(replacing: target)
      try sink.write(words(400_000))
    }
    #expect(try TemporaryFolder.path.names() == [])
  }

  @Test func saysWhereItCannotWrite() {
    let target = TemporaryFolder.path.appending("none/out")
    let error = #expect(throws: ArchiveError.self) { try FileSink(replacing: target) }
    #expect(
      error.map { Diagnostic(reporting: $0).description }
        == "\(target): error: can't write: No such file or directory [archive.unwritable]")
  }

  @Test func hashesWhatPasses() throws {
    let memory = MemorySink()
    let sink = HashingSink(to: memory)
    try sink.write(Array("a".utf8))
    try sink.write(Array("bc".utf8))
    try sink.finish()
    #expect(sink.blob == Blob(of: Array("abc".utf8)))
    #expect(memory.bytes == Array("abc".utf8))
    #expect(memory.isFinished)
  }
}
