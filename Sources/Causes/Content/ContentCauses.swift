package import Comparison

/// Finds why two contents differ, by taking causes away from both sides until they are equal.
package struct ContentCauses: ContentExaminer {
  /// Of larger contents only headers are examined, in bytes.
  private let sizeLimit: Int
  /// How many comparisons of lines may be spent on pairing those of two texts.
  private let stepLimit: Int

  package init(sizeLimit: Int = 8 << 20, stepLimit: Int = 2_000_000) {
    (self.sizeLimit, self.stepLimit) = (sizeLimit, stepLimit)
  }

  /// The masks in the order in which they are applied: after line endings those of a format, then the narrower first.
  ///
  /// Order stands there twice, because lines may be the same only after everything else is taken away.
  private static let masks: [any ContentMask] = [
    LineEndings(), PycMtime(), JarManifest(), WheelMetadata(), PngTime(), PdfDates(), OrderHash(), JSONKeys(),
    BuildPath(), TimestampText(), RandomID(), ElfBuildID(), OrderHash(),
  ]

  /// What the causes mean that can be found in contents, each once.
  package static let descriptions: [CauseDescription] =
    masks.dropLast().map(\.description) + [RecordLayout().description, ChecksumList.description]

  package func examine(name: [UInt8], expected: [UInt8], actual: [UInt8]) -> ContentExamination {
    let pair = ContentPair(name: name, expected: expected, actual: actual, stepLimit: stepLimit)
    guard !pair.isEqual else { return ContentExamination() }
    let isLarge = max(expected.count, actual.count) > sizeLimit
    guard !isLarge, let list = DigestList(pair) else {
      return solve(pair, Self.masks.filter { !isLarge || $0.readsOnlyHeaders })
    }
    // In a list of digests nothing is random: what differs follows from what is listed, or is a change.
    var examination = solve(pair, list.isRecord ? [RecordLayout()] : [LineEndings(), OrderHash()])
    if !examination.isExplained { examination.listings = list.listings }
    return examination
  }

  private func solve(_ pair: ContentPair, _ masks: [any ContentMask]) -> ContentExamination {
    var solution = Solution(applying: masks, to: pair)
    if !solution.rest.isEqual {
      solution = Solution(applying: masks.filter { !$0.countsOnlyWhenExplained }, to: pair)
    }
    solution = solution.smallest()
    return ContentExamination(
      causes: solution.steps.map { ContentCause(id: $0.mask.description.id, evidence: $0.evidence) },
      isExplained: solution.rest.isEqual)
  }
}

/// The masks that showed something, applied one after the other.
private struct Solution {
  struct Step {
    var mask: any ContentMask
    var evidence: [String]
  }

  private let start: ContentPair
  private(set) var steps: [Step] = []
  private(set) var rest: ContentPair

  init(applying masks: [any ContentMask], to pair: ContentPair) {
    (start, rest) = (pair, pair)
    for mask in masks where !rest.isEqual {
      guard let masked = mask.apply(to: rest), masked.pair.isEqual || !mask.countsOnlyWhenEqual else { continue }
      steps.append(Step(mask: mask, evidence: masked.evidence))
      rest = masked.pair
    }
  }

  /// The solution without the steps that bring the contents no nearer.
  func smallest() -> Solution {
    guard !steps.isEmpty else { return self }
    var (best, distance) = (self, rest.distance)
    for index in steps.indices.reversed() where best.steps.indices.contains(index) {
      // A single step that makes the contents equal is needed: they were not.
      if best.steps.count == 1, distance == 0 { break }
      var masks = best.steps.map(\.mask)
      masks.remove(at: index)
      let without = Solution(applying: masks, to: start)
      let other = without.rest.distance
      if other <= distance { (best, distance) = (without, other) }
    }
    return best
  }
}
