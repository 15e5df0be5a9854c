/// Takes numbers from the start of some bytes, which may end anywhere.
struct ByteCursor {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  /// Nil when fewer are left; then nothing is taken.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func takeByte() -> UInt8? { rest.popFirst() }

  /// A number of up to eight bytes, the lowest first.
  mutating func takeNumber(bytes count: Int) -> UInt64? {
    take(count)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A number of up to 63 bits, seven in a byte, the lowest first (xz file format, 1.2).
  mutating func takeVariableNumber() -> Int64? {
    var value: Int64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = takeByte() else { return nil }
      value |= Int64(byte & 0x7F) << Int64(shift)
      // A last byte of zero would be a longer form of the same number.
      if byte & 0x80 == 0 { return byte == 0 && shift > 0 ? nil : value }
    }
    return nil
  }
}

/// A size as `8MiB`, in the largest unit of which it is a whole multiple.
func shortSize(_ size: Int64) -> String {
  for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] as [(Int64, String)]
  where size > 0 && size & (1 << shift - 1) == 0 {
    return "\(size >> shift)\(unit)"
  }
  return "\(size)B"
}
