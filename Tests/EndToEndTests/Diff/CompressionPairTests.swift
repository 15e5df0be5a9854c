import CanonicalJSON
import TestSupport
import Testing

/// One tar, compressed in two ways.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("tar"))
struct CompressionPairTests {
  @Test(.needs("gzip"), arguments: gzip) func byGzip(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("gzip"), .needs("pigz"), arguments: pigz) func byPigz(_ pair: ArtifactPair) async throws {
    try await pair.check()
  }

  @Test(.needs("gzip"), .needs("python3"), arguments: pythons) func byPython(_ pair: ArtifactPair) async throws {
    try await pair.check()
  }

  @Test(.needs("xz"), arguments: xz) func byXz(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("zstd"), arguments: zstd) func byZstd(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("bzip2"), arguments: bzip2) func byBzip2(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("gzip"), .needs("xz")) func byAnotherMethod() async throws {
    try await pair(
      "method", "tar.x", "gzip -n", "xz", ["compression-method: proven"], alike: "gzip -n1",
      ["deflate-level: likely", "gzip-xfl: proven"]
    ).check()
  }

  @Test(.needs("gzip")) func bytesBehindTheStreamAreNoOtherCompression() async throws {
    try await shell("seq 1 9999 | gzip -n > left.gz; cat left.gz > right.gz; echo more >> right.gz")
    let found = try await DiffOutcome("left.gz", "right.gz")
    #expect(found.causes == [])
    let digest = "2396099c6c084fa4b9beac9f0d52cf3be9cf8d47040ef127883d532b5790cd74"
    #expect(
      found.report["fields"]?.arrayValue
        == [["name": "trailing-bytes", "left": .null, "right": .string("5 bytes, sha256 \(digest)")]],
      "\(found.text)")
  }
}

/// The same tar through two programs, each from standard input to standard output.
private func pair(
  _ what: String, _ ending: String, _ expected: String, _ actual: String, _ causes: [String], alike: String,
  _ causesOfAlike: [String]
) -> ArtifactPair {
  ArtifactPair(
    what, ending, "plain | \(expected) > $O", "plain | \(actual) > $O", causes, alike: "plain | \(alike) > $O",
    causesOfAlike)
}

private let level = ["deflate-level: likely"]
private let levelAndFlags = ["deflate-level: likely", "gzip-xfl: proven"]
private let implementation = ["deflate-implementation: proven"]

private let gzip = [
  pair("6 and 9", "tar.gz", "gzip -n6", "gzip -n9", levelAndFlags, alike: "gzip -n5", level),
  pair("4 and 5", "tar.gz", "gzip -n4", "gzip -n5", level, alike: "xz", ["compression-method: proven"]),
  ArtifactPair(
    "name and time", "tar.gz", "plain | gzip -n > $O",
    "plain > $S/t.tar; touch -d @1700000000 $S/t.tar; gzip -c $S/t.tar > $O",
    ["gzip-mtime: proven", "gzip-name: proven"],
    alike: "plain | gzip -n5 > $O", level),
  ArtifactPair(
    "time", "tar.gz", "plain > $S/t.tar; touch -d @1700000000 $S/t.tar; gzip -c $S/t.tar > $O",
    "plain > $S/t.tar; touch -d @1700009000 $S/t.tar; gzip -c $S/t.tar > $O", ["gzip-mtime: proven"],
    alike: "plain > $S/u.tar; touch -d @1700000000 $S/u.tar; gzip -c $S/u.tar > $O", ["gzip-name: proven"]),
  ArtifactPair(
    "two members", "tar.gz", "plain | gzip -n > $O",
    "plain > $S/t; (head -c 50000 $S/t | gzip -n; tail -c +50001 $S/t | gzip -n) > $O", ["concatenation: proven"],
    alike: "plain | gzip -n5 > $O", level),
]

private let pigz = [
  pair("pigz for gzip", "tar.gz", "gzip -n", "pigz -n", implementation, alike: "gzip -n5", level),
  pair(
    "levels of pigz", "tar.gz", "pigz -n6", "pigz -n9", ["deflate-level: proven", "gzip-xfl: proven"],
    alike: "pigz -n11", ["deflate-implementation: proven", "gzip-xfl: proven"]),
]

private func zlib(level: Int) -> String {
  "python3 -c 'import sys, gzip; "
    + "sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read(), \(level), mtime=0))'"
}

private let pythons = [
  pair("zlib for gzip", "tar.gz", "gzip -n", zlib(level: 6), implementation, alike: "gzip -n5", level),
  pair(
    "levels of zlib", "tar.gz", zlib(level: 6), zlib(level: 9), ["deflate-level: proven", "gzip-xfl: proven"],
    alike: "gzip -n", implementation),
]

private let xzParameters = ["xz-parameters: proven"]

private let xz = [
  pair("threads", "tar.xz", "xz -T1", "xz -T2", xzParameters, alike: "xz -T1 -5", ["compressor: proven"]),
  pair("check", "tar.xz", "xz", "xz -C sha256", xzParameters, alike: "xz -e", ["compressor: proven"]),
  pair("dictionary", "tar.xz", "xz -6", "xz -9", xzParameters, alike: "gzip -n", ["compression-method: proven"]),
  pair("block size", "tar.xz", "xz", "xz --block-size=50000", xzParameters, alike: "xz -5", ["compressor: proven"]),
]

private let zstd = [
  pair(
    "checksum", "tar.zst", "zstd -q", "zstd -q --no-check", ["zstd-parameters: proven"], alike: "zstd -q -4",
    ["compressor: proven"]),
  ArtifactPair(
    "size in the header", "tar.zst", "plain > $S/t; zstd -qc $S/t > $O", "plain | zstd -qc > $O",
    ["zstd-parameters: proven"], alike: "plain > $S/t; zstd -qc -4 $S/t > $O", ["compressor: proven"]),
]

private let bzip2 = [
  pair(
    "level", "tar.bz2", "bzip2 -9", "bzip2 -1", ["bzip2-level: proven"], alike: "gzip -n",
    ["compression-method: proven"]),
  ArtifactPair(
    "two streams", "tar.bz2", "plain | bzip2 > $O",
    "plain > $S/t; (head -c 50000 $S/t | bzip2; tail -c +50001 $S/t | bzip2) > $O", ["concatenation: proven"],
    alike: "plain | bzip2 -1 > $O", ["bzip2-level: proven"]),
]
