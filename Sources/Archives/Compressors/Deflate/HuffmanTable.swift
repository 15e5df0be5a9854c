/// A canonical Huffman code (RFC 1951, 3.2.2), given by the lengths of its symbols' codes.
struct HuffmanTable {
  static let longestCode = 15
  private static let fastBits = 10
  /// For each value of the next bits, symbol * 16 + length of a short code; 0 where the code is longer or none.
  private var fast = [UInt16](repeating: 0, count: 1 << fastBits)
  private var counts = [Int](repeating: 0, count: longestCode + 1)
  private var symbols: [UInt16]

  /// Nil when there are more codes than fit; a length of 0 means that the symbol does not occur.
  init?(lengths: some Collection<UInt8>) {
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var (room, starts, firstCodes) = (1, counts, counts)
    var (start, code) = (0, 0)
    for length in 1...Self.longestCode {
      room = room * 2 - counts[length]
      guard room >= 0 else { return nil }
      (starts[length], firstCodes[length]) = (start, code << 1)
      code = (code << 1) + counts[length]
      start += counts[length]
    }
    symbols = [UInt16](repeating: 0, count: start)
    for (symbol, length) in zip((0 as UInt16)..., lengths) where length > 0 {
      let length = Int(length)
      symbols[starts[length]] = symbol
      if length <= Self.fastBits { enterShort(symbol, code: firstCodes[length], length) }
      starts[length] += 1
      firstCodes[length] += 1
    }
  }

  private mutating func enterShort(_ symbol: UInt16, code: Int, _ length: Int) {
    var reversed = 0
    for bit in 0..<length where code >> bit & 1 != 0 { reversed |= 1 << (length - 1 - bit) }
    for index in stride(from: reversed, to: fast.count, by: 1 << length) {
      fast[index] = symbol << 4 | UInt16(length)
    }
  }

  /// The symbol whose code the lowest bits of `window` are, with the code's length; nil when there is none.
  func symbol(startingIn window: UInt32) -> (symbol: Int, length: Int)? {
    let entry = fast[Int(window & UInt32(fast.count - 1))]
    return entry != 0 ? (Int(entry >> 4), Int(entry & 15)) : longSymbol(startingIn: window)
  }

  private func longSymbol(startingIn window: UInt32) -> (symbol: Int, length: Int)? {
    var (code, first, start) = (0, 0, 0)
    for length in 1...Self.longestCode {
      code |= Int(window >> UInt32(length - 1) & 1)
      if code - first < counts[length] { return (Int(symbols[start + code - first]), length) }
      start += counts[length]
      first = (first + counts[length]) << 1
      code <<= 1
    }
    return nil
  }
}
