import Archives
import Causes
import Comparison
import Diagnostics

/// Two files that were made from one buffer: a byte of wishes, two that say where the buffer is cut, and the rest.
struct FuzzInput {
  static let headerSize = 3

  /// What is done to both parts before they are compared; bits of the first byte.
  struct Wishes: OptionSet {
    let rawValue: UInt8

    /// Tar headers get their checksums, which no mutation would guess.
    static let tarChecksums = Wishes(rawValue: 1)
    static let gzip = Wishes(rawValue: 2)
    /// Both files begin with the second part, and only what follows differs.
    static let sharedStart = Wishes(rawValue: 4)
  }

  private let expected: [UInt8]
  private let actual: [UInt8]

  /// Nil for a buffer that is too short.
  init?(_ buffer: [UInt8]) {
    guard buffer.count >= Self.headerSize else { return nil }
    let wishes = Wishes(rawValue: buffer[0])
    let rest = buffer[Self.headerSize...]
    let cut = rest.startIndex + min(rest.count, Int(buffer[1]) << 8 | Int(buffer[2]))
    var parts = (Array(rest[..<cut]), Array(rest[cut...]))
    if wishes.contains(.sharedStart) { parts.0 = parts.1 + parts.0 }
    if wishes.contains(.tarChecksums) { parts = (withTarChecksums(parts.0), withTarChecksums(parts.1)) }
    if wishes.contains(.gzip) { parts = (packed(parts.0, .gzip()), packed(parts.1, .gzip())) }
    (expected, actual) = parts
  }

  /// Compares the two, and each with itself, and stops the program where an answer can't be right.
  func check() {
    let comparison = compare(expected, actual)
    if expected != actual, let comparison {
      precondition(
        !comparison.difference.isEmpty || !comparison.obstacles.isEmpty, "different files pass for the same")
    }
    if let same = compare(expected, expected) {
      precondition(same.difference.isEmpty, "a file differs from itself")
    }
  }

  /// Nil where one of the files can't be opened, which is an answer as well.
  private func compare(_ expected: [UInt8], _ actual: [UInt8]) -> ArtifactComparison? {
    let comparer = ArtifactComparer(
      limits: Self.limits, examiner: ContentCauses(sizeLimit: 64 << 10, stepLimit: 20_000))
    guard
      let comparison = try? comparer.compare(
        expected: .file(ArchiveInput(bytes: expected, name: "expected")),
        actual: .file(ArchiveInput(bytes: actual, name: "actual")))
    else { return nil }
    let diagnosis = diagnose(
      expected: comparison.expected, actual: comparison.actual, difference: comparison.difference)
    for message in comparison.warnings + comparison.obstacles { _ = message.description }
    _ = diagnosis.causes.map(\.evidence)
    return comparison
  }

  private static let limits: ComparisonLimits = {
    var limits = ComparisonLimits()
    limits.reading = ReadingLimits(plainBytes: 4 << 20, members: 500, headerBytes: 64 << 10, nameBytes: 4 << 10)
    limits.content.textBytes = 256 << 10
    limits.content.lines = 2_000
    limits.content.steps = 100_000
    limits.content.members = 20
    limits.depth = 4
    return limits
  }()
}

/// The same bytes with the sum of each header that has tar's magic number put right (POSIX pax, 'chksum').
func withTarChecksums(_ bytes: [UInt8]) -> [UInt8] {
  var result = bytes
  for start in stride(from: 0, through: bytes.count - 512, by: 512)
  where bytes[start + 257..<start + 262].elementsEqual("ustar".utf8) {
    for index in start + 148..<start + 156 { result[index] = UInt8(ascii: " ") }
    let sum = result[start..<start + 512].reduce(0) { $0 + Int($1) }
    let digits = Array(String(sum, radix: 8).utf8)
    let field = [UInt8](repeating: UInt8(ascii: "0"), count: 6 - digits.count) + digits + [0, UInt8(ascii: " ")]
    result.replaceSubrange(start + 148..<start + 156, with: field)
  }
  return result
}

/// The bytes in a compressor's stream; as they are where it can't be had.
func packed(_ bytes: [UInt8], _ compression: Compression) -> [UInt8] {
  let memory = MemorySink()
  do {
    let sink = try compression.makeSink(to: memory, threads: 1)
    try sink.write(bytes)
    try sink.finish()
    return memory.bytes
  } catch { return bytes }
}
