import Archives
import Comparison

extension InventoryMember {
  /// Clears permission bits, also where a zip holds them: in the upper half of the external attributes (APPNOTE 4.4.15).
  mutating func clearMode(_ bits: UInt32) {
    mode = mode.map { $0 & ~bits }
    zip?.externalAttributes &= ~((bits & 0o7777) << 16)
  }
}
