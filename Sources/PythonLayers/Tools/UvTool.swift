import Diagnostics
package import Execution
package import Store
package import SystemPackage

/// The `uv` program, which resolves and installs Python packages.
package struct UvTool: Sendable {
  /// Absolute.
  package let path: FilePath
  package let version: String
  /// What uv fetched before; its own, so that nothing of the user's cache gets in.
  private let cache: FilePath

  /// Finds uv and asks for its version: an explicit path, `ASSAY_UV`, `PATH`, then the store's `tools` folder.
  ///
  /// - Throws: `uv.missing`, or `uv.wrong-version` when `pinned` names another version; a uv of the pinned version in
  ///   the tools folder is then preferred to the one on `PATH`.
  package init(
    explicit: FilePath?, pinned: String?, environment: [String: String], store: ContentStore
  ) async throws {
    cache = store.root.appending("uv-cache")
    let tools = store.root.appending("tools")
    if let named = explicit ?? environment["ASSAY_UV"].flatMap({ $0.isEmpty ? nil : FilePath($0) }) {
      (path, version) = (named.absolute, try await Self.version(of: named.absolute, store: store))
      try Self.check(version, pinned: pinned, at: path)
      return
    }
    var candidates = findProgram("uv", environment: environment).map { [$0] } ?? []
    for name in (tools.isFolder ? try tools.names() : []).reversed() where name.hasPrefix("uv-") {
      let candidate = tools.appending(name).appending("bin/uv")
      if candidate.isExecutableFile { candidates.append(candidate) }
    }
    guard !candidates.isEmpty else {
      throw Diagnostic(
        "uv.missing", "'uv' was not found: not by --uv, ASSAY_UV or PATH, nor in \(tools)",
        hint: "run misc/setup.sh, or: pip install uv\(pinned.map { "==\($0)" } ?? "")")
    }
    (path, version) = try await Self.best(of: candidates, pinned: pinned, store: store)
    try Self.check(version, pinned: pinned, at: path)
  }

  /// What stands for uv in the keys of actions, see ``Action/Tool``.
  package var tool: Action.Tool {
    .init(name: "uv", identity: "uv \(version)", program: path.string, paths: [path.string])
  }

  /// Runs uv outside a sandbox, with the network but without any configuration of the user's.
  ///
  /// - Parameter scratch: A folder that stands in for the home and configuration folders.
  package func run(
    _ arguments: [String], in folder: FilePath, scratch: FilePath, environment: [String: String]
  ) async throws -> CommandOutcome {
    let configuration = scratch.appending("no-configuration")
    // Without a file here uv would go on to look for one in /etc/uv.
    try configuration.pushing("uv/uv.toml").write([])
    var variables = environment.filter { Self.isPassedOn($0.key) }
    if variables["NETRC"] == nil, let home = environment["HOME"], case let file = FilePath(home).appending(".netrc"),
      file.kind == .file
    {
      variables["NETRC"] = file.string
    }
    variables["HOME"] = configuration.string
    variables["XDG_CONFIG_HOME"] = configuration.string
    variables["XDG_CONFIG_DIRS"] = configuration.string
    variables["UV_CACHE_DIR"] = cache.string
    variables["UV_NO_PROGRESS"] = "1"
    variables["LC_ALL"] = "C.UTF-8"
    variables["TZ"] = "UTC"  // A cut-off date without a time is a day of the local time zone.
    return try await runCommand(path, arguments, in: folder, variables: variables)
  }

  private static func isPassedOn(_ name: String) -> Bool {
    passedOn.contains(name) || name.hasSuffix("_PROXY") || name.hasSuffix("_proxy")
      || name.hasPrefix("UV_INDEX_") && (name.hasSuffix("_USERNAME") || name.hasSuffix("_PASSWORD"))
  }

  /// Variables of the caller that uv needs to reach an index; all others could change what it resolves.
  private static let passedOn: Set<String> = [
    "PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "UV_KEYRING_PROVIDER", "UV_NATIVE_TLS",
    "UV_EXCLUDE_NEWER",
    "NETRC", "UV_HTTP_TIMEOUT", "UV_HTTP_RETRIES",
  ]

  /// The first of the pinned version, else the first that answers.
  private static func best(
    of candidates: [FilePath], pinned: String?, store: ContentStore
  ) async throws -> (path: FilePath, version: String) {
    var (found, problem): ((path: FilePath, version: String)?, Diagnostic?)
    for path in candidates where found == nil || pinned != nil && found?.version != pinned {
      do {
        let version = try await version(of: path, store: store)
        if found == nil || version == pinned { found = (path, version) }
      } catch let error as Diagnostic { problem = problem ?? error }
    }
    if let found { return found }
    // Without an answer from any there is a problem with the first.
    throw problem ?? Diagnostic("uv.missing", "'uv' was not found", hint: "run misc/setup.sh")
  }

  private static func version(of path: FilePath, store: ContentStore) async throws -> String {
    let outcome = try? await runCommand(path, ["--version"], in: store.root, variables: [:], timeout: 20)
    guard let outcome, outcome.succeeded, outcome.standardOutput.hasPrefix("uv "),
      let version = outcome.standardOutput.split(whereSeparator: \.isWhitespace).dropFirst().first
    else {
      throw Diagnostic(
        "uv.unusable", "the program does not answer as uv", at: Place(path.string),
        hint: "name a uv by --uv or ASSAY_UV")
    }
    return String(version)
  }

  private static func check(_ version: String, pinned: String?, at path: FilePath) throws {
    guard let pinned, pinned != version else { return }
    throw Diagnostic(
      "uv.wrong-version", "uv is \(version), but the expected outputs are made with uv \(pinned)",
      at: Place(path.string),
      hint: "run misc/setup.sh, or name a uv \(pinned) by --uv or ASSAY_UV")
  }
}
