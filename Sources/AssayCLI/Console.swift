import Foundation
import Glibc
import Synchronization
import SystemPackage

/// Standard output for results and standard error for everything else.
enum Console {
  /// Whether standard output is taken by one document, so that everything else goes to standard error.
  private static let isTaken = Atomic(false)

  static func print(_ text: String, terminator: String = "\n") {
    write(text + terminator, to: isTaken.load(ordering: .relaxed) ? .standardError : .standardOutput)
  }

  /// Keeps standard output as it is now, say one JSON document, and sends what comes to standard error.
  static func resultsGoToStandardError() { isTaken.store(true, ordering: .relaxed) }

  static func printError(_ text: String) {
    Progress.shared.clear()
    write(text + "\n", to: .standardError)
  }

  /// Whether colour is welcome on standard output (https://no-color.org).
  static var isColoured: Bool {
    isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The columns of the terminal on standard output; 100 where there is none.
  static var width: Int { columns(of: STDOUT_FILENO) ?? 100 }

  /// The columns of a terminal; nil for what is none.
  static func columns(of file: Int32) -> Int? {
    var size = winsize()
    return ioctl(file, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 4 ? Int(size.ws_col) : nil
  }

  private static func write(_ text: String, to file: FileDescriptor) {
    // Nobody is left to tell when standard output or error are closed.
    _ = try? file.writeAll(text.utf8)
  }
}
