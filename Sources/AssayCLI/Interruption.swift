import Dispatch
import Glibc
import Store
import Synchronization
import SystemPackage

/// Ends the process cleanly on SIGINT, SIGTERM and SIGHUP: work is cancelled, children end, scratch folders go.
struct Interruption {
  private let sources: [any DispatchSourceSignal]
  private static let received = Mutex<Int32?>(nil)

  /// 128 plus the number of the first signal that came, as shells report it; nil when none came.
  static var exitCode: Int32? { received.withLock { $0.map { 128 + $0 } } }

  /// Cancels `task` at the first signal and, should that take longer than ten seconds or another signal come, ends
  /// the process at once; scratch folders are removed either way.
  init(cancelling task: Task<Int32, Never>) {
    let queue = DispatchQueue(label: "assay.interruption")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if task.isCancelled { Self.leave(number) }
        Self.received.withLock { $0 = number }
        task.cancel()
        queue.asyncAfter(deadline: .now() + 10) { Self.leave(number) }
      }
      source.resume()
      return source
    }
  }

  /// What is said when a signal has ended a command.
  static let interruptedMessage = "interrupted: committed files are as they were"

  /// 128 plus the signal's number, as shells report it.
  private static func leave(_ number: Int32) -> Never {
    for child in children { kill(child, SIGKILL) }
    ScratchFolder.removeAll()
    Keyboard.restoreTerminal()
    Console.printError(interruptedMessage)
    _exit(128 + number)
  }

  /// The processes that this one started and that still run; those in a sandbox end with their bubblewrap.
  private static var children: [pid_t] {
    let tasks = FilePath("/proc/self/task")
    // Threads come and go while they are listed.
    return ((try? tasks.names()) ?? []).flatMap { thread in
      let text = (try? tasks.appending(thread).appending("children").readText()) ?? ""
      return text.split(separator: " ").compactMap { pid_t($0) }
    }
  }
}
