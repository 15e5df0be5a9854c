package import Causes
import Comparison
import Diagnostics
import Publishing
package import Specs
import Store
import SystemPackage

/// What an update changes in one stack, for who reviews it: the one model of texts and patch messages.
package struct UpdateReport: Sendable {
  /// One file; its path as messages show it.
  package struct File: Sendable, Hashable {
    package enum Change: String, Sendable { case added, changed, removed }

    package var path: String
    package var change: Change

    package init(path: String, change: Change) { (self.path, self.change) = (path, change) }
  }

  /// One artifact whose members change.
  package struct Artifact: Sendable {
    /// With its platform, where it has one; escaped.
    package var name: String
    /// Such as `3 changed, 1 missing`.
    package var summary: String
    package var causes: [Cause]

    package init(name: String, summary: String, causes: [Cause]) {
      (self.name, self.summary, self.causes) = (name, summary, causes)
    }
  }

  package var stack: String
  /// Those whose outputs change.
  package var platforms: [String] = []
  package var files: [File] = []
  package var artifacts: [Artifact] = []
  /// The layers whose locks change.
  package var locks: [String] = []
  package var review: [ReviewNote] = []

  package init(stack: String) { self.stack = stack }

  /// Of what a plan changes; contents are looked into as far as the store holds both sides.
  package init(of plan: UpdatePlan, for stack: any GatedStack, _ settings: ReviewSettings) {
    self.stack = stack.name
    let goldens = plan.changes.map { GoldenFile($0, under: plan.root) }
    platforms = Set(goldens.compactMap(\.platform)).sorted(by: byteOrder)
    files = plan.changes.map { change in
      File(
        path: escaped(shown(change.file)),
        change: change.before == nil ? .added : change.after == nil ? .removed : .changed)
    }
    let locked = goldens.filter { [.lock, .lockMetadata, .packages].contains($0.kind) }.map(\.name)
    locks = Set(locked).sorted(by: byteOrder)
    artifacts = goldens.filter { $0.kind == .inventory }.compactMap { Self.artifact($0, store: stack.store) }
    review = plan.review(settings)
  }

  private static func artifact(_ file: GoldenFile, store: ContentStore) -> Artifact? {
    let name = escaped(file.subject(file.name))
    guard let after = contents(file.change.after) else { return Artifact(name: name, summary: "removed", causes: []) }
    guard let before = contents(file.change.before) else {
      return Artifact(
        name: name, summary: "new, \(after.members.count) member\(after.members.count == 1 ? "" : "s")", causes: [])
    }
    let difference = compare(expected: before, actual: after)
    guard
      let finding = contentsFinding(
        layer: file.name, file: "", expected: before, actual: after, store: store, hint: nil)
    else { return nil }
    return Artifact(name: name, summary: difference.summary.text, causes: finding.causes)
  }

  /// Nil where there is none that can be read.
  private static func contents(_ bytes: [UInt8]?) -> Inventory? {
    bytes.flatMap { try? ContentsFile(parsing: $0, file: "") }?.inventory
  }
}
