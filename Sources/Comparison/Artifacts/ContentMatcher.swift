import Archives
import Diagnostics

/// What holding two contents against each other has shown; both were read to their ends.
struct ContentMatch {
  var expectedSize: Int64 = 0
  var actualSize: Int64 = 0
  /// How the bytes differ; nil when they are the same.
  var difference: BinaryDifference?
  /// The contents, where they differ and were kept for a closer look.
  var kept: (expected: KeptContent, actual: KeptContent)?
}

/// Why two contents could not be compared.
enum MatchingError: Error {
  case expected(ArchiveError)
  case actual(ArchiveError)
  /// There is no room for temporary files.
  case disk(Diagnostic)
  /// The comparison as a whole is to stop.
  case stopped
}

/// Content as it comes from one side.
struct ContentStream {
  /// The next block, valid at least until the one after it is asked for; nil at the end.
  var next: () throws(ArchiveError) -> UnsafeRawBufferPointer?
  /// Where the content can be read again from its beginning.
  var handle: (any ContentHandle)?
  /// Where blocks stay readable until they are released by this.
  var release: (() -> Void)?

  init(_ handle: any ContentHandle) throws(ArchiveError) {
    let source = try handle.open()
    next = { () throws(ArchiveError) in try source.nextBlock() }
    self.handle = handle
  }

  /// The current member of a source.
  init(reading source: any MemberSource) {
    next = { () throws(ArchiveError) in try source.nextBlock() }
    handle = source.storedContent
    if let ahead = source as? ReadAhead { release = { ahead.releaseBlocks() } }
  }
}

/// Compares two contents while they are read, in step, and keeps those that differ.
struct ContentMatcher {
  let keeper: ContentKeeper
  /// Contents up to this size are kept for a closer look, and larger ones if they are archives, in bytes.
  let keptSize: Int64
  /// Asked before each block.
  let isStopped: () -> Bool

  func match(expected: ContentStream, actual: ContentStream) throws(MatchingError) -> ContentMatch {
    let run = MatchingRun(expected, actual, keeper, keptSize, isStopped)
    try run.readSame()
    if !run.isAtEnd { try run.readDifferent() }
    return run.result
  }
}

private final class MatchingRun {
  private(set) var result = ContentMatch()
  private var expected: Side
  private var actual: Side
  private let keeper: ContentKeeper
  private let keptSize: Int64
  private let isStopped: () -> Bool
  private var offset: Int64 = 0
  private var recent: [UInt8] = []
  private var prefix = KeptPrefix.none

  private struct Side {
    let stream: ContentStream
    var block: UnsafeRawBufferPointer?
    /// The first bytes, which tell an archive.
    var start: [UInt8] = []

    mutating func refill() throws(ArchiveError) {
      while block?.isEmpty ?? true {
        block = try stream.next()
        guard let block else { return }
        if start.isEmpty { start = Array(block.prefix(512)) }
      }
    }

    mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
      guard let block else { return UnsafeRawBufferPointer(start: nil, count: 0) }
      self.block = UnsafeRawBufferPointer(rebasing: block.dropFirst(count))
      return UnsafeRawBufferPointer(rebasing: block.prefix(count))
    }
  }

  /// Where the bytes that both contents begin with can be had from, once it is known that they are wanted.
  private enum KeptPrefix {
    case none
    /// In the blocks that were read, which still are where they were.
    case blocks([UnsafeRawBufferPointer])
    /// In a writer, since there are too many to stay where they were.
    case written(ContentKeeper.Writer)
    case lost
  }

  init(
    _ expected: ContentStream, _ actual: ContentStream, _ keeper: ContentKeeper, _ keptSize: Int64,
    _ isStopped: @escaping () -> Bool
  ) {
    (self.expected, self.actual) = (Side(stream: expected), Side(stream: actual))
    (self.keeper, self.keptSize, self.isStopped) = (keeper, keptSize, isStopped)
    if expected.handle == nil, actual.handle == nil { prefix = expected.release == nil ? .lost : .blocks([]) }
  }

  /// Whether both contents were read to their ends and are the same.
  var isAtEnd: Bool { expected.block == nil && actual.block == nil }

  /// Reads as long as both sides are the same.
  func readSame() throws(MatchingError) {
    defer { (result.expectedSize, result.actualSize) = (offset, offset) }
    while true {
      try refill()
      guard let left = expected.block, let right = actual.block else { return }
      let common = commonPrefix(left, right)
      guard common > 0 else { return }
      let block = expected.take(common)
      _ = actual.take(common)
      recent = Array((block.count >= 32 ? [] : recent) + block.suffix(32)).suffix(32)
      offset += Int64(common)
      try remember(block)
      guard common == min(left.count, right.count) else { return }
    }
  }

  private func refill() throws(MatchingError) {
    if isStopped() { throw .stopped }
    do throws(ArchiveError) { try expected.refill() } catch { throw .expected(error) }
    do throws(ArchiveError) { try actual.refill() } catch { throw .actual(error) }
  }

  private func remember(_ block: UnsafeRawBufferPointer) throws(MatchingError) {
    switch prefix {
    case .none: break
    case .lost: expected.stream.release?()
    case .written(let writer):
      try keep(block, writer)
      expected.stream.release?()
    case .blocks(let blocks) where offset <= ReadAhead.capacity: prefix = .blocks(blocks + [block])
    case .blocks(let blocks):
      prefix = .lost
      if areArchives {
        let writer = keeper.begin(.expected)
        for block in blocks + [block] { try keep(block, writer) }
        prefix = .written(writer)
      }
      expected.stream.release?()
    }
  }

  private var areArchives: Bool {
    identifyContainer(expected.start) != nil && identifyContainer(actual.start) != nil
  }

  /// Reads on after the first byte that differs.
  func readDifferent() throws(MatchingError) {
    var writers = try writersWithPrefix()
    var counter = BinaryDifferenceCounter(offset: Int(clamping: offset), recent: recent)
    var hasEnded = false
    while true {
      try refill()
      let blocks = (expected.block, actual.block)
      if let left = blocks.0, let right = blocks.1 {
        let count = min(left.count, right.count)
        counter.add(expected: left.first(count), actual: right.first(count))
        try take((count, count), &writers)
      } else if blocks.0 != nil || blocks.1 != nil {
        if !hasEnded { counter.end(expectedRest: blocks.0, actualRest: blocks.1) }
        hasEnded = true
        try take((blocks.0?.count ?? 0, blocks.1?.count ?? 0), &writers)
      } else {
        break
      }
    }
    result.difference = counter.difference
    result.kept = writers.map { ($0.expected.finish(), $0.actual.finish()) }
  }

  private typealias Writers = (expected: ContentKeeper.Writer, actual: ContentKeeper.Writer)

  private func take(_ counts: (Int, Int), _ writers: inout Writers?) throws(MatchingError) {
    let (left, right) = (expected.take(counts.0), actual.take(counts.1))
    result.expectedSize += Int64(left.count)
    result.actualSize += Int64(right.count)
    if let writers {
      try keep(left, writers.expected)
      try keep(right, writers.actual)
    }
    if max(result.expectedSize, result.actualSize) > keptSize, !areArchives { writers = nil }
    expected.stream.release?()
    actual.stream.release?()
  }

  /// Nil when the contents are not kept: they are too large, or what they begin with is gone.
  private func writersWithPrefix() throws(MatchingError) -> Writers? {
    guard offset <= keptSize || areArchives else { return nil }
    let (left, right) = (keeper.begin(.expected), keeper.begin(.actual))
    switch prefix {
    case .lost: return nil
    case .blocks(let blocks):
      for block in blocks {
        try keep(block, left)
        try keep(block, right)
      }
    case .written(let writer):
      try copy(writer.finish(), to: left, right)
    case .none:
      guard let handle = expected.stream.handle ?? actual.stream.handle else { return nil }
      try copy(handle, to: left, right)
    }
    return (left, right)
  }

  private func next(_ source: any ByteSource) throws(MatchingError) -> UnsafeRawBufferPointer? {
    do throws(ArchiveError) { return try source.nextBlock() } catch { throw .expected(error) }
  }

  private func keep(_ block: UnsafeRawBufferPointer, _ writer: ContentKeeper.Writer) throws(MatchingError) {
    do throws(Diagnostic) { try writer.append(block) } catch { throw .disk(error) }
  }

  private func copy(_ handle: any ContentHandle, to writers: ContentKeeper.Writer...) throws(MatchingError) {
    let source: any ByteSource
    do throws(ArchiveError) { source = try handle.open() } catch { throw .expected(error) }
    var rest = offset
    while rest > 0, let block = try next(source) {
      let part = block.first(Int(clamping: rest))
      for writer in writers { try keep(part, writer) }
      rest -= Int64(part.count)
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func first(_ count: Int) -> Self { Self(rebasing: prefix(count)) }
}
