import Glibc
import Synchronization

/// Single keys from a terminal on standard input, not echoed.
///
/// The terminal is as it was when this value goes, when ``restore()`` is called, and when a signal ends the process.
final class Keyboard {
  private static let saved = Mutex<termios?>(nil)

  /// Nil where standard input or output is no terminal.
  init?() {
    var state = termios()
    guard isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &state) == 0 else { return nil }
    Self.saved.withLock { $0 = state }
    // Signals still come, so that Ctrl-C ends the command as it ends every other.
    state.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
  }

  deinit { restore() }

  func restore() { Self.restoreTerminal() }

  /// For the moment before the process ends early.
  static func restoreTerminal() {
    saved.withLock { saved in
      if var state = saved { tcsetattr(STDIN_FILENO, TCSADRAIN, &state) }
      saved = nil
    }
  }

  /// The next key; nil when the terminal is gone or Ctrl-D was typed.
  ///
  /// - Throws: `CancellationError` when a signal has come.
  func next() async throws -> Character? {
    while true {
      try Task.checkCancellation()
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      // Short, since a signal doesn't end the wait of this thread.
      guard poll(&request, 1, 100) > 0 else { continue }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1, byte != 4 else { return nil }
      return Character(Unicode.Scalar(byte))
    }
  }
}
