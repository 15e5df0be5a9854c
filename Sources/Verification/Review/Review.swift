import Diagnostics
package import Specs
package import SystemPackage

/// What deserves a second look, computed from what is committed and what would be: each with its numbers.
///
/// A layer that is new as a whole needs no notes about its parts.
///
/// - Parameter root: The folder of the stack's expected outputs.
package func reviewNotes(
  on changes: [UpdatePlan.Change], under root: FilePath, _ settings: ReviewSettings
) -> [ReviewNote] {
  let review = Review(changes.map { GoldenFile($0, under: root) }, settings)
  let notes =
    review.notProduced + review.packageNotes + review.modeNotes + review.sizeNotes + review.lockVersionNotes
    + review.compressorNotes
  var seen: Set<ReviewNote> = []
  return notes.filter { seen.insert($0).inserted }
}

extension UpdatePlan {
  /// See ``reviewNotes(on:under:_:)``.
  package func review(_ settings: ReviewSettings) -> [ReviewNote] { reviewNotes(on: changes, under: root, settings) }
}

/// Looks for what deserves a note in the changed files of one stack.
struct Review {
  let files: [GoldenFile]
  let settings: ReviewSettings

  init(_ files: [GoldenFile], _ settings: ReviewSettings) { (self.files, self.settings) = (files, settings) }

  /// Files of a kind that were there before and still are, with both contents.
  func changed(_ kind: GoldenFile.Kind) -> [(file: GoldenFile, before: [UInt8], after: [UInt8])] {
    files.compactMap { file in
      guard file.kind == kind, let before = file.change.before, let after = file.change.after,
        conflictLine(in: before) == nil
      else { return nil }
      return (file, before, after)
    }
  }

  /// Artifacts that a manifest or metadata file names before and after, with what it says of them.
  var keptArtifacts: [(file: GoldenFile, before: RecordedArtifact, after: RecordedArtifact)] {
    changed(.manifest).flatMap { file, before, after in
      let (old, new) = (RecordedArtifact.list(in: before), RecordedArtifact.list(in: after))
      return old.keys.sorted(by: byteOrder).compactMap { name -> (GoldenFile, RecordedArtifact, RecordedArtifact)? in
        guard let before = old[name], let after = new[name] else { return nil }
        return (file, before, after)
      }
    }
  }

  /// Expected outputs that go: files, and artifacts that a manifest names no more.
  var notProduced: [ReviewNote] {
    var places: [(subject: String, path: String)] = []
    for file in files where file.change.after == nil { places.append((file.subject(file.name), file.path)) }
    for (file, before, after) in changed(.manifest) {
      let (old, new) = (RecordedArtifact.list(in: before), RecordedArtifact.list(in: after))
      places += old.keys.filter { new[$0] == nil }.sorted(by: byteOrder).map { (file.subject($0), file.path) }
    }
    let subjects = Dictionary(grouping: places, by: \.subject)
    return subjects.keys.sorted(by: byteOrder).map { subject in
      let paths = (subjects[subject] ?? []).map { "'\(escaped($0.path))'" }.joined(separator: ", ")
      return ReviewNote(.notProduced, of: subject, "is no longer produced: it goes from \(paths)")
    }
  }
}

/// The first line, counted from 1, with which git marks a merge conflict; nil when there is none.
func conflictLine(in bytes: [UInt8]) -> Int? {
  bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .firstIndex { $0.starts(with: Array("<<<<<<< ".utf8)) }.map { $0 + 1 }
}
