/// Reads a source on a thread of its own, a bounded number of blocks ahead of whoever takes them.
///
/// Blocks stay where they are until ``releaseBlocks()``: what was taken of a member can be looked at again without
/// having been copied. At most `capacity` bytes may be kept so; whoever keeps more waits for ever.
package final class ReadAhead: MemberSource, @unchecked Sendable {
  /// How much may be kept, in bytes.
  package static let capacity = 8 << 20

  private let monitor = Monitor()
  // Guarded by the monitor.
  private var full: [Batch] = []
  private var free: [Batch] = []
  private var batches = 0
  private var isStopped = false
  // Only the reading thread uses it, until that has ended.
  private let source: any MemberSource
  private var thread: WorkerThread?
  // Only the taking thread uses these.
  private var kept: [Batch] = []
  private var next = 0
  private var pending: Batch.Event?

  private static let mostBatches = capacity / Batch.size + 6

  /// - Parameter isInMember: whether the source's current member was taken already, so that its content comes first.
  package init(_ source: any MemberSource, isInMember: Bool = false) {
    (self.source, self.isInMember) = (source, isInMember)
    let reader = Reader(self)
    thread = WorkerThread { reader.run() }
  }

  /// Ends the reading thread; must be called before the last reference goes.
  package func stop() {
    monitor.withLock { isStopped = true }
    thread?.join()
    thread = nil
  }

  package var storedContent: (any ContentHandle)? { nil }

  package func nextMember() throws(ArchiveError) -> MemberHeader? {
    releaseBlocks()
    while true {
      let event = takeEvent()
      switch event {
      case .member(let header): return header
      case .block: releaseBlocks()
      case .end:
        pending = event
        return nil
      case .failed(let error):
        pending = event
        throw error
      }
    }
  }

  package func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    let event = takeEvent()
    if case .block(let range) = event, let batch = kept.last {
      return UnsafeRawBufferPointer(rebasing: batch.buffer[range])
    }
    pending = event
    if case .failed(let error) = event { throw error }
    return nil
  }

  /// Gives the memory of all blocks that were taken back to the reading thread.
  package func releaseBlocks() {
    guard kept.count > 1 else { return }
    let released = kept.dropLast()
    kept = kept.suffix(1)
    monitor.withLock { free += released }
  }

  private func takeEvent() -> Batch.Event {
    if let event = pending {
      if case .end = event { return event }
      if case .failed = event { return event }
      pending = nil
      return event
    }
    while true {
      if let batch = kept.last, next < batch.events.count {
        defer { next += 1 }
        return batch.events[next]
      }
      takeBatch()
    }
  }

  private func takeBatch() {
    guard thread != nil else {
      // The system gives no thread: read here, as much as one batch takes.
      let batch = Batch()
      fill(batch)
      kept.append(batch)
      return next = 0
    }
    kept.append(monitor.wait { full.isEmpty ? nil : full.removeFirst() })
    next = 0
  }

  // MARK: The reading thread

  private var current: UnsafeRawBufferPointer?
  private var isInMember: Bool

  fileprivate func readAll() {
    while let batch = emptyBatch() {
      let isLast = fill(batch)
      monitor.withLock { full.append(batch) }
      if isLast { return }
    }
  }

  /// Nil when nobody wants more.
  private func emptyBatch() -> Batch? {
    let turn = monitor.wait { () -> Turn? in
      if isStopped { return .end }
      if let batch = free.popLast() { return .fill(batch) }
      guard batches < Self.mostBatches else { return nil }
      batches += 1
      return .fill(Batch())
    }
    guard case .fill(let batch) = turn else { return nil }
    batch.clear()
    return batch
  }

  private enum Turn { case fill(Batch), end }

  /// Whether the source has ended.
  @discardableResult private func fill(_ batch: Batch) -> Bool {
    do throws(ArchiveError) {
      while !batch.isFull {
        if isInMember {
          if current == nil { current = try source.nextBlock() }
          guard let block = current else {
            isInMember = false
            continue
          }
          current = batch.append(block)
        } else if let header = try source.nextMember() {
          batch.events.append(.member(header))
          isInMember = true
        } else {
          batch.events.append(.end)
          return true
        }
      }
      return false
    } catch {
      batch.events.append(.failed(error))
      return true
    }
  }
}

/// Keeps the closure of the thread free of what isn't Sendable.
private final class Reader: @unchecked Sendable {
  // The owner joins the thread before it goes.
  private unowned let owner: ReadAhead

  init(_ owner: ReadAhead) { self.owner = owner }

  func run() { owner.readAll() }
}

/// A piece of an artifact: headers, and the content between them, in one buffer.
private final class Batch {
  enum Event {
    case member(MemberHeader)
    case block(Range<Int>)
    case end
    case failed(ArchiveError)
  }

  static let size = 256 << 10

  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
  var events: [Event] = []
  private var used = 0

  deinit { buffer.deallocate() }

  /// A bound on the events as well, for members without content.
  var isFull: Bool { used == buffer.count || events.count >= 4096 }

  func clear() {
    events.removeAll(keepingCapacity: true)
    used = 0
  }

  /// Copies what there is room for and gives back what is left, nil for nothing.
  func append(_ block: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let count = min(block.count, buffer.count - used)
    UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + count])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    // Blocks of one member that lie side by side are one.
    if case .block(let range)? = events.last {
      events[events.count - 1] = .block(range.lowerBound..<used + count)
    } else {
      events.append(.block(used..<used + count))
    }
    used += count
    return count < block.count ? UnsafeRawBufferPointer(rebasing: block[count...]) : nil
  }
}
