import Comparison
import Diagnostics

/// The metadata of a wheel names the program that built it, or has its fields in another order.
struct WheelMetadata: ContentMask {
  let description = CauseDescription(
    id: "wheel-metadata",
    meaning: "wheels name another version of the program that built them, or order fields otherwise",
    proof: "the Generator line of WHEEL is left out, the other fields before the first empty line are sorted",
    fooledBy: "a build backend that also writes other content, which then differs as well",
    fix: "pin the build backend in [build-system] requires, and build with locked build dependencies")

  private static let generator = Array("Generator:".utf8)

  func apply(to pair: ContentPair) -> MaskedContent? {
    let isWheel = pair.hasEnding(".dist-info/WHEEL")
    guard pair.isText, isWheel || pair.hasEnding(".dist-info/METADATA") || pair.hasEnding("PKG-INFO") else {
      return nil
    }
    var (left, right) = (head(of: pair.expected), head(of: pair.actual))
    guard left.fields != right.fields else { return nil }
    var evidence: [String] = []
    if isWheel {
      let generators = [left, right].map { $0.fields.filter { $0.starts(with: Self.generator) } }
      if generators[0] != generators[1] {
        evidence.append("\(shown(generators[0])) expected, \(shown(generators[1])) actual")
        left.fields.removeAll { $0.starts(with: Self.generator) }
        right.fields.removeAll { $0.starts(with: Self.generator) }
      }
    }
    if left.fields != right.fields, sorted(left.fields) == sorted(right.fields) {
      evidence.append("fields stand in another order")
      (left.fields, right.fields) = (sorted(left.fields), sorted(right.fields))
    }
    guard !evidence.isEmpty else { return nil }
    var masked = pair
    masked.expected = left.fields.flatMap { $0 } + left.rest
    masked.actual = right.fields.flatMap { $0 } + right.rest
    return MaskedContent(pair: masked, evidence: evidence)
  }

  /// The fields with the lines that continue them, line endings included, and what follows from the first empty line on.
  private func head(of text: [UInt8]) -> (fields: [[UInt8]], rest: ArraySlice<UInt8>) {
    var (fields, rest) = ([[UInt8]](), text[...])
    while let first = rest.first, first != 0x0A, first != 0x0D, fields.count < 10_000 {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      if first == 0x20 || first == 0x09, !fields.isEmpty {
        fields[fields.count - 1] += rest[..<end]
      } else {
        fields.append(Array(rest[..<end]))
      }
      rest = rest[end...]
    }
    return (fields, rest)
  }

  private func sorted(_ fields: [[UInt8]]) -> [[UInt8]] { fields.sorted { $0.lexicographicallyPrecedes($1) } }

  private func shown(_ lines: [[UInt8]]) -> String {
    guard let line = lines.first else { return "no Generator" }
    let value = line.dropFirst(Self.generator.count).filter { $0 != 0x0A && $0 != 0x0D }
    return "Generator '\(escaped(bytes: value.prefix(80).trimmed))'"
  }
}
