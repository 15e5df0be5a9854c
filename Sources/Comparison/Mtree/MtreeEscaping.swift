/// Appends `bytes` as mtree(5) files hold names: printable ASCII as it is, else a backslash and three octal digits.
///
/// Escapes what ends a word or a line, what begins a comment or an escape, and what `mtree` takes for a pattern, as
/// vis(3) does with `VIS_OCTAL | VIS_GLOB`; `=` as libarchive does.
func appendMtreeEscaped(_ bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "?"),
      UInt8(ascii: "["), 0...0x20, 0x7F...0xFF:
      text.append(UInt8(ascii: "\\"))
      for shift in [6, 3, 0] { text.append(UInt8(ascii: "0") + byte >> shift & 7) }
    default: text.append(byte)
    }
  }
}

/// The bytes that an escaped word stands for; nil where a backslash begins nothing known.
///
/// Besides octal digits this reads the C-style escapes that vis(3) writes with `VIS_CSTYLE`, and its `\M-`, `\M^` and
/// `\^` forms.
func mtreeUnescaped(_ word: ArraySlice<UInt8>) -> [UInt8]? {
  guard word.contains(UInt8(ascii: "\\")) else { return Array(word) }
  var result: [UInt8] = []
  var rest = word
  while let byte = rest.popFirst() {
    if byte != UInt8(ascii: "\\") {
      result.append(byte)
    } else if let value = popOctal(&rest) ?? popLetter(&rest) ?? popMeta(&rest) {
      result.append(value)
    } else {
      return nil
    }
  }
  return result
}

private func popOctal(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
  let digits = rest.prefix(3).map { $0 &- UInt8(ascii: "0") }
  guard digits.count == 3, digits.allSatisfy({ $0 < 8 }), digits[0] < 4 else { return nil }
  rest.removeFirst(3)
  return digits[0] << 6 | digits[1] << 3 | digits[2]
}

private func popLetter(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
  let value: UInt8
  switch rest.first.map({ Character(Unicode.Scalar($0)) }) {
  case "a": value = 7
  case "b": value = 8
  case "t": value = 9
  case "n": value = 10
  case "v": value = 11
  case "f": value = 12
  case "r": value = 13
  case "s": value = 32
  case "E": value = 27
  case "0": value = 0
  case "\\": value = UInt8(ascii: "\\")
  case "#": value = UInt8(ascii: "#")
  default: return nil
  }
  rest.removeFirst()
  return value
}

/// `\^C` is a control character, `\M-C` a character with the high bit, `\M^C` both.
private func popMeta(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
  let word = Array(rest.prefix(3))
  if word.count >= 2, word[0] == UInt8(ascii: "^") {
    rest.removeFirst(2)
    return control(word[1])
  }
  guard word.count == 3, word[0] == UInt8(ascii: "M") else { return nil }
  if word[1] == UInt8(ascii: "-") {
    rest.removeFirst(3)
    return word[2] | 0x80
  }
  guard word[1] == UInt8(ascii: "^") else { return nil }
  rest.removeFirst(3)
  return control(word[2]) | 0x80
}

private func control(_ letter: UInt8) -> UInt8 { letter == UInt8(ascii: "?") ? 0x7F : letter & 0x1F }
