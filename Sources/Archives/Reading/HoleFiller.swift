/// Puts zeros where the blocks of a sparse member leave gaps.
struct HoleFiller {
  private var position: Int64 = 0
  /// How many zeros are to come before the next block.
  private(set) var zeros: Int64 = 0
  private var pending: UnsafeRawBufferPointer?

  var hasZeros: Bool { zeros > 0 }

  /// Takes a block, or nil for the end of the content at `offset`; false when it lies before what was given out.
  mutating func accept(_ block: UnsafeRawBufferPointer?, at offset: Int64) -> Bool {
    // At the end some formats give no offset.
    if block == nil, offset <= position { return true }
    guard offset >= position else { return false }
    zeros = offset - position
    let (end, overflow) = offset.addingReportingOverflow(Int64(block?.count ?? 0))
    guard !overflow else { return false }
    (position, pending) = (end, block)
    return true
  }

  mutating func nextZeros() -> UnsafeRawBufferPointer? {
    guard zeros > 0 else { return nil }
    let count = Int(min(zeros, Int64(zeroBlock.count)))
    zeros -= Int64(count)
    return UnsafeRawBufferPointer(rebasing: zeroBlock[..<count])
  }

  mutating func takePending() -> UnsafeRawBufferPointer? {
    guard let block = pending else { return nil }
    pending = nil
    return block.isEmpty ? nil : block
  }
}

// Written once, then only read.
nonisolated(unsafe) private let zeroBlock: UnsafeRawBufferPointer = {
  let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  block.initializeMemory(as: UInt8.self, repeating: 0)
  return UnsafeRawBufferPointer(block)
}()
