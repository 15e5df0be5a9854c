/// Small reads of an input that mostly lie close to each other, served from one block of it.
final class InputWindow {
  let input: ArchiveInput
  private let blockSize: Int
  private var start: Int64 = 0
  private var block: [UInt8] = []

  init(_ input: ArchiveInput, blockSize: Int) { (self.input, self.blockSize) = (input, blockSize) }

  /// The `count` bytes from `offset` on; fewer only where the input ends.
  func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8] {
    guard offset >= 0, offset < input.size else { return [] }
    if offset < start || offset - start > Int64(block.count - count) {
      (start, block) = (offset, try input.bytes(at: offset, count: max(count, blockSize)))
    }
    let first = Int(offset - start)
    return Array(block[first..<min(first + count, block.count)])
  }
}
