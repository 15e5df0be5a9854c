import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Store
import SystemPackage

/// A member of an archive that a test makes.
struct SampleMember {
  var header: MemberHeader
  var content: [UInt8]

  init(_ name: String, _ content: [UInt8], mode: UInt32 = 0o644) {
    header = NormalForm.header(
      name, .file, mode: mode, modified: Timestamp(seconds: 1_700_000_000), size: Int64(content.count))
    self.content = content
  }

  init(_ name: String, _ content: String = "x", mode: UInt32 = 0o644) {
    self.init(name, Array(content.utf8), mode: mode)
  }

  init(_ name: String, linkTo target: String, hard: Bool = false) {
    header = NormalForm.header(
      name, hard ? .hardlink : .symlink, mode: 0o777, modified: Timestamp(seconds: 1_700_000_000), linkTarget: target)
    content = []
  }
}

func tar(_ members: [SampleMember]) throws -> [UInt8] {
  let sink = MemorySink()
  var writer = TarWriter(to: sink)
  for member in members { try writer.add(member.header, content: member.content) }
  try writer.finish()
  return sink.bytes
}

func zip(_ members: [SampleMember]) throws -> [UInt8] {
  let sink = MemorySink()
  var writer = ZipWriter(to: sink)
  for member in members { try writer.add(member.header, content: member.content) }
  try writer.finish()
  return sink.bytes
}

func compressed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
  let memory = MemorySink()
  let sink = try compression.makeSink(to: memory, threads: 1)
  try sink.write(bytes)
  try sink.finish()
  return memory.bytes
}

/// Bytes that look random and are the same each time.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var numbers = RepeatableNumbers(seed: seed)
  return (0..<(count + 7) / 8).flatMap { _ in
    withUnsafeBytes(of: numbers.next()) { Array($0) }
  }.prefix(count).map { $0 }
}

/// Compares two files that are in memory.
func compareFiles(
  _ expected: [UInt8], _ actual: [UInt8], limits: ComparisonLimits = .init(), examiner: (any ContentExaminer)? = nil
) throws -> ArtifactComparison {
  let (left, right) = (ArchiveInput(bytes: expected, name: "left"), ArchiveInput(bytes: actual, name: "right"))
  return try ArtifactComparer(limits: limits, examiner: examiner).compare(
    expected: .file(left), actual: .file(right), commonBytes: try firstDifference(left, right) ?? 0)
}

/// What differs, one line each: kind, path and fields; what is inside a member follows, indented.
func shown(_ difference: InventoryDifference) -> [String] {
  var lines = difference.container.map { "\($0.field.rawValue): \($0.expected.line) → \($0.actual.line)" }
  for member in difference.differences {
    let fields = member.fields.map(\.field.rawValue).joined(separator: " ")
    lines.append("\(member.kind.rawValue) \(escaped(bytes: member.path))" + (fields.isEmpty ? "" : ": \(fields)"))
    if let inner = member.inner { lines += shown(inner).map { "  " + $0 } }
  }
  return lines
}
