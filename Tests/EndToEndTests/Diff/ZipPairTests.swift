import TestSupport
import Testing

/// What Info-ZIP, Python, Java and bsdtar write differently into zips, one thing at a time.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled)
struct ZipPairTests {
  @Test(.needs("zip"), arguments: infoZip) func byInfoZip(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("python3"), arguments: python) func byPython(_ pair: ArtifactPair) async throws {
    try await pair.check()
  }

  @Test(.needs("jar")) func byJava() async throws {
    let jar = "jar --create --no-manifest --file \"$O\" -C \"$S\" tree"
    try await ArtifactPair(
      "jar", "jar", jar, "stamp 1700500000; \(jar)", ["mtime-now: proven"],
      alike: "echo >> $S/tree/main.c; stamp; \(jar)",
      ["content-change: likely"]
    ).check(explained: [true, false])
  }

  @Test(.needs("jar"), .needs("zip")) func jarForZip() async throws {
    try await shell(
      "mkdir t; seq -f '%g: a line of text' 1 9999 > t/a; chmod 644 t/a; touch -d @1700000000 t t/a; zip -qrX left.zip t; jar -cMf right.zip t"
    )
    let found = try await DiffOutcome("left.zip", "right.zip")
    #expect(
      found.causes == [
        "deflate-implementation: proven", "zip-creator: proven", "zip-extra: proven", "zip-flags: proven",
      ])
    #expect(found.isExplained, "\(found.text)")
  }
}

private let zip = "cd $S; zip -qrX $O tree"
private let mtimeNow = ["mtime-now: proven"]
private let method = ["compression-method: proven"]

private let infoZip = [
  ArtifactPair(
    "time zone", "zip", zip, "export TZ=EST5; \(zip)", ["mtime-timezone: proven"], alike: "stamp 1700500000; \(zip)",
    mtimeNow),
  ArtifactPair(
    "mtime", "zip", zip, "stamp 1700500000; \(zip)", mtimeNow, alike: "export TZ=EST5; \(zip)",
    ["mtime-timezone: proven"]),
  ArtifactPair(
    "umask", "zip", zip, "chmod -R g+w $S/tree; \(zip)", ["umask: proven"], alike: "chmod -x $S/tree/run.sh; \(zip)",
    ["mode-exec: proven"]),
  ArtifactPair("stored", "zip", zip, "\(zip) -0", method, alike: "\(zip) -9", ["deflate-level: proven"]),
  ArtifactPair("stored by name", "zip", zip, "\(zip) -n .txt", method, alike: "\(zip) -1", ["deflate-level: proven"]),
  ArtifactPair("bzip2", "zip", zip, "\(zip) -Z bzip2", method, alike: "\(zip) -9", ["deflate-level: proven"]),
  ArtifactPair("level", "zip", zip, "\(zip) -9", ["deflate-level: proven"], alike: "\(zip) -n .txt", method),
  ArtifactPair(
    "level and order", "zip", "cd $S; sorted | zip -qX@ $O", "cd $S; sorted | tac | zip -9qX@ $O",
    ["deflate-level: proven", "order-readdir: proven"], alike: "cd $S; sorted | tac | zip -qX@ $O",
    ["order-readdir: proven"]),
  ArtifactPair(
    "comment", "zip", zip, "\(zip); echo 'commit 1234' | zip -qz $O", ["zip-comment: proven"], alike: "\(zip) -9",
    ["deflate-level: proven"]),
  ArtifactPair(
    "streamed", "zip", "cd $S; zip -qX $O tree/sub/*", "cd $S; zip -qX - tree/sub/* | cat > $O", ["zip-flags: proven"],
    alike: "cd $S; zip -qX9 $O tree/sub/*", ["deflate-level: proven"]),
  ArtifactPair(
    "no folders", "zip", zip, "\(zip) -D", ["dir-entries: proven"], alike: "\(zip) -9",
    ["deflate-level: proven"]),
  ArtifactPair(
    "order", "zip", "cd $S; sorted | zip -qX@ $O", "cd $S; find tree | LC_ALL=C sort -r | zip -qX@ $O",
    ["order-readdir: proven"], alike: "cd $S; find tree -type f | LC_ALL=C sort | zip -qX@ $O", ["dir-entries: proven"]),
  ArtifactPair(
    "extra fields", "zip", zip, "cd $S; zip -qr $O tree", ["zip-extra: proven", "zip-unix-ids: proven"],
    alike: "\(zip) -9", ["deflate-level: proven"]),
]

/// Two members, written by `zipfile` with what `lines` set in each header `i`; `after` sees the whole as `data`.
private func write(_ lines: String, after: String = "pass") -> String {
  """
  python3 - <<'END'
  import os, struct, zipfile
  with zipfile.ZipFile(os.environ["O"], "w") as archive:
      for name in ["a.txt", "b.txt"]:
          i = zipfile.ZipInfo(name, (2023, 11, 14, 22, 13, 20))
          i.compress_type, i.create_system, i.external_attr = 8, 3, 0o100644 << 16
          \(lines)
          archive.writestr(i, (name + ", and the same again. ") * 300)
  data = open(os.environ["O"], "rb").read()
  \(after)
  open(os.environ["O"], "wb").write(data)
  END
  """
}

/// Turns the central directory's two records around.
private let turned = """
  end = data.rindex(b"PK\\5\\6"); size, start = struct.unpack_from("<II", data, end + 12); half = start + size // 2
  data = data[:start] + data[half:end] + data[start:half] + data[end:]
  """

private let python = [
  ArtifactPair(
    "system", "zip", write("pass"), write("i.create_system = 0"), ["zip-creator: proven"],
    alike: write("i.external_attr = 0o100664 << 16"), ["umask: proven"]),
  ArtifactPair(
    "1980", "zip", write("pass"), write("i.date_time = (1980, 1, 1, 0, 0, 0)"), ["mtime-1980: proven"],
    alike: write("i.date_time = (2023, 11, 15, 0, 0, 0)"), mtimeNow),
  ArtifactPair(
    "lzma", "zip", write("pass"), write("i.compress_type = 14"), method, alike: write("i.create_version = 63"),
    ["zip-creator: proven"]),
  ArtifactPair(
    "order of the directory", "zip", write("pass"), write("pass", after: turned), ["order-central: proven"],
    alike: write("i.comment = b'x'"), ["zip-comment: proven"]),
  ArtifactPair(
    "comment of a member", "zip", write("pass"), write("i.comment = b'made by me'"), ["zip-comment: proven"],
    alike: write("i.create_system = 0"), ["zip-creator: proven"]),
]
