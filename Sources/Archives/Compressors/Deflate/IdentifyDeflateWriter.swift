/// What wrote a raw deflate stream, of which the first 512 KiB are enough.
///
/// Proven where zlib, tried with all its levels, gives the same bytes; what was cut off is not looked at. Only the
/// memLevels 8 and 9 are tried where no full block tells which one it is.
package func identifyDeflateWriter(_ compressed: [UInt8]) -> DeflateWriter {
  let structure = DeflateStructure(compressed)
  guard !structure.isDamaged, !structure.blocks.isEmpty else { return .unknown }
  return compressed.withUnsafeBytes { bytes in
    structure.plain.withUnsafeBytes { plain in
      let target = structure.isComplete ? UnsafeRawBufferPointer(rebasing: bytes.prefix(structure.length)) : bytes
      return WriterSearch(structure: structure, target: target, plain: plain).writer
    }
  }
}

private struct WriterSearch {
  let structure: DeflateStructure
  let target: UnsafeRawBufferPointer
  let plain: UnsafeRawBufferPointer

  var writer: DeflateWriter {
    var candidates = zlibCandidates
    if candidates.isEmpty { candidates = blockwiseCandidates }
    if isStored, candidates.isEmpty || structure.blocks.count == 1 { candidates.insert(.stored) }
    if candidates.isEmpty || isAlikeForAll {
      candidates.formUnion(DeflateFamily.likely(for: structure).map(DeflateCandidate.likely))
    }
    return DeflateWriter(candidates: candidates)
  }

  /// Measured: zlib-ng and ISA-L write the same as zlib for up to 100 bytes or so, none does from 500 on; and what does
  /// not compress shows little of its writer.
  private var isAlikeForAll: Bool { isStored || structure.isComplete && plain.count < 512 }

  private var isStored: Bool { structure.blocks.allSatisfy { $0.type == .stored } }

  // MARK: zlib

  private var zlibCandidates: Set<DeflateCandidate> {
    var found = Set(memLevels.flatMap { memLevel in reproducing(memLevel: memLevel, .standard, 1...9) })
    if found.isEmpty { found = Set(memLevels.flatMap(unusualStrategies)) }
    return Set(found.map(DeflateCandidate.zlib)).union(alsoAsZlib(found))
  }

  /// Those that a full block allows; without one, the two that are in use and whose block is large enough.
  private var memLevels: [Int] {
    let fullBlocks = structure.blocks.filter { $0.type != .stored && !$0.isFinal }
    if let symbols = fullBlocks.first?.symbols {
      guard fullBlocks.allSatisfy({ $0.symbols == symbols }) else { return [] }
      return (1...9).filter { ZlibParameters.blockSymbols(memLevel: $0) == symbols }
    }
    let least = structure.blocks.map(\.symbols).max() ?? 0
    return [8, 9].filter { ZlibParameters.blockSymbols(memLevel: $0) >= least }
  }

  /// Only where the blocks can be such: matches nowhere, matches with the byte before only, no dynamic block.
  private func unusualStrategies(memLevel: Int) -> [ZlibParameters] {
    var found = reproducing(memLevel: memLevel, .filtered, 4...9)
    let farthest = structure.blocks.map(\.farthest).max() ?? 0
    if farthest == 0 { found += reproducingAtAnyLevel(memLevel: memLevel, .huffmanOnly) }
    if farthest <= 1 { found += reproducingAtAnyLevel(memLevel: memLevel, .rle) }
    if !structure.blocks.contains(where: { $0.type == .dynamic }) {
      found += reproducing(memLevel: memLevel, .fixed, 1...9)
    }
    return found
  }

  private func reproducing(
    memLevel: Int, _ strategy: ZlibParameters.Strategy, _ levels: ClosedRange<Int>
  ) -> [ZlibParameters] {
    levels.map { ZlibParameters(level: $0, memLevel: memLevel, strategy: strategy) }
      .filter { ZlibTrial($0, against: target, isComplete: structure.isComplete).reproduces(plain) }
  }

  /// These strategies take no notice of the level.
  private func reproducingAtAnyLevel(memLevel: Int, _ strategy: ZlibParameters.Strategy) -> [ZlibParameters] {
    guard !reproducing(memLevel: memLevel, strategy, 6...6).isEmpty else { return [] }
    return (1...9).map { ZlibParameters(level: $0, memLevel: memLevel, strategy: strategy) }
  }

  // MARK: as zlib

  /// The others that write what zlib writes while the content is small, or happens to suit them.
  private func alsoAsZlib(_ found: Set<ZlibParameters>) -> Set<DeflateCandidate> {
    let standard = found.filter { $0.strategy == .standard }
    var candidates = Set(standard.filter(mayBeGnuGzip).map { DeflateCandidate.gnuGzip(level: $0.level) })
    if structure.isComplete, plain.count <= ZlibInBlocks.contentSize {
      candidates.formUnion(standard.filter { $0.memLevel == 8 }.map { .pigz(level: $0.level) })
    }
    return candidates
  }

  /// GNU gzip is zlib's ancestor: it differs in where it ends a block, with as many symbols as at memLevel 9.
  private func mayBeGnuGzip(_ parameters: ZlibParameters) -> Bool {
    guard parameters.memLevel == 9 || structure.isComplete && structure.blocks.count == 1 else { return false }
    return parameters.level < 3 || !structure.blocks.contains(where: \.isLongForGnuGzip)
  }

  private var blockwiseCandidates: Set<DeflateCandidate> {
    guard structure.isCut(each: ZlibInBlocks.contentSize) else { return [] }
    let blocks = ZlibInBlocks(plain: plain, target: target, isComplete: structure.isComplete)
    let found: [DeflateCandidate] = (1...9).flatMap { level in
      (blocks.reproduces(level: level, .pigz) ? [.pigz(level: level)] : [])
        + (blocks.reproduces(level: level, .flush) ? [.zlibInBlocks(level: level)] : [])
    }
    return Set(found)
  }
}
