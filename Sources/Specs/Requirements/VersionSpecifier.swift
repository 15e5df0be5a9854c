/// One clause such as `>=1.2` of a requirement or marker (PEP 440).
package struct VersionSpecifier: Hashable, Sendable {
  package enum Operator: String, Sendable, CaseIterable {
    // The longer ones first, since they are looked for in this order.
    case identical = "===", equal = "==", compatible = "~=", notEqual = "!=", atMost = "<=", atLeast = ">="
    case less = "<", greater = ">"
  }

  package var operation: Operator
  /// As written.
  package var version: String

  package var text: String { operation.rawValue + version }

  /// The clause with the version in its shortest form; equal for clauses that admit the same versions.
  var meaning: String {
    let isExact = operation == .identical || operation == .compatible || version.hasSuffix(".*")
    return operation.rawValue + (isExact ? version : Version(version)?.shortened ?? version)
  }

  /// Nil when the version is none, or has a wildcard or a local part where none is allowed.
  package init?(_ operation: Operator, _ version: String) {
    switch operation {
    case .identical: guard !version.isEmpty, !version.contains(where: \.isWhitespace) else { return nil }
    case .equal, .notEqual: guard Version(version) != nil || Self.wildcardPrefix(version) != nil else { return nil }
    case .compatible:
      guard let parsed = Version(version), parsed.compatiblePrefix != nil, !parsed.hasLocalPart else { return nil }
    case .less, .atMost, .greater, .atLeast:
      guard let parsed = Version(version), !parsed.hasLocalPart else { return nil }
    }
    (self.operation, self.version) = (operation, version)
  }

  /// Whether a version fulfils the clause.
  package func admits(_ candidate: Version) -> Bool {
    if operation == .identical { return candidate.description == version.lowercased() }
    if let prefix = Self.wildcardPrefix(version) { return candidate.matches(prefix: prefix) == (operation == .equal) }
    guard let limit = Version(version) else { return false }
    let plain = limit.hasLocalPart ? candidate : candidate.publicPart
    switch operation {
    case .equal, .identical: return plain == limit
    case .notEqual: return plain != limit
    case .atMost: return candidate.publicPart <= limit
    case .atLeast: return candidate.publicPart >= limit
    case .compatible:
      return candidate.publicPart >= limit && limit.compatiblePrefix.map { candidate.matches(prefix: $0) } ?? false
    // PEP 440: `<1.0` leaves out 1.0rc1, `>1.0` leaves out 1.0.post1 and 1.0+local.
    case .less:
      let isLeftOut = candidate.isPreRelease && !limit.isPreRelease && candidate.sameRelease(as: limit)
      return candidate < limit && !isLeftOut
    case .greater:
      let isLeftOut = candidate.isPostRelease && !limit.isPostRelease && candidate.sameRelease(as: limit)
      return candidate.publicPart > limit && !isLeftOut
    }
  }

  /// The `1.2` of `1.2.*`; nil without a wildcard, or where more than release numbers stands before it.
  private static func wildcardPrefix(_ version: String) -> Version? {
    guard version.hasSuffix(".*"), let prefix = Version(version.dropLast(2)), prefix.hasOnlyRelease else { return nil }
    return prefix
  }
}
