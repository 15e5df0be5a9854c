import Archives
package import CanonicalJSON

/// One way in which two artifacts differ: a member that is missing, extra, changed or moved.
///
/// Expected stands left, actual right, always.
package struct Difference: Hashable, Sendable {
  /// What happened to the member; one that is both changed and moved is changed, with a position among its fields.
  package enum Kind: String, Sendable, CaseIterable { case missing, extra, changed, moved }

  /// The member's name inside its container.
  package var path: [UInt8]
  package var kind: Kind
  /// The fields in which the members of both sides differ, in the order of reports.
  package let differingFields: [MemberField]
  private var left: ListedMember?
  private var right: ListedMember?
  /// What few differences have, in a box: none, or one element.
  private var rarities: [Rarities] = []

  private struct Rarities: Hashable, Sendable {
    var content: ContentDifference?
    var inner: InventoryDifference?
  }

  package init(path: [UInt8], kind: Kind) { self.init(path: path, kind: kind, expected: nil, actual: nil) }

  init(path: [UInt8], kind: Kind, fields: [MemberField] = [], expected: ListedMember?, actual: ListedMember?) {
    (self.path, self.kind, differingFields) = (path, kind, fields)
    (left, right) = (expected, actual)
  }

  /// The member on the expected side; nil for an extra one.
  package var expected: InventoryMember? {
    get { left?.member }
    set { left = newValue.map { ListedMember([$0], at: 0) } }
  }

  /// The member on the actual side; nil for a missing one.
  package var actual: InventoryMember? {
    get { right?.member }
    set { right = newValue.map { ListedMember([$0], at: 0) } }
  }

  /// The fields that differ, with their values.
  package var fields: [FieldDifference] {
    guard let expected, let actual else { return [] }
    return differingFields.map { FieldDifference($0, expected, actual) }
  }

  /// How the content differs, where a comparer has looked.
  package var content: ContentDifference? {
    get { rarities.first?.content }
    set { rare.content = newValue }
  }

  /// The differences inside, when both members are archives themselves.
  package var inner: InventoryDifference? {
    get { rarities.first?.inner }
    set { rare.inner = newValue }
  }

  private var rare: Rarities {
    get { rarities.first ?? Rarities() }
    set { rarities = newValue == Rarities() ? [] : [newValue] }
  }

  /// Whether `field` is among those that differ.
  package func differs(in field: MemberField) -> Bool { differingFields.contains(field) }

  /// Whether both members have a content, and one that could be unpacked.
  package var hasReadContents: Bool { [expected, actual].allSatisfy { $0?.type == .file && $0?.size != nil } }
}

/// A field with its two values; null where a side has none.
package struct FieldDifference: Hashable, Sendable {
  package var field: MemberField
  package var expected: JSONValue
  package var actual: JSONValue

  package init(_ field: MemberField, expected: JSONValue, actual: JSONValue) {
    (self.field, self.expected, self.actual) = (field, expected, actual)
  }

  /// The values of two members.
  package init(_ field: MemberField, _ expected: InventoryMember, _ actual: InventoryMember) {
    self.init(field, expected: expected.value(of: field), actual: actual.value(of: field))
  }
}

/// A field of the artifacts as a whole with its two values; null where a side has none.
package struct ContainerFieldDifference: Hashable, Sendable {
  package var field: ContainerField
  package var expected: JSONValue
  package var actual: JSONValue

  package init(_ field: ContainerField, expected: JSONValue, actual: JSONValue) {
    (self.field, self.expected, self.actual) = (field, expected, actual)
  }
}

/// All differences of two inventories, with counts.
package struct InventoryDifference: Hashable, Sendable {
  /// In the order of the expected inventory; extra members follow in the order of the actual one.
  package var differences: [Difference]
  package var summary: DifferenceSummary
  /// How the artifacts differ as a whole, in the order of the fields.
  package var container: [ContainerFieldDifference]
  /// Fields that only one of the inventories knows, and that were therefore not compared.
  package var uncomparedFields: [MemberField]

  package init(
    differences: [Difference], summary: DifferenceSummary, container: [ContainerFieldDifference] = [],
    uncomparedFields: [MemberField] = []
  ) {
    (self.differences, self.summary, self.container) = (differences, summary, container)
    self.uncomparedFields = uncomparedFields
  }

  /// Whether the artifacts differ as a whole in `field`.
  package func differs(in field: ContainerField) -> Bool { container.contains { $0.field == field } }

  /// Whether no difference was found in the fields that were compared.
  package var isEmpty: Bool { differences.isEmpty && container.isEmpty }
}

/// How many members there are, and how many of them differ.
package struct DifferenceSummary: Hashable, Sendable {
  package var expectedMembers = 0
  package var actualMembers = 0
  package var missing = 0
  package var extra = 0
  package var changed = 0
  package var moved = 0

  package init() {}

  /// `1 missing, 2 extra, 3 changed, 4 moved`, without what does not occur; `no difference` for none.
  package var text: String {
    let counts = [(missing, "missing"), (extra, "extra"), (changed, "changed"), (moved, "moved")]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "no difference" : parts.joined(separator: ", ")
  }
}
