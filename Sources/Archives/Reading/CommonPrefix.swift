import Glibc

/// How many bytes two blocks have in common at their beginning.
package func commonPrefix(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
  let count = min(left.count, right.count)
  guard count > 0, let start = left.baseAddress, let other = right.baseAddress else { return 0 }
  if memcmp(start, other, count) == 0 { return count }
  // memcmp doesn't say where: narrow it down by pages, then look at bytes.
  var position = 0
  while position + 4096 <= count, memcmp(start + position, other + position, 4096) == 0 { position += 4096 }
  while position < count, left[position] == right[position] { position += 1 }
  return position
}

/// The offset of the first byte in which two files differ, and nil when they are the same; where one begins with the
/// whole other, it is the size of the shorter one.
package func firstDifference(_ left: ArchiveInput, _ right: ArchiveInput) throws(ArchiveError) -> Int64? {
  let size = min(left.size, right.size)
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * readingBlockSize, alignment: 64)
  defer { buffer.deallocate() }
  var offset: Int64 = 0
  while offset < size {
    let wanted = Int(min(Int64(readingBlockSize), size - offset))
    let first = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let second = UnsafeMutableRawBufferPointer(rebasing: buffer[readingBlockSize..<readingBlockSize + wanted])
    let counts = (try left.fill(first, at: offset), try right.fill(second, at: offset))
    let common = commonPrefix(
      UnsafeRawBufferPointer(rebasing: first[..<counts.0]), UnsafeRawBufferPointer(rebasing: second[..<counts.1]))
    offset += Int64(common)
    if common < wanted { return offset }
  }
  return left.size == right.size ? nil : size
}
