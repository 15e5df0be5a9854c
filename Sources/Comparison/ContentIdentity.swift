package import Store

/// What tells whether two contents are the same without holding them.
package enum ContentIdentity: Hashable, Sendable {
  /// The SHA-256 of the content, which holds across artifacts and runs.
  case digest(ContentDigest)
  /// A number that contents of one comparison share when they were found to be the same, byte by byte.
  case token(Int)
}
