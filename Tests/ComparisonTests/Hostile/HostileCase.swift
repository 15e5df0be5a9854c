import Comparison
import Diagnostics
import Testing

/// A file that someone made to harm or to mislead, and what is said of it.
struct HostileCase: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  /// All warnings and obstacles, without the hints.
  var says: [String] { hostileMessages[name] ?? [] }

  var testDescription: String { name }
}

/// What is said of `actual`, which stands on the right.
func messages(of comparison: ArtifactComparison) -> [String] {
  (comparison.warnings + comparison.obstacles).map(\.description).filter { $0.hasPrefix("right") }
    .map { String($0.split(separator: "\n")[0].dropFirst("right: ".count)) }
}

/// What opening the right-hand file or comparing it with the left-hand one says.
func messages(comparing expected: [UInt8], _ actual: [UInt8], limits: ComparisonLimits = .init()) -> [String] {
  do { return messages(of: try compareFiles(expected, actual, limits: limits)) } catch {
    return [String("\(error)".split(separator: "\n")[0].dropFirst("right: ".count))]
  }
}
