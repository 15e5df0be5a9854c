/// Something about an update that deserves a second look; computed, so that nobody has to find it in a patch.
package struct ReviewNote: Sendable, Hashable {
  /// Why a note was made; the raw value is its stable code in reports.
  package enum Reason: String, Sendable, CaseIterable {
    /// An artifact's size changed by more than the threshold.
    case sizeChanged = "review.size-changed"
    /// A package is installed by the layer that was inherited before, or the reverse.
    case packageMoved = "review.package-moved"
    case packageAdded = "review.package-added"
    case packageRemoved = "review.package-removed"
    /// A package went back in version.
    case packageDowngraded = "review.package-downgraded"
    /// A member gained an executable or set-id bit.
    case modeGained = "review.mode-gained"
    /// A lock's version moved although its content did not.
    case lockVersionMoved = "review.lock-version-moved"
    /// An expected output is no longer produced.
    case notProduced = "review.not-produced"
    case compressorChanged = "review.compressor-changed"
  }

  package var reason: Reason
  /// The layer, element or output it is about.
  package var subject: String
  /// A sentence with the numbers; untrusted text in it is escaped.
  package var message: String

  package init(_ reason: Reason, of subject: String, _ message: String) {
    (self.reason, self.subject, self.message) = (reason, subject, message)
  }
}
