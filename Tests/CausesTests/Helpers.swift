import Archives
import CanonicalJSON
import Causes
import Comparison
import Store
import Testing

/// Compares a whole diagnosis as text: each cause with its evidence, and what is left unexplained.
func check(
  _ expected: Inventory, _ actual: Inventory, _ shown: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(rendered(diagnose(expected: expected, actual: actual)) == shown, sourceLocation: sourceLocation)
}

/// The same for inventories written as mtree lines.
func check(
  _ expected: String, _ actual: String, _ shown: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    check(try inventory(expected), try inventory(actual), shown, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

/// The same for artifacts that differ only as a whole.
func check(
  _ expected: [ContainerField: JSONValue], _ actual: [ContainerField: JSONValue], _ shown: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  check(
    Inventory([], container: expected), Inventory([], container: actual), shown, sourceLocation: sourceLocation)
}

func rendered(_ diagnosis: Diagnosis) -> String {
  var lines = diagnosis.causes.flatMap { cause in
    ["\(cause.confidence.rawValue) \(cause.id) in \(cause.members)"] + cause.evidence.map { "  " + $0 }
  }
  let left = diagnosis.unexplained
  if !left.differences.isEmpty { lines.append("unexplained \(left.summary.text)") }
  if !left.container.isEmpty {
    lines.append("unexplained " + left.container.map(\.field.rawValue).joined(separator: ", "))
  }
  return lines.joined(separator: "\n")
}

func inventory(_ lines: String) throws -> Inventory {
  try MtreeReader.inventory(from: Array(lines.utf8), file: "a.mtree")
}

/// A file that holds its own name, unless `edit` changes it.
func file(_ name: String, _ edit: (inout InventoryMember) -> Void = { _ in }) -> InventoryMember {
  var member = InventoryMember(name: Array(name.utf8), type: .file)
  member.mode = 0o644
  member.hold(name)
  edit(&member)
  return member
}

/// A member of a zip with the clock time `hour`:`minute`:20 of 2023-11-14, which is taken for UTC.
func zipped(
  _ name: String, _ hour: UInt32 = 10, _ minute: UInt32 = 0, _ edit: (inout InventoryMember) -> Void = { _ in }
) -> InventoryMember {
  file(name) { member in
    member.modified = Timestamp(seconds: 1_699_920_020 + Int64(hour) * 3600 + Int64(minute) * 60)
    var zip = ZipFields()
    zip.method = 8
    zip.dosTime = 43 << 25 | 11 << 21 | 14 << 16 | hour << 11 | minute << 5 | 10
    member.zip = zip
    edit(&member)
  }
}

extension InventoryMember {
  mutating func hold(_ text: String) {
    (size, contentDigest) = (Int64(text.utf8.count), ContentDigest(of: text))
  }

  /// Lets the member hold an archive of these members.
  mutating func hold(_ text: String, _ inner: Inventory) {
    hold(text)
    self.inner = inner
  }

  mutating func add(_ attribute: String, _ value: String) {
    attributes = (attributes ?? []) + [MemberAttribute(name: Array(attribute.utf8), value: Array(value.utf8))]
  }

  mutating func addExtra(_ id: UInt16, local: [UInt8], central: [UInt8]? = nil) {
    zip?.localExtra.append(ZipExtraField(id: id, data: local))
    if let central { zip?.centralExtra.append(ZipExtraField(id: id, data: central)) }
  }
}
