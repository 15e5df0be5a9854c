import CZlib

/// Recompresses as pigz does: pieces of 128 KiB, each with the 32 KiB before it as dictionary.
struct ZlibInBlocks {
  static let contentSize = DeflateBlock.contentSize

  /// How a piece is ended, so that the next can follow on a whole byte.
  enum Ending {
    /// By an empty stored block.
    case flush
    /// As pigz since 2.3: by empty fixed blocks, if those reach a whole byte.
    case pigz
  }

  let plain: UnsafeRawBufferPointer
  let target: UnsafeRawBufferPointer
  let isComplete: Bool

  func reproduces(level: Int, _ ending: Ending) -> Bool {
    let trial = ZlibTrial(ZlibParameters(level: level), against: target, isComplete: isComplete)
    var start = 0
    // Of a content that is cut, what follows a whole piece is compressed too, as far as it goes.
    while start < plain.count {
      let end = min(plain.count, start + Self.contentSize)
      if start > 0 { trial.restart(dictionary: slice(max(0, start - DeflateBlock.dictionarySize)..<start)) }
      guard compress(start..<end, trial, ending) else { return false }
      start = end
    }
    return trial.endsWell
  }

  private func compress(_ range: Range<Int>, _ trial: ZlibTrial, _ ending: Ending) -> Bool {
    let content = slice(range)
    if range.upperBound == plain.count {
      // Whether a piece ends where a cut content does can't be known.
      return trial.feed(content, isComplete ? Z_FINISH : Z_NO_FLUSH)
    }
    return ending == .flush ? trial.feed(content, Z_SYNC_FLUSH) : compressAsPigz(content, trial)
  }

  private func compressAsPigz(_ content: UnsafeRawBufferPointer, _ trial: ZlibTrial) -> Bool {
    guard trial.feed(content, Z_BLOCK) else { return false }
    if trial.pendingBits % 2 == 1 { return trial.run(Z_SYNC_FLUSH) }
    guard trial.pendingBits > 0 else { return true }
    // Ten bits each: four of them reach a whole byte from any even number.
    for _ in 0..<4 where trial.pendingBits % 8 != 0 { trial.addEmptyFixedBlock() }
    return trial.run(Z_BLOCK)
  }

  private func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer { .init(rebasing: plain[range]) }
}
