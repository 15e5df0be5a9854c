import CanonicalJSON
import Comparison

/// The gzip header names another system.
package struct GzipOS: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "gzip-os", meaning: "the gzip header names another system, as different programs write it",
    proof: "the system in the gzip header (byte 9) is left out",
    fooledBy: "nothing, but the byte is only a hint at the program",
    fix: "use the same compressor and version on both sides")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    .leavingOut([.gzipOperatingSystem], of: pair) { value in
      value.integerValue.map { "\($0) (\(writers(system: $0)))" } ?? shown(value)
    }
  }
}

/// What writes each number, as measured; the systems are those of RFC 1952, 2.3.1.
private func writers(system: Int64) -> String {
  switch system {
  case 0: "FAT: Java before 16"
  case 3: "Unix: gzip, pigz, zlib, zopfli, igzip"
  case 7, 19: "macOS"
  case 10, 11: "NTFS: 7-Zip, or zlib on Windows"
  case 255: "unknown: Go, libdeflate, Java 16 or later, Python's GzipFile"
  default: "another system"
  }
}
