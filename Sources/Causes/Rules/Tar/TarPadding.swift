import CanonicalJSON
import Comparison

/// The bytes between the members of a tar, which should be zero, differ.
package struct TarPadding: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "tar-padding", meaning: "bytes that fill up a header or the last block of a member differ",
    proof: "the bytes that hold nothing are left out",
    fooledBy: "data that someone hides there",
    fix: "this is memory that the program did not clear: use a newer version of it, or another one")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    let isPadding = pair.container([.bytes]).contains { difference in
      let texts = [difference.expected, difference.actual].compactMap(\.stringValue)
      return !texts.isEmpty && texts.allSatisfy { $0.contains("padding") }
    }
    return isPadding ? .leavingOut([.bytes], of: pair) : []
  }
}
