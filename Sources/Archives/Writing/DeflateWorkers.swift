import CZlib

/// Threads that compress blocks.
///
/// They are threads of their own, since compressing on the shared concurrency pool, which has one thread for a core,
/// would starve timers and I/O; and POSIX threads, since a dispatch queue doesn't promise how many it runs.
final class DeflateWorkers: @unchecked Sendable {
  private let level: CInt
  private let monitor = Monitor()
  // Guarded by the monitor.
  private var waiting: [DeflateBlock] = []
  private var isStopping = false
  // Only the owner's thread uses it.
  private var threads: [WorkerThread] = []

  init(level: Int) { self.level = CInt(level) }

  /// Starts threads unless there are some; where the system gives none, the caller's thread does the work.
  func start(_ count: Int) {
    guard threads.isEmpty else { return }
    for _ in 0..<count {
      guard let thread = WorkerThread(running: { self.run() }) else { return }
      threads.append(thread)
    }
  }

  /// Has the block compressed, at once where there are no threads.
  func submit(_ block: DeflateBlock) {
    guard !threads.isEmpty else {
      withDeflateStream(level) { block.compress(by: $0) }
      return block.isDone = true
    }
    monitor.withLock { waiting.append(block) }
  }

  /// Returns when the block is compressed.
  func wait(for block: DeflateBlock) { monitor.wait { block.isDone ? () : nil } }

  /// Ends the threads; blocks that still wait are dropped.
  func stop() {
    monitor.withLock { isStopping = true }
    for thread in threads { thread.join() }
    threads = []
  }

  private func run() {
    withDeflateStream(level) { stream in
      while let block = next() {
        block.compress(by: stream)
        monitor.withLock { block.isDone = true }
      }
    }
  }

  private enum Turn { case block(DeflateBlock), end }

  private func next() -> DeflateBlock? {
    let turn = monitor.wait { () -> Turn? in
      if isStopping { return .end }
      return waiting.isEmpty ? nil : .block(waiting.removeFirst())
    }
    return switch turn {
    case .block(let block): block
    case .end: nil
    }
  }
}

/// Lends a raw deflate stream: 32 KiB window, memory level 8 like gzip, pigz and Python; 7 and 9 were measured slower.
private func withDeflateStream(_ level: CInt, _ body: (UnsafeMutablePointer<z_stream>) -> Void) {
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  stream.initialize(to: z_stream())
  let status = deflateInit2_(
    stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
  precondition(status == Z_OK, "no memory for zlib, or no such level")
  defer {
    deflateEnd(stream)
    stream.deallocate()
  }
  body(stream)
}
