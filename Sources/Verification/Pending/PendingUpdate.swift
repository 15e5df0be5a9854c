import Diagnostics
import Publishing
package import Store
package import SystemPackage

/// What a failed verification would have written, kept until somebody decides about it.
package struct PendingUpdate: Hashable, Sendable {
  /// One file that would change.
  package struct Change: Hashable, Sendable {
    /// `STACK/PATH`, which names it in commands.
    package var path: String
    /// Absolute.
    package var file: FilePath
    /// The committed folder that it is a part of.
    package var folder: FilePath
    /// What is committed; nil for a new file.
    package var before: ContentDigest?
    /// What would be; nil for a file that goes.
    package var after: ContentDigest?
    /// What changed, in a few words.
    package var summary: String
    /// The ids of causes that were found.
    package var causes: [String]

    package init(
      path: String, file: FilePath, in folder: FilePath, before: ContentDigest?, after: ContentDigest?,
      summary: String = "", causes: [String] = []
    ) {
      (self.path, self.file, self.folder, self.before, self.after) = (path, file, folder, before, after)
      (self.summary, self.causes) = (summary, causes)
    }
  }

  /// A file that the changes follow from, as it was.
  package struct Input: Hashable, Sendable {
    package var file: FilePath
    /// Nil where it was not there.
    package var digest: ContentDigest?

    package init(file: FilePath, digest: ContentDigest?) { (self.file, self.digest) = (file, digest) }
  }

  package var stack: String
  package var platform: String
  /// The stack's folder of expected outputs.
  package var expected: FilePath
  package var origin: Origin
  /// In the order of their paths.
  package var changes: [Change]

  package init(stack: String, platform: String, expected: FilePath, origin: Origin, changes: [Change]) {
    (self.stack, self.platform, self.expected) = (stack, platform, expected)
    (self.origin, self.changes) = (origin, changes)
  }
}

extension PendingUpdate {
  /// Which file has changed, so that a change can't be accepted any more; nil for none.
  package func staleReason(_ change: Change) -> String? {
    let known = origin.files + [Input(file: change.file, digest: change.before)]
    return known.first { contentDigest(of: $0.file) != $0.digest }
      .map { "'\(escaped(shown($0.file)))' has changed since it was verified" }
  }

  /// Whether the file is already as it would be, say since a branch was merged.
  func isDone(_ change: Change) -> Bool { contentDigest(of: change.file) == change.after }
}

/// Nil for what is not there or can't be read: it is not what was kept then.
func contentDigest(of file: FilePath) -> ContentDigest? { (try? file.readBytes()).map { ContentDigest(of: $0) } }
