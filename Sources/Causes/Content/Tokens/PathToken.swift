import Comparison

/// Which paths are looked for: relative ones say nothing of where something was built.
enum PathKind: Equatable, Sendable { case absolute }

/// The absolute paths in a text, in order.
///
/// A path is a run of bytes that names of files usually have, from a slash where the run begins or after an option such
/// as `-I`; what follows the two slashes of an address is none.
func absolutePaths(in text: ArraySlice<UInt8>) -> [Token<PathKind>] {
  var (tokens, index) = ([Token<PathKind>](), text.startIndex)
  while index < text.endIndex {
    guard isPathByte(text[index]) else {
      index += 1
      continue
    }
    let run = text[index...].prefix(while: isPathByte)
    if let start = pathStart(in: run) { tokens.append(Token(kind: .absolute, range: start..<run.endIndex)) }
    index = run.endIndex
  }
  return tokens
}

private let slash = UInt8(ascii: "/")

private func isPathByte(_ byte: UInt8) -> Bool {
  byte.isAlphanumeric || byte >= 0x80 || "/._-+@~%".utf8.contains(byte)
}

private func pathStart(in run: ArraySlice<UInt8>) -> Int? {
  // An option of one letter, such as `-I` or `-L`; an address in a file: `file:///`.
  let isOption = run.count > 2 && run.first == UInt8(ascii: "-") && run[run.startIndex + 1].isAlphanumeric
  let isFileAddress = run.starts(with: [slash, slash, slash])
  let start = run.startIndex + (isOption || isFileAddress ? 2 : 0)
  guard run[start] == slash, run.dropFirst(start - run.startIndex + 1).first.map({ $0 != slash }) == true else {
    return nil
  }
  return start
}
