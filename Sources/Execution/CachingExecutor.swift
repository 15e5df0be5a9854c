package import Store

/// Looks an action up before it runs it: what succeeded once is not run again.
package struct CachingExecutor: Executor {
  private let base: any Executor
  private let store: ContentStore

  /// Remembers in `store` what `base` did.
  package init(_ base: any Executor, store: ContentStore) { (self.base, self.store) = (base, store) }

  /// The remembered result, else that of running the action now.
  package func run(_ action: Action) async throws -> ActionResult {
    let key = action.key
    if let known = result(for: key) { return known }
    let result = try await base.run(action)
    if result.succeeded {
      let (output, log) = (try store.save(result.output), try store.save(Array(result.standardOutput.utf8)))
      let errors = try store.save(Array(result.standardError.utf8))
      try store.saveRecord(
        ["output": output.hex, "stdout": log.digest.hex, "stderr": errors.digest.hex], for: key)
    }
    return result
  }

  /// Nil as well when something that the record names is gone from the store: then the action runs again.
  private func result(for key: ContentDigest) -> ActionResult? {
    guard let record = store.record(key), let digest = record["output"].flatMap({ ContentDigest(hex: $0) }),
      let output = try? store.folder(digest), output.files.allSatisfy({ store.contains($0.blob.digest) }),
      let (log, errors) = try? (text(record["stdout"]), text(record["stderr"]))
    else { return nil }
    return ActionResult(exitCode: 0, timedOut: false, output: output, standardOutput: log, standardError: errors)
  }

  private func text(_ hex: String?) throws -> String {
    guard let digest = hex.flatMap({ ContentDigest(hex: $0) }) else { return "" }
    return String(decoding: try store.read(digest), as: UTF8.self)
  }
}
