import CanonicalJSON
import Comparison

/// The bytes between the members of a tar, which should be zero, differ.
package struct TarPadding: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "tar-padding", meaning: "bytes that fill up a header or the last block of a member differ",
    proof: "none: only the first byte that differs is known, and others may follow that are no padding",
    fooledBy: "data that someone hides there",
    fix: "this is memory that the program did not clear: use a newer version of it, or another one")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    pair.container([.bytes]).compactMap { difference in
      let places = [difference.expected, difference.actual].compactMap(\.stringValue)
      guard !places.isEmpty, places.allSatisfy(isPadding) else { return nil }
      return Observation(members: 0, evidence: ["the first byte that differs is at \(places[0])"])
    }
  }

  /// The place is told as `offset 700: padding behind …`; a member's name may hold the word too, but stands behind it.
  private func isPadding(_ place: String) -> Bool {
    place.firstRange(of: ": ").map { place[$0.upperBound...].hasPrefix("padding ") } ?? false
  }
}
