import TestSupport
import Testing

/// Archives in archives, and other formats: wheels, Debian packages, ar and cpio.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled)
struct PackagePairTests {
  @Test(.needs("dpkg-deb"), arguments: debs) func byDpkg(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("ar")) func byAr() async throws {
    try await ArtifactPair(
      "ar", "a", "cd $S/tree; ar rcD $O main.c run.sh", "cd $S/tree; ar rcD $O run.sh main.c",
      ["order-readdir: proven"],
      alike: "chmod 644 $S/tree/*; cd $S/tree; ar rcU $O main.c run.sh", ["mtime-now: proven"]
    ).check()
  }

  @Test(.needs("cpio"), arguments: cpios) func byCpio(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("bsdcpio"), arguments: bsdcpios) func byBsdcpio(_ pair: ArtifactPair) async throws {
    try await pair.check()
  }

  @Test(.needs("python3"), arguments: wheels) func byWheel(_ pair: ArtifactPair) async throws {
    try await pair.check(explained: [pair.causes != changed, pair.causesOfAlike != changed])
  }

  @Test(.needs("zip"), .needs("tar")) func zipInATar() async throws {
    func make(_ options: String) -> String {
      "cd $S; zip -qrX \(options) n.zip tree; rm -r tree; mkdir tree; mv n.zip tree; stamp; pack"
    }
    try await ArtifactPair(
      "zip in tar", "tar", make("-6"), make("-9"), ["container-rezip: proven", "deflate-level: proven"],
      alike: make("-0"), ["compression-method: proven", "container-rezip: proven"]
    ).check()
  }

  @Test(.needs("python3"), .needs("tar")) func wheelInATar() async throws {
    func make(_ edit: String) -> String {
      "rm -r $S/tree; mkdir $S/tree; export O=$S/tree/p-1-py3-none-any.whl; \(wheel(edit))\n"
        + "export O=${S%/*}/$TARGET; stamp; pack"
    }
    try await ArtifactPair(
      "wheel in tar", "tar", "TARGET=left.tar; " + make("pass"),
      "TARGET=right.tar; " + make("files['p/m.py'] = b'y = 3\\n'"), changed,
      alike: "TARGET=alike.tar; " + make("order.reverse()"), ["container-rezip: proven", "order-readdir: proven"]
    ).check(explained: [false, true])
  }
}

private let changed = ["content-change: likely", "wheel-record: proven"]

/// A Debian package of the small tree.
private func deb(_ options: String, _ prepare: String = "true") -> String {
  """
  mkdir -p $S/p/DEBIAN $S/p/usr/share/x
  printf 'Package: x\\nVersion: 1\\nArchitecture: all\\nMaintainer: A <a@example.org>\\nDescription: x\\n' > $S/p/DEBIAN/control
  cp -r $S/tree/. $S/p/usr/share/x; stamp; export SOURCE_DATE_EPOCH=1700000000; \(prepare)
  dpkg-deb --root-owner-group \(options) -b $S/p $O > /dev/null
  """
}

private let debs = [
  ArtifactPair(
    "another compression", "deb", deb("-Zxz"), deb("-Zgzip"),
    ["compression-method: proven", "container-rezip: proven"],
    alike: deb("-Zxz", "chmod -x $S/p/usr/share/x/run.sh"), ["container-rezip: proven", "mode-exec: proven"]),
  ArtifactPair(
    "zstd for xz", "deb", deb("-Zxz"), deb("-Zzstd"), ["compression-method: proven", "container-rezip: proven"],
    alike: deb("-Zxz -z9"), ["container-rezip: proven", "xz-parameters: proven"]),
  ArtifactPair(
    "level", "deb", deb("-Zgzip -z6"), deb("-Zgzip -z9"),
    ["container-rezip: proven", "deflate-level: proven", "gzip-xfl: proven"], alike: deb("-Zxz"),
    ["compression-method: proven", "container-rezip: proven"]),
  ArtifactPair(
    "time of the build", "deb", deb("-Zxz"), deb("-Zxz", "export SOURCE_DATE_EPOCH=1600000000"),
    ["container-rezip: proven", "mtime-now: proven"], alike: deb("-Zxz -z9"),
    ["container-rezip: proven", "xz-parameters: proven"]),
]

private func cpio(_ options: String, sort: String = "sort") -> String {
  "cd $S; find tree | LC_ALL=C \(sort) | cpio --quiet --reproducible -o \(options) > $O"
}

private let cpios = [
  ArtifactPair(
    "order", "cpio", cpio("-H newc"), cpio("-H newc", sort: "sort -r"), ["order-readdir: proven"],
    alike: cpio("-H newc -R 7:7"), ["owner-ids: proven"]),
  ArtifactPair(
    "owner", "cpio", cpio("-H newc"), cpio("-H newc -R 7:7"), ["owner-ids: proven"], alike: cpio("-H crc"),
    ["tar-dialect: proven"]),
]

private func bsdcpio(_ options: String) -> String {
  "cd $S; find tree | LC_ALL=C sort | bsdcpio --quiet -o \(options) > $O"
}

private let bsdcpios = [
  ArtifactPair(
    "numbers of inodes", "cpio", bsdcpio("-H newc"), bsdcpio("-H newc"), ["inode-numbers: proven"],
    alike: bsdcpio("-H newc -R 7:7"), ["inode-numbers: proven", "owner-ids: proven"])
]

/// A wheel whose RECORD fits; `edit` may change `files`, then the text of the RECORD, `record`, and the `order`.
private func wheel(_ edit: String, record: String = "pass") -> String {
  """
  python3 - <<'END'
  import base64, hashlib, os, zipfile
  info = "p-1.dist-info/"
  wheel = b"Wheel-Version: 1.0\\nGenerator: setuptools (75.1.0)\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
  files = {"p/__init__.py": b"", "p/m.py": b"y = 2\\n", info + "METADATA": b"Metadata-Version: 2.1\\nName: p\\nVersion: 1\\n",
           info + "WHEEL": wheel}
  order = list(files)
  \(edit)
  digest = lambda b: base64.urlsafe_b64encode(hashlib.sha256(b).digest()).rstrip(b"=").decode()
  rows = [f"{n},sha256={digest(files[n])},{len(files[n])}\\n" for n in sorted(files)] + [info + "RECORD,,\\n"]
  \(record)
  with zipfile.ZipFile(os.environ["O"], "w") as archive:
      for name in order + [info + "RECORD"]:
          i = zipfile.ZipInfo(name, (2023, 11, 14, 22, 13, 20))
          i.compress_type, i.external_attr = 8, 0o100644 << 16
          archive.writestr(i, files.get(name, "".join(rows).encode()))
  END
  """
}

private let wheels = [
  ArtifactPair(
    "generator", "whl", wheel("pass"), wheel("files[info + 'WHEEL'] = wheel.replace(b'75.1', b'76.0')"),
    ["wheel-metadata: proven", "wheel-record: proven"], alike: wheel("files['p/m.py'] = b'y = 3\\n'"), changed),
  ArtifactPair(
    "order of RECORD", "whl", wheel("pass"), wheel("pass", record: "rows.reverse()"), ["wheel-record: proven"],
    alike: wheel("order.reverse()"), ["order-readdir: proven"]),
  ArtifactPair(
    "a changed file", "whl", wheel("pass"), wheel("files['p/m.py'] = b'y = 3\\n'"), changed,
    alike: wheel("pass", record: "rows.reverse()"), ["wheel-record: proven"]),
]
