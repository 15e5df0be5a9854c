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
