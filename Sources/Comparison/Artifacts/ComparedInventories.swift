import Archives
import CanonicalJSON
import Diagnostics

/// Two inventories whose members were compared while they were read, and how they differ.
struct ComparedInventories {
  private(set) var expected: Inventory
  private(set) var actual: Inventory
  private(set) var difference: InventoryDifference

  init(expected: Inventory, actual: Inventory) {
    (self.expected, self.actual) = (expected, actual)
    difference = compare(expected: expected, actual: actual)
  }

  /// Takes the members of two sides that were read to their ends, and finds the name for bytes that differ though no
  /// member and field does.
  init(_ left: MemberSide, _ right: MemberSide, _ session: ComparisonSession) throws(Diagnostic) {
    let writers = try reading { () throws(ArchiveError) in try deflateWriters(of: left, right) }
    (expected, actual) = (try Inventory(takenFrom: left), try Inventory(takenFrom: right))
    if arePaddedAlike(left, right) { (expected, actual) = (expected.without(.endBytes), actual.without(.endBytes)) }
    expected.add(writers.expected)
    actual.add(writers.actual)
    difference = compare(expected: expected, actual: actual)
    let trailing = (left.artifact.streamTrailing(), right.artifact.streamTrailing())
    guard difference.mayHideBytes(namingTrailing: trailing.0 != trailing.1), !session.isStopped, left.obstacles.isEmpty,
      right.obstacles.isEmpty,
      let first = left.artifact.input, let second = right.artifact.input
    else { return }
    let unnamed = UnnamedBytes(
      keeper: session.keeper, limits: session.limits.reading, isStopped: { session.checkTime() })
    let fields = try unnamed.fields(expected: first, actual: second)
    guard !fields.expected.isEmpty || !fields.actual.isEmpty else { return }
    expected.add(fields.expected)
    actual.add(fields.actual)
    difference = compare(expected: expected, actual: actual)
  }
}

/// Whether both tars are filled up to whole records of 10,240 bytes, which takes as many zeros as there is room.
private func arePaddedAlike(_ sides: MemberSide...) -> Bool {
  sides.allSatisfy { side in
    guard let (offset, zeros) = side.artifact.tarEnd() else { return false }
    return (offset + zeros) % 10_240 == 0 && (1024..<10_240 + 1024).contains(zeros)
  }
}

extension Inventory {
  /// The members are moved and not copied: there may be many.
  fileprivate init(takenFrom side: MemberSide) throws(Diagnostic) {
    let container = side.isCutOff ? nil : try reading(side.artifact.container)
    self.init(side.takeMembers(), fields: side.artifact.fields, container: container)
  }

  fileprivate mutating func add(_ fields: [ContainerField: JSONValue]) { container?.merge(fields) { $1 } }
}

extension InventoryDifference {
  /// Whether bytes may differ that none of the differences stands for.
  ///
  /// The fields of a gzip header say nothing of the stream behind it, nor does what follows a stream.
  fileprivate func mayHideBytes(namingTrailing: Bool) -> Bool {
    var others: Set<ContainerField> = [
      .gzipModified, .gzipName, .gzipOperatingSystem, .gzipExtraFlags, .gzipComment, .gzipExtraField, .gzipFlags,
    ]
    if namingTrailing { others.insert(.trailingBytes) }
    return differences.isEmpty && container.allSatisfy { others.contains($0.field) }
  }
}
