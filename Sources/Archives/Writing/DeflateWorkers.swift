import CZlib
import Glibc

/// Threads that compress blocks.
///
/// They are threads of their own, since compressing on the shared concurrency pool, which has one thread for a core,
/// would starve timers and I/O; and POSIX threads, since a dispatch queue doesn't promise how many it runs.
final class DeflateWorkers: @unchecked Sendable {
  private let level: CInt
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let workAdded = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let workDone = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [DeflateBlock] = []
  private var isStopping = false
  // Only the owner's thread uses it.
  private var threads: [pthread_t] = []

  init(level: Int) {
    self.level = CInt(level)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(workAdded, nil)
    pthread_cond_init(workDone, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(workAdded)
    pthread_cond_destroy(workDone)
    lock.deallocate()
    workAdded.deallocate()
    workDone.deallocate()
  }

  /// Starts threads unless there are some; where the system gives none, the caller's thread does the work.
  func start(_ count: Int) {
    guard threads.isEmpty else { return }
    for _ in 0..<count {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(self)
      guard pthread_create(&thread, nil, runDeflateWorker, context.toOpaque()) == 0 else { return context.release() }
      threads.append(thread)
    }
  }

  /// Has the block compressed, at once where there are no threads.
  func submit(_ block: DeflateBlock) {
    guard !threads.isEmpty else {
      withDeflateStream(level) { block.compress(by: $0) }
      return block.isDone = true
    }
    pthread_mutex_lock(lock)
    waiting.append(block)
    pthread_cond_signal(workAdded)
    pthread_mutex_unlock(lock)
  }

  /// Returns when the block is compressed.
  func wait(for block: DeflateBlock) {
    pthread_mutex_lock(lock)
    while !block.isDone { pthread_cond_wait(workDone, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Ends the threads; blocks that still wait are dropped.
  func stop() {
    pthread_mutex_lock(lock)
    isStopping = true
    pthread_cond_broadcast(workAdded)
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  fileprivate func run() {
    withDeflateStream(level) { stream in
      while let block = next() {
        block.compress(by: stream)
        pthread_mutex_lock(lock)
        block.isDone = true
        pthread_cond_signal(workDone)
        pthread_mutex_unlock(lock)
      }
    }
  }

  private func next() -> DeflateBlock? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while waiting.isEmpty, !isStopping { pthread_cond_wait(workAdded, lock) }
    return isStopping ? nil : waiting.removeFirst()
  }
}

private func runDeflateWorker(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  // start(_:) passes the workers, retained for this thread.
  guard let context else { fatalError("a thread without its workers") }
  Unmanaged<DeflateWorkers>.fromOpaque(context).takeRetainedValue().run()
  return nil
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
