import Comparison

/// What an identifier that looks random is made of.
enum IdentifierKind: Equatable, Sendable {
  /// 8-4-4-4-12 hexadecimal digits (RFC 9562, 4).
  case uuid
  /// `0x` and up to 16 hexadecimal digits.
  case address
  /// So many hexadecimal digits, at least eight.
  case digits(Int)
}

/// The words of a text that could be identifiers, in order.
func identifiers(in text: ArraySlice<UInt8>) -> [Token<IdentifierKind>] {
  var (tokens, index) = ([Token<IdentifierKind>](), text.startIndex)
  while index < text.endIndex {
    guard text[index].isAlphanumeric else {
      index += 1
      continue
    }
    if let end = endOfUUID(text, index) {
      tokens.append(Token(kind: .uuid, range: index..<end))
      index = end
      continue
    }
    let word = text[index...].prefix { $0.isAlphanumeric }
    if let kind = kind(of: word) { tokens.append(Token(kind: kind, range: word.indices)) }
    index = word.endIndex
  }
  return tokens
}

private func kind(of word: ArraySlice<UInt8>) -> IdentifierKind? {
  if word.starts(with: "0x".utf8), (6...18).contains(word.count), word.dropFirst(2).allSatisfy(\.isHexDigit) {
    return .address
  }
  return word.count >= 8 && word.allSatisfy(\.isHexDigit) ? .digits(word.count) : nil
}

private func endOfUUID(_ text: ArraySlice<UInt8>, _ start: Int) -> Int? {
  let candidate = text[start...].prefix(36)
  guard candidate.count == 36, text[candidate.endIndex...].first?.isAlphanumeric != true else { return nil }
  let isUUID = candidate.enumerated().allSatisfy { offset, byte in
    [8, 13, 18, 23].contains(offset) ? byte == UInt8(ascii: "-") : byte.isHexDigit
  }
  return isUUID ? candidate.endIndex : nil
}
