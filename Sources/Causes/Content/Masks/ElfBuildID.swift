import Comparison
import Diagnostics

/// Programs differ in nothing but the identifier that the linker gave them.
struct ElfBuildID: ContentMask {
  let description = CauseDescription(
    id: "elf-build-id", meaning: "programs are the same but for the identifier that the linker gave them",
    proof: "the bytes of .note.gnu.build-id are left out",
    fooledBy:
      "nothing: the rest is compared; the identifier follows from what was stripped, such as paths of the build",
    fix: "end what differs in the debug information ('-ffile-prefix-map'), or link with '-Wl,--build-id=none'")
  let readsOnlyHeaders = true
  let countsOnlyWhenEqual = true

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard let left = ElfFile(pair.expected)?.buildID(in: pair.expected),
      let right = ElfFile(pair.actual)?.buildID(in: pair.actual), left == right,
      pair.expected[left] != pair.actual[right]
    else { return nil }
    let shown = [pair.expected[left], pair.actual[right]].map { $0.prefix(32).map(hexadecimal).joined() }
    var masked = pair
    masked.expected.replaceSubrange(left, with: repeatElement(0, count: left.count))
    masked.actual.replaceSubrange(right, with: repeatElement(0, count: right.count))
    return MaskedContent(pair: masked, evidence: ["build id \(shown[0]) expected, \(shown[1]) actual"])
  }
}
