/// A run of bytes in an archive, by its offset and size in bytes; it may reach beyond the archive's end.
package struct ByteRegion: Hashable, Sendable {
  package let offset: Int64
  package let size: Int64

  package init(offset: Int64, size: Int64) { (self.offset, self.size) = (offset, size) }

  init(from offset: Int64, to end: Int64) { self.init(offset: offset, size: end - offset) }

  /// The offset of the first byte behind it.
  package var end: Int64 { saturatingSum(offset, size) }
}

/// The sum, or the largest number where it is larger; for sizes and offsets that an archive declares.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (right < 0 ? .min : .max) : sum
}
