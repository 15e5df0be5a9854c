import Diagnostics
import Execution
import Foundation
import Store
import SystemPackage
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct FetcherTests {
  private static let content = Array("a wheel".utf8)
  private static let digest = ContentDigest(of: content)

  @Test func takesAFileOfTheExpectedHash() throws {
    let file = TemporaryFolder.path.appending("a.whl")
    try file.write(Self.content)
    let blob = try fetcher().fetch(file: file, expecting: Self.digest, name: "a.whl")
    #expect(blob == Blob(of: Self.content))
    #expect(try temporaryStore().read(Self.digest) == Self.content)
  }

  @Test func refusesAFileOfAnotherHash() throws {
    let file = TemporaryFolder.path.appending("a.whl")
    try file.write(Array("tampered".utf8))
    let problem = #expect(throws: Diagnostic.self) {
      try fetcher().fetch(file: file, expecting: Self.digest, name: "a.whl")
    }
    #expect(problem?.description == Self.wrongHash("tampered"))
  }

  @Test func namesTheRefOfASource() throws {
    let file = TemporaryFolder.path.appending("a.tar")
    try file.write(Array("tampered".utf8))
    var fetcher = try fetcher()
    fetcher.pin = .source
    let problem = #expect(throws: Diagnostic.self) {
      try fetcher.fetch(file: file, expecting: Self.digest, name: "a.tar")
    }
    #expect(
      problem?.description == """
        error: 'a.tar' has the sha256 \(ContentDigest(of: "tampered")), but its 'ref' expects \(Self.digest) \
        [fetch.wrong-hash]
        hint: nothing was built; if the file was changed on purpose, correct 'ref', else find out who changed it
        """)
  }

  @Test func saysThatAFileIsNotThere() throws {
    let file = TemporaryFolder.path.appending("a.whl")
    let problem = #expect(throws: Diagnostic.self) {
      try fetcher().fetch(file: file, expecting: Self.digest, name: "a.whl")
    }
    #expect(
      problem?.description == """
        \(file): error: 'a.whl' is not there [fetch.missing]
        hint: put the file back, or run 'assay lock' if it is no longer needed
        """)
  }

  @Test func fetchesNothingThatTheStoreHolds() async throws {
    try temporaryStore().save(Self.content)
    let blob = try await fetcher(isOffline: true).fetch(
      url: "https://no.example/a.whl", expecting: Self.digest, name: "a.whl")
    #expect(blob == Blob(of: Self.content))
  }

  @Test func fetchesNothingOffline() async throws {
    try await check(
      "https://no.example/a.whl", isOffline: true,
      """
      error: 'a.whl' is not in the store, and --offline forbids to fetch it [fetch.offline]
      hint: run once without --offline
      """)
  }

  @Test(arguments: ["ftp://example.org/a.whl", "a.whl", "-o/etc/passwd"]) func knowsNoOtherSchemes(url: String)
    async throws
  {
    try await check(
      url,
      """
      error: can't fetch '\(url)': expected an http, https or file URL [fetch.unknown-scheme]
      hint: correct the URL in the spec, or run 'assay lock'
      """)
  }

  @Test func saysThatCurlIsMissing() async throws {
    try await check(
      "https://no.example/a.whl", environment: [:],
      """
      error: 'curl' is not on PATH [fetch.no-curl]
      hint: install the package 'curl'
      """)
  }

  @Test(.needs("curl"), .needs("python3"), .timeLimit(.minutes(20))) func fetchesFromAServer() async throws {
    try await serving(["a.whl": "a wheel", "tampered.whl": "tampered"]) { server in
      let blob = try await fetcher().fetch(url: "\(server)/a.whl", expecting: Self.digest, name: "a.whl")
      #expect(blob == Blob(of: Self.content))
      try temporaryStore().path(of: Self.digest).removeAll()
      try await check("\(server)/tampered.whl", Self.wrongHash("tampered"))
      try await check(
        "\(server)/none.whl",
        """
        error: can't fetch 'a.whl': curl: (22) The requested URL returned error: 404 [fetch.failed]
        hint: check the network, then run the command again; what was fetched is kept
        """)
    }
  }

  private static func wrongHash(_ text: String) -> String {
    """
    error: 'a.whl' has the sha256 \(ContentDigest(of: text)), but the lock expects \(digest) [fetch.wrong-hash]
    hint: nothing was installed; if the file was changed on purpose, run 'assay lock', else find out who changed it
    """
  }

  private func check(
    _ url: String, isOffline: Bool = false, environment: [String: String] = ProcessInfo.processInfo.environment,
    _ expected: String
  ) async throws {
    let problem = await #expect(throws: Diagnostic.self) {
      try await fetcher(isOffline: isOffline, environment: environment)
        .fetch(url: url, expecting: Self.digest, name: "a.whl")
    }
    #expect(problem?.description == expected)
  }

  private func fetcher(
    isOffline: Bool = false, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Fetcher {
    var environment = environment
    environment["NO_PROXY"] = "127.0.0.1"
    environment["no_proxy"] = "127.0.0.1"
    return Fetcher(store: try temporaryStore(), environment: environment, isOffline: isOffline)
  }

  private func temporaryStore() throws -> ContentStore { try ContentStore(at: TemporaryFolder.path.appending("store")) }

  /// Serves files from a loopback port that the system chooses, while `body` runs and for half a minute at most.
  private func serving(_ files: [String: String], _ body: (String) async throws -> Void) async throws {
    let folder = TemporaryFolder.path.appending("served")
    for (name, text) in files { try folder.appending(name).write(Array(text.utf8)) }
    let portFile = TemporaryFolder.path.appending("port")
    let script = """
      import functools, http.server, os, sys
      handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
      with open(sys.argv[2] + ".new", "w") as file: file.write(str(server.server_port))
      os.rename(sys.argv[2] + ".new", sys.argv[2])
      server.serve_forever()
      """
    let environment = ProcessInfo.processInfo.environment
    let python = try #require(findProgram("python3", environment: environment))
    let server = Task {
      try await runCommand(
        python, ["-c", script, folder.string, portFile.string], in: folder, variables: environment, timeout: 30)
    }
    defer { server.cancel() }
    for _ in 0..<600 where portFile.kind == nil { try await Task.sleep(for: .milliseconds(20)) }
    try await body("http://127.0.0.1:\(try portFile.readText())")
  }
}
