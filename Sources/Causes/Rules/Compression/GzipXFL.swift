import CanonicalJSON
import Comparison

/// The gzip header names another level.
package struct GzipXFL: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "gzip-xfl", meaning: "the gzip header says that the content was compressed at another level",
    proof: "the extra flags in the gzip header (byte 8) are left out",
    fooledBy: "programs that always write 0, such as Java and igzip",
    fix: "use the same level and compressor on both sides")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.gzipExtraFlags], of: pair) { value in
      switch value.integerValue {
      case 2: "2 (best)"
      case 4: "4 (fastest)"
      default: shown(value)
      }
    }
  }
}
