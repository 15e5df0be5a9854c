import Foundation
import Synchronization
import SystemPackage

/// What is being done, on standard error.
final class Progress: Sendable {
  /// How it is said.
  enum Style: Sendable {
    case none
    /// One line that is replaced; only on a terminal.
    case oneLine
    case lines
  }

  static let shared = Progress()
  private let isOnTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private let state = Mutex((style: Style.oneLine, isDirty: false))

  var style: Style {
    get { state.withLock { $0.style } }
    set { state.withLock { $0.style = newValue } }
  }

  /// Says a step; where one line is replaced, the text is cut to the terminal's width.
  func show(_ text: String) {
    state.withLock { state in
      switch state.style {
      case .none: break
      case .lines: write(text + "\n")
      case .oneLine where isOnTerminal:
        let width = Console.columns(of: STDERR_FILENO).map { $0 - 1 } ?? 79
        state.isDirty = true
        write("\r\u{1B}[K\(text.prefix(width))")
      case .oneLine: break
      }
    }
  }

  func clear() {
    state.withLock { state in
      if state.isDirty { write("\r\u{1B}[K") }
      state.isDirty = false
    }
  }

  // Nobody is left to tell when standard error is closed.
  private func write(_ text: String) { _ = try? FileDescriptor.standardError.writeAll(text.utf8) }
}
