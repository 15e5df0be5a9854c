import Archives
import CanonicalJSON
import Comparison

/// The gzip header holds the time of compression.
package struct GzipMtime: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "gzip-mtime", meaning: "the gzip header holds the time at which the content was made or compressed",
    proof: "the time in the gzip header (bytes 4 to 7) is left out",
    fooledBy: "nothing; 0 on one side means that no time was written",
    fix: "'gzip -n', 'tar … | gzip -n', 'pigz -n'; Python 'GzipFile(mtime=0)'")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.gzipModified], of: pair) { value in
      guard let seconds = value.integerValue else { return shown(value) }
      return seconds == 0 ? "0 (no time)" : Timestamp(seconds: seconds).text
    }
  }
}
