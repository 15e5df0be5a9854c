package import Diagnostics
package import Store
package import SystemPackage

/// Brings files whose SHA-256 is known into the store: once there, they are never fetched again.
package struct Fetcher: Sendable {
  private let store: ContentStore
  private let environment: [String: String]
  /// When true, what is not in the store is a problem instead of a download.
  package let isOffline: Bool
  /// What says which digests are expected, for hints.
  package var pin = Pin.lock(command: "assay lock")

  /// Where the digest of a file is written down.
  package enum Pin: Sendable {
    /// A lock, and the command that makes it anew.
    case lock(command: String)
    /// A table of the spec.
    case spec(field: String)
    /// The `ref` of a source.
    case source
  }

  /// Fetches into `store`, through the `curl` of the environment's `PATH`.
  package init(store: ContentStore, environment: [String: String], isOffline: Bool) {
    (self.store, self.environment, self.isOffline) = (store, environment, isOffline)
  }

  /// The content of a file of this machine; it must have the digest.
  package func fetch(file: FilePath, expecting digest: ContentDigest, name: String) throws(Diagnostic) -> Blob {
    guard file.kind != nil else {
      throw Diagnostic(
        "fetch.missing", "'\(escaped(name))' is not there", at: Place(file.string),
        hint: pin.hintForMissing)
    }
    let blob = try store.save(file: file)
    guard blob.digest == digest else { throw wrongHash(name, expected: digest, actual: blob.digest) }
    return blob
  }

  /// The content of a URL (`http`, `https` or `file`); it must have the digest.
  ///
  /// `curl` does the transfer: proxies, certificates, redirects and retries are its business.
  package func fetch(url: String, expecting digest: ContentDigest, name: String) async throws -> Blob {
    if let size = store.size(of: digest) { return Blob(digest: digest, size: size) }
    guard !isOffline else {
      throw Diagnostic(
        "fetch.offline", "'\(escaped(name))' is not in the store, and --offline forbids to fetch it",
        hint: "run once without --offline")
    }
    let scheme = url.prefix { $0 != ":" }
    guard ["http", "https", "file"].contains(scheme) else {
      throw Diagnostic(
        "fetch.unknown-scheme", "can't fetch '\(escaped(url))': expected an http, https or file URL",
        hint: pin.hintForURL)
    }
    guard let curl = findProgram("curl", environment: environment) else {
      throw Diagnostic("fetch.no-curl", "'curl' is not on PATH", hint: "install the package 'curl'")
    }
    let scratch = try ScratchFolder(in: store)
    let target = scratch.path.appending("download")
    let outcome = try await runCommand(
      curl,
      [
        "--fail", "--silent", "--show-error", "--location", "--proto-redir", "=https,http", "--retry", "3",
        "--connect-timeout", "30", "--netrc-optional", "--output", target.string, "--", url,
      ], in: scratch.path, variables: environment, timeout: 3600)
    guard outcome.succeeded else {
      throw Diagnostic(
        "fetch.failed", "can't fetch '\(escaped(name))': \(escaped(outcome.standardError.firstLine))",
        hint: "check the network, then run the command again; what was fetched is kept")
    }
    let blob = try store.save(file: target)
    guard blob.digest == digest else { throw wrongHash(name, expected: digest, actual: blob.digest) }
    return blob
  }

  private func wrongHash(_ name: String, expected: ContentDigest, actual: ContentDigest) -> Diagnostic {
    Diagnostic(
      "fetch.wrong-hash", "'\(escaped(name))' has the sha256 \(actual), but \(pin.name) expects \(expected)",
      hint: pin.hint(forChangeTo: actual))
  }
}

extension Fetcher.Pin {
  fileprivate var name: String {
    switch self {
    case .lock: "the lock"
    case .spec: "the spec"
    case .source: "its 'ref'"
    }
  }

  fileprivate var hintForMissing: String {
    switch self {
    case .lock(let command): "put the file back, or run '\(command)' if it is no longer needed"
    case .spec(let field): "put the file back, or correct \(field) if it is no longer needed"
    case .source: "put the file back, or correct the source's URL"
    }
  }

  fileprivate var hintForURL: String {
    switch self {
    case .lock(let command): "correct the URL in the spec, or run '\(command)'"
    case .spec(let field): "correct the URL in the spec, or correct \(field)"
    case .source: "correct the source's URL"
    }
  }

  fileprivate func hint(forChangeTo actual: ContentDigest) -> String {
    switch self {
    case .spec(let field):
      "nothing was unpacked; if this is the file that is meant, write sha256 = \"\(actual)\" in \(field)"
    case .lock(let command):
      "nothing was installed; if the file was changed on purpose, run '\(command)', else find out who changed it"
    case .source: "nothing was built; if the file was changed on purpose, correct 'ref', else find out who changed it"
    }
  }
}
