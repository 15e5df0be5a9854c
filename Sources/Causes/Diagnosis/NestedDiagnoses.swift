import Comparison

/// What is found inside members that are archives themselves and differ.
///
/// While the causes outside are looked for, such members count as plain ones with another content.
struct NestedDiagnoses {
  private struct Entry {
    var name: [UInt8]
    var diagnosis: Diagnosis
  }

  private var entries: [Entry] = []
  private var unexplained: [ContentPairIdentity: InventoryDifference] = [:]
  /// Proves the members whose insides are explained.
  private(set) var rule = ContainerRezip()

  /// Diagnoses each pair of inner inventories once.
  init(in pair: InventoryPair, diagnose: (InventoryPair) -> Diagnosis) {
    var explained: Set<ContentPairIdentity> = []
    for difference in pair.difference.differences where difference.differs(in: .content) {
      guard let expected = difference.expected?.inner, let actual = difference.actual?.inner else {
        continue
      }
      let diagnosis = diagnose(InventoryPair(expected: expected, actual: actual, difference: difference.inner))
      entries.append(Entry(name: difference.path, diagnosis: diagnosis))
      if diagnosis.unexplained.isEmpty {
        explained.insert(ContentPairIdentity(difference))
      } else {
        unexplained[ContentPairIdentity(difference)] = diagnosis.unexplained
      }
    }
    rule = ContainerRezip(explained: explained)
  }

  /// The causes inside, each line of evidence with the name of the member it was seen in.
  var causes: [Cause] {
    entries.flatMap { entry in
      entry.diagnosis.causes.map { cause in
        var cause = cause
        cause.evidence = cause.evidence.map { "inside \(quoted([entry.name])): \($0)" }
        // What shows in an archive as a whole shows in one member of that around it.
        cause.members = max(1, cause.members)
        return cause
      }
    }
  }

  /// The pair without what is inside its members.
  func closed(_ pair: InventoryPair) -> InventoryPair {
    guard !entries.isEmpty else { return pair }
    var difference = pair.difference
    for index in difference.differences.indices where difference.differences[index].inner != nil {
      difference.differences[index].inner = nil
      difference.differences[index].expected?.inner = nil
      difference.differences[index].actual?.inner = nil
    }
    return InventoryPair(expected: pair.expected.closed, actual: pair.actual.closed, difference: difference)
  }

  /// The pair with what is unexplained inside its members.
  func reopened(_ pair: InventoryPair) -> InventoryPair {
    guard !unexplained.isEmpty else { return pair }
    var difference = pair.difference
    for index in difference.differences.indices where difference.differences[index].differs(in: .content) {
      difference.differences[index].inner = unexplained[ContentPairIdentity(difference.differences[index])]
    }
    return InventoryPair(expected: pair.expected, actual: pair.actual, difference: difference)
  }
}

/// The two contents of a member, which stay the same whatever its name becomes.
struct ContentPairIdentity: Hashable {
  private var expected: ContentIdentity?
  private var actual: ContentIdentity?

  init(_ difference: Difference) {
    (expected, actual) = (difference.expected?.content, difference.actual?.content)
  }
}

extension Inventory {
  fileprivate var closed: Inventory { editingMembers { if $0.inner != nil { $0.inner = nil } } }
}
