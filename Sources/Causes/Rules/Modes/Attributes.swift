import Archives
import Comparison

/// The names of the attributes that two members differ in, in order.
func differingAttributes(_ expected: InventoryMember, _ actual: InventoryMember) -> [[UInt8]] {
  let (left, right) = (expected.attributes ?? [], actual.attributes ?? [])
  guard left != right else { return [] }
  let names = Set(Set(left).symmetricDifference(right).map(\.name))
  return names.sorted { $0.lexicographicallyPrecedes($1) }
}
