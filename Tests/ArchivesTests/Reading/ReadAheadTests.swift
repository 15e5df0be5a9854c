import Archives
import Testing

/// Reading on a thread of its own gives what direct reading gives.
struct ReadAheadTests {
  private let members = (0..<40).map { Member(name: "m\($0)", content: String(repeating: "\($0),", count: $0 * 900)) }

  private func source(_ archive: [UInt8]) throws(ArchiveError) -> ArchiveSource {
    ArchiveSource(try ArchiveReader(bytes: archive, name: "a.tar"))
  }

  /// Everything a source gives, as it is taken by somebody who reads only every `every`th member.
  private func contents(of source: any MemberSource, every: Int = 1) throws(ArchiveError) -> [String] {
    var result: [String] = []
    while let header = try source.nextMember() {
      guard result.count % every == 0 else {
        result.append("skipped")
        continue
      }
      var content: [UInt8] = []
      while let block = try source.nextBlock() {
        content += block
        (source as? ReadAhead)?.releaseBlocks()
      }
      result.append(String(decoding: header.name + content, as: UTF8.self))
    }
    return result
  }

  @Test(arguments: [1, 2, 7]) func givesWhatDirectReadingGives(every: Int) throws {
    let archive = try tar(members)
    let ahead = ReadAhead(try source(archive))
    defer { ahead.stop() }
    #expect(try contents(of: ahead, every: every) == contents(of: source(archive), every: every))
    #expect(try ahead.nextMember() == nil)
    #expect(try ahead.nextMember() == nil)
    #expect(try ahead.nextBlock() == nil)
  }

  @Test func theEndOfAContentIsGivenAsOftenAsItIsAskedFor() throws {
    let ahead = ReadAhead(try source(tar([Member(name: "a", content: "x"), Member(name: "b")])))
    defer { ahead.stop() }
    _ = try ahead.nextMember()
    #expect(try ahead.nextBlock()?.count == 1)
    #expect(try ahead.nextBlock() == nil)
    #expect(try ahead.nextBlock() == nil)
    #expect(try ahead.nextMember()?.name == Array("b".utf8))
  }

  @Test func blocksStayValidUntilTheyAreReleased() throws {
    let content = noise(600_000)
    var header = Member(name: "large").header
    header.declaredSize = Int64(content.count)
    let ahead = ReadAhead(try source(tar([(header, content)])))
    defer { ahead.stop() }
    _ = try ahead.nextMember()
    var blocks: [UnsafeRawBufferPointer] = []
    while let block = try ahead.nextBlock() { blocks.append(block) }
    #expect(blocks.count > 1)
    #expect(blocks.flatMap { Array($0) } == content)
  }

  @Test func contentsThatAreLargerThanWhatIsKeptPassThrough() throws {
    let content = [UInt8](repeating: 7, count: ReadAhead.capacity + (5 << 20))
    var header = Member(name: "large").header
    header.declaredSize = Int64(content.count)
    let ahead = ReadAhead(try source(tar([(header, content)])))
    defer { ahead.stop() }
    #expect(try contents(of: ahead).map(\.utf8.count).count == 1)
  }

  @Test func errorsComeWhereTheyCameFromAndStay() throws {
    let cut = Array(try tar(members)[..<30_000])
    let ahead = ReadAhead(try source(cut))
    defer { ahead.stop() }
    #expect(names(of: ahead) == names(of: try source(cut)))
    #expect(names(of: ahead) == ["damaged"])
    #expect(throws: ArchiveError.self) { try take(ahead) }
  }

  /// The names up to an error, and that there was one.
  private func names(of source: any MemberSource) -> [String] {
    var names: [String] = []
    do throws(ArchiveError) {
      while let header = try source.nextMember() { names.append(String(decoding: header.name, as: UTF8.self)) }
    } catch {
      guard case .damaged = error else { return names }
      names.append("damaged")
    }
    return names
  }

  private func take(_ ahead: ReadAhead) throws(ArchiveError) { _ = try ahead.nextBlock() }

  @Test(arguments: [0, 1, 3]) func stoppingEarlyEndsTheThread(taken: Int) throws {
    weak var left: CountingSource?
    do {
      let source = CountingSource()
      left = source
      let ahead = ReadAhead(source)
      for _ in 0..<taken { _ = try ahead.nextMember() }
      ahead.stop()
      let count = source.count
      // A thread that still ran would go on reading.
      for _ in 0..<1000 { #expect(source.count == count) }
    }
    // The thread held the source, had it not ended.
    #expect(left == nil)
  }

  @Test func withoutAReaderNoMoreIsReadThanFits() throws {
    let source = CountingSource()
    let ahead = ReadAhead(source)
    _ = try ahead.nextMember()
    ahead.stop()
    #expect(source.count > 0)
    // Whole blocks, each a member's, and some room to fill.
    #expect(source.count <= (ReadAhead.capacity + (8 << 20)) / CountingSource.blockSize)
  }
}

/// Members without end.
private final class CountingSource: MemberSource {
  static let blockSize = 64 << 10

  private(set) var count = 0
  private var isFresh = false
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 1)

  init() { block.initializeMemory(as: UInt8.self, repeating: 7) }

  deinit { block.deallocate() }

  var storedContent: (any ContentHandle)? { nil }

  func nextMember() -> MemberHeader? {
    (count, isFresh) = (count + 1, true)
    return MemberHeader(name: Array("\(count)".utf8), type: .file, mode: 0)
  }

  func nextBlock() -> UnsafeRawBufferPointer? {
    defer { isFresh = false }
    return isFresh ? UnsafeRawBufferPointer(block) : nil
  }
}
