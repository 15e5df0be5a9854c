import Comparison

/// How a date is written.
enum DateFormat: Equatable, Sendable {
  /// `2026-11-21`, `2026-11-21T07:34:35+01:00` and the like (ISO 8601, RFC 3339).
  case iso
  /// `20261121T073435Z` (ISO 8601, basic format).
  case basic
  /// `Sat, 21 Nov 2026 07:34:35 +0000` (RFC 2822, 3.3).
  case mail
  /// `Nov 21 2026`, as `__DATE__` has it, `November 21, 2026`, and these with a time.
  case monthFirst
  /// `Sat Nov 21 07:34:35 UTC 2026`, as date(1) and asctime(3) write it.
  case unix
  /// Ten digits: seconds since 1970-01-01 UTC.
  case epoch
  /// `07:34:35` alone, as `__TIME__` has it.
  case time
}

/// The dates between 1990 and 2100 in a text, in order; each is looked for only where a word begins.
func dates(in text: ArraySlice<UInt8>) -> [Token<DateFormat>] {
  var (tokens, index) = ([Token<DateFormat>](), text.startIndex)
  while index < text.endIndex {
    let first = text[index]
    guard first.isAlphanumeric else {
      index += 1
      continue
    }
    if let token = date(in: text, at: index) {
      tokens.append(token)
      index = token.range.upperBound
    } else {
      while index < text.endIndex, text[index].isAlphanumeric { index += 1 }
    }
  }
  return tokens
}

/// What the names of months and days begin with.
private let firstLetters = Array("JFMASONDTW".utf8)

private func date(in text: ArraySlice<UInt8>, at start: Int) -> Token<DateFormat>? {
  // Hardly any word is one of those names, and comparing it with all of them is slow.
  guard text[start].isDigit || firstLetters.contains(text[start]) else { return nil }
  // What follows a number and a point is part of a version.
  let before = text[..<start].suffix(2)
  if before.last == UInt8(ascii: "."), before.first?.isDigit == true { return nil }
  let formats: [(DateFormat, (inout DateReader) -> Bool)] =
    text[start].isDigit
    ? [
      (.iso, { $0.readISO() }), (.basic, { $0.readBasic() }), (.mail, { $0.readMail() }),
      (.epoch, { $0.readEpoch() }), (.time, { $0.readTime() }),
    ]
    : [(.unix, { $0.readUnix() }), (.mail, { $0.readMail() }), (.monthFirst, { $0.readMonthFirst() })]
  for (format, read) in formats {
    var reader = DateReader(text: text, position: start)
    if read(&reader), reader.isAtEndOfWord { return Token(kind: format, range: start..<reader.position) }
  }
  return nil
}
