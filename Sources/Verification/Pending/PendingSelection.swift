import Diagnostics
import Specs
package import Store
package import SystemPackage

/// The pending changes of a project's stacks, and those among them that a command means.
package struct PendingSelection: Sendable {
  /// One change with the update that it is a part of.
  package struct Item: Sendable {
    package var update: PendingUpdate
    package var change: PendingUpdate.Change
    /// Why it can't be accepted any more; nil for one that can.
    package var staleReason: String?

    package init(update: PendingUpdate, change: PendingUpdate.Change, staleReason: String?) {
      (self.update, self.change, self.staleReason) = (update, change, staleReason)
    }
  }

  /// In the order of stacks, platforms and paths.
  package let items: [Item]
  private let folder: PendingFolder
  private let looks: OriginLooks
  private let stacks: [FilePath: ProjectFile.Stack]

  /// All that is pending for the stacks of `assay.toml`, or for those that are named.
  ///
  /// - Throws: Every problem of `assay.toml`, what reading the store throws, and what keeps sources from being read.
  package init(
    stacks names: [String] = [], from folder: FilePath = FilePath("."), store: ContentStore,
    environment: [String: String]
  ) async throws {
    self.folder = PendingFolder(store)
    looks = OriginLooks(project: try ProjectFile.find(from: folder), store: store, environment: environment)
    let stacks = try ProjectFile.Stack.select(all: names, from: folder)
    self.stacks = Dictionary(stacks.map { ($0.expected, $0) }, uniquingKeysWith: { first, _ in first })
    var items: [Item] = []
    for stack in stacks {
      for update in try self.folder.updates(expected: stack.expected) {
        let reason = try await looks.change(since: update, of: stack)
        items += update.changes.map { Item(update: update, change: $0, staleReason: update.staleReason($0) ?? reason) }
      }
    }
    self.items = items
  }

  /// The changes that any of the patterns covers; all of them without patterns.
  ///
  /// - Parameter patterns: Globs over `STACK/PATH` or an end of it; one that covers a folder means what is in it.
  package func matching(_ patterns: [String]) -> [Item] {
    guard !patterns.isEmpty else { return items }
    return items.filter { item in patterns.contains { covers(glob: $0, item.change.path) } }
  }

  /// The first pattern that covers nothing.
  package func unmatched(_ patterns: [String]) -> String? {
    patterns.first { pattern in !items.contains { covers(glob: pattern, $0.change.path) } }
  }

  /// Writes changes, all of them or none, and forgets them.
  ///
  /// - Throws: `pending.stale` for each that can't be accepted any more, or what reading and writing throws.
  package func accept(_ chosen: [Item]) async throws {
    let stale = try await current(chosen).compactMap { item -> Diagnostic? in
      guard let reason = item.staleReason else { return nil }
      return Diagnostic(
        "pending.stale", "the pending change of '\(escaped(item.change.path))' is stale: \(reason)",
        hint: "run 'assay verify \(escaped(item.update.stack))' to make it anew, or 'assay reject' to forget it")
    }
    guard stale.isEmpty else { throw DiagnosticList(stale) }
    for (expected, items) in Dictionary(grouping: chosen, by: \.update.expected).sorted(by: {
      $0.key.string < $1.key.string
    }) {
      try UpdatePlan(try targets(items), under: expected).write()
    }
    try reject(chosen)
  }

  /// As they are now: while somebody thinks, files may change.
  private func current(_ chosen: [Item]) async throws -> [Item] {
    var reasons: [PendingUpdate: String] = [:]
    for update in Set(chosen.map(\.update)) {
      guard let stack = stacks[update.expected] else { continue }
      reasons[update] = try await looks.change(since: update, of: stack)
    }
    return chosen.map { item in
      var item = item
      item.staleReason = item.update.staleReason(item.change) ?? reasons[item.update]
      return item
    }
  }

  /// Forgets changes; no file is written.
  package func reject(_ chosen: [Item]) throws {
    let gone = Set(chosen.map(\.change))
    for update in Set(chosen.map(\.update)) {
      var rest = update
      rest.changes.removeAll { gone.contains($0) }
      try folder.save(rest)
    }
  }

  /// The lines that show how a file would change, expected on the left.
  package func detail(_ item: Item) throws -> [String] {
    let before = item.change.before == nil ? [] : try item.change.file.readBytes()
    return textDetail(expected: before, actual: try content(item.change) ?? [])
  }

  private func content(_ change: PendingUpdate.Change) throws -> [UInt8]? {
    try change.after.map { try folder.store.read($0) }
  }

  /// What belongs to one committed folder together, so that it is replaced in one step.
  private func targets(_ items: [Item]) throws -> [UpdatePlan.Target] {
    let folders = Dictionary(grouping: items.map(\.change), by: \.folder)
    return try folders.sorted { byteOrder($0.key.string, $1.key.string) }.map { folder, changes in
      var target = UpdatePlan.Target(folder: folder)
      for change in changes {
        let path = change.file.relative(to: folder)
        if let bytes = try content(change) { target.files[path] = bytes } else { target.removed.append(path) }
      }
      return target
    }
  }
}
