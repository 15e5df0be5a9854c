extension [UInt8] {
  /// The unsigned number of `Number`'s size at `offset`, least significant byte first; bytes past the end are zero.
  func little<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type, at offset: Int) -> Number {
    var result: Number = 0
    for index in (0..<Number.bitWidth / 8).reversed() {
      let byte = indices.contains(offset + index) ? self[offset + index] : 0
      result = Number(truncatingIfNeeded: UInt64(result) << 8 | UInt64(byte))
    }
    return result
  }
}
