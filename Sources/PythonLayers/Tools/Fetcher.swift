package import Diagnostics
import Execution
package import Store
package import SystemPackage

/// Brings files whose SHA-256 is known into the store: once there, they are never fetched again.
package struct Fetcher: Sendable {
  private let store: ContentStore
  private let environment: [String: String]
  /// When true, what is not in the store is a problem instead of a download.
  package let isOffline: Bool
  /// Who says what a file must hash to.
  package var claim = Claim.lock(command: "assay lock")

  /// Where the expected hash of a file stands, for messages.
  package enum Claim: Sendable {
    /// In a lock, which a command makes anew.
    case lock(command: String)
    /// In a table of the spec.
    case spec(field: String)
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
        hint: "put the file back, or \(claim.remedy) if it is no longer needed")
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
        hint: "correct the URL in the spec, or \(claim.remedy)")
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
    let (expecting, hint) =
      switch claim {
      case .lock:
        (
          "the lock",
          "nothing was installed; if the file was changed on purpose, \(claim.remedy), else find out who changed it"
        )
      case .spec(let field):
        (
          "the spec",
          "nothing was unpacked; if this is the file that is meant, write sha256 = \"\(actual)\" in \(field)"
        )
      }
    return Diagnostic(
      "fetch.wrong-hash", "'\(escaped(name))' has the sha256 \(actual), but \(expecting) expects \(expected)",
      hint: hint)
  }
}

extension Fetcher.Claim {
  fileprivate var remedy: String {
    switch self {
    case .lock(let command): "run '\(command)'"
    case .spec(let field): "correct \(field)"
    }
  }
}
