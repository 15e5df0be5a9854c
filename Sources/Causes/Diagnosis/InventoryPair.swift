import Archives
import CanonicalJSON
package import Comparison

/// Two inventories and how they differ.
package struct InventoryPair: Sendable {
  package let expected: Inventory
  package let actual: Inventory
  package let difference: InventoryDifference
  /// The fields in which some matched members differ, so that rules for others needn't look at the members.
  let differingFields: Set<MemberField>

  package init(expected: Inventory, actual: Inventory, difference: InventoryDifference? = nil) {
    (self.expected, self.actual) = (expected, actual)
    self.difference = difference ?? compare(expected: expected, actual: actual)
    differingFields = self.difference.differences.reduce(into: []) { fields, difference in
      fields.formUnion(difference.differingFields)
    }
  }

  /// The pair with a transformation applied to both sides.
  package func applying(_ transformation: Transformation) -> InventoryPair {
    InventoryPair(expected: transformation(expected), actual: transformation(actual))
  }

  /// The number of things that differ: fields of the artifacts as a whole, and of members.
  ///
  /// A member that is missing or extra weighs as much as one that differs in everything, so that matching members
  /// helps even if they then differ. Fields that hold several things weigh as many as differ in them, so that taking
  /// one away shows.
  package var weight: Int {
    difference.differences.reduce(difference.container.count) { sum, difference in
      switch difference.kind {
      case .missing, .extra: sum + MemberField.allCases.count
      case .changed, .moved: sum + difference.differingFields.reduce(0) { $0 + weight(of: $1, in: difference) }
      }
    }
  }

  private func weight(of field: MemberField, in difference: Difference) -> Int {
    guard let expected = difference.expected, let actual = difference.actual else { return 1 }
    return switch field {
    case .mode: max(1, ((expected.mode ?? 0) ^ (actual.mode ?? 0)).nonzeroBitCount)
    case .content: 1 + (expected.examination?.causes.count ?? 0)
    case .attributes: max(1, differingAttributes(expected, actual).count)
    case .extra: max(1, differingExtraFields(expected, actual).count)
    default: 1
    }
  }

  /// The matched members that differ in one of some fields.
  func members(differingIn fields: MemberField...) -> [(expected: InventoryMember, actual: InventoryMember)] {
    guard !differingFields.isDisjoint(with: fields) else { return [] }
    return difference.differences.compactMap { difference in
      guard fields.contains(where: difference.differs), let expected = difference.expected,
        let actual = difference.actual
      else { return nil }
      return (expected, actual)
    }
  }

  /// The times that differ, where both sides have one.
  var differingTimes: [(expected: Timestamp, actual: Timestamp)] {
    guard differingFields.contains(.mtime) else { return [] }
    return difference.differences.compactMap { difference in
      guard difference.differs(in: .mtime), let expected = difference.expected?.modified,
        let actual = difference.actual?.modified
      else { return nil }
      return (expected, actual)
    }
  }

  /// The values of a field in which matched members differ.
  func values(of field: MemberField) -> [FieldDifference] {
    guard differingFields.contains(field) else { return [] }
    return members(differingIn: field).map { FieldDifference(field, $0.expected, $0.actual) }
  }

  /// The members that one side has and the other has not.
  var unmatched: [Difference] {
    hasUnmatched ? difference.differences.filter { $0.kind == .missing || $0.kind == .extra } : []
  }

  var hasUnmatched: Bool { difference.summary.missing + difference.summary.extra > 0 }

  /// How the artifacts differ as a whole in some fields.
  func container(_ fields: [ContainerField]) -> [ContainerFieldDifference] {
    difference.container.filter { fields.contains($0.field) }
  }

  /// Whether a plain file, which has only itself, is held against something that has members.
  var isFileAgainstMembers: Bool {
    func isFile(_ inventory: Inventory) -> Bool { inventory.container?[.format] == "file" }
    return hasUnmatched && isFile(expected) != isFile(actual)
  }

  /// Whether both are archives of one format, however they are compressed: another one has other fields.
  var isOfOneFormat: Bool {
    func format(_ inventory: Inventory) -> Substring? {
      guard case .string(let format)? = inventory.container?[.format] else { return nil }
      return format.prefix { $0 != "." }
    }
    return format(expected) == format(actual)
  }

  /// Whether the members are those of zips, which hold clock times and more.
  var isZip: Bool { expected.members.first?.zip != nil && actual.members.first?.zip != nil }
}
