import TestSupport
import Testing

/// One member of a tar holds something else.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("tar"))
struct ContentPairTests {
  @Test(arguments: texts) func oneTextDiffers(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("python3")) func timeOfACompiledModule() async throws {
    func compile(_ source: String, _ time: Int) -> String {
      """
      echo '\(source)' > $S/tree/m.py; touch -d @\(time) $S/tree/m.py
      (cd $S/tree; python3 -c 'import py_compile as p
      p.compile("m.py", "m.pyc", "m.py", invalidation_mode=p.PycInvalidationMode.TIMESTAMP)'; rm m.py); stamp; pack
      """
    }
    try await ArtifactPair(
      "pyc", "tar", compile("x = 1", 1_700_000_000), compile("x = 1", 1_700_000_555), ["pyc-mtime: proven"],
      alike: compile("x = 22", 1_700_000_000), ["content-change: likely"]
    ).check(explained: [true, false])
  }

  @Test func aRealChangeIsNotExplainedAway() async throws {
    try await ArtifactPair(
      "change", "tar", "pack", "echo 'int x;' >> $S/tree/main.c; stamp; pack", ["content-change: likely"],
      alike: "stamp 1700500000; pack", ["mtime-now: proven"]
    ).check(explained: [false, true])
  }
}

private func pair(
  _ what: String, _ expected: String, _ actual: String, _ cause: String, alike: String, _ causeOfAlike: String
) -> ArtifactPair {
  func write(_ text: String) -> String { "printf '%b' '\(text)' > $S/tree/text\(ending(of: what)); stamp; pack" }
  return ArtifactPair(
    what, "tar", write(expected), write(actual), ["\(cause): proven"], alike: write(alike), ["\(causeOfAlike): proven"])
}

private func ending(of what: String) -> String { what.hasPrefix("JSON") ? ".json" : ".txt" }

private let texts = [
  pair(
    "build path", "prefix=/home/alice/one/pkg/lib\\n", "prefix=/home/alice/other/pkg/lib\\n", "build-path",
    alike: "prefix=/home/alice/one/pkg/lib\\r\\n", "line-endings"),
  pair(
    "date", "built on 2026-11-20T10:02:11Z\\n", "built on 2026-11-21T11:12:13Z\\n", "timestamp-text",
    alike: "built on 2026-11-20T10:02:11Z\\r\\n", "line-endings"),
  pair("line endings", "one\\ntwo\\n", "one\\r\\ntwo\\r\\n", "line-endings", alike: "two\\none\\n", "order-hash"),
  pair(
    "JSON keys", "{\"a\": 1, \"b\": [1, 2]}\\n", "{\"b\": [1, 2], \"a\": 1}\\n", "json-keys",
    alike: "{\"a\": 1, \"b\": [1, 2]}\\r\\n", "line-endings"),
  pair("order of lines", "x\\ny\\nz\\n", "z\\nx\\ny\\n", "order-hash", alike: "x\\r\\ny\\r\\nz\\r\\n", "line-endings"),
  pair(
    "random id", "id 2f1e4c88-1c1d-4a70-9f5b-3b1a0c9d7e11\\n", "id 8a7b1c22-0d4e-4b7f-8c11-94ce0a1b2c3d\\n",
    "random-id",
    alike: "id 2f1e4c88-1c1d-4a70-9f5b-3b1a0c9d7e11\\r\\n", "line-endings"),
]
