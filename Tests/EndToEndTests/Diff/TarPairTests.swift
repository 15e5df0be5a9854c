import TestSupport
import Testing

/// What GNU tar and bsdtar write differently, one thing at a time.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("tar"))
struct TarPairTests {
  @Test(arguments: fields) func oneFieldDiffers(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(arguments: orders) func theOrderDiffers(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(arguments: forms) func theFormOfTheTarDiffers(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(arguments: names) func namesAndLinksDiffer(_ pair: ArtifactPair) async throws { try await pair.check() }

  @Test(.needs("bsdtar")) func bsdtarWritesAnotherDialectAndFewerZeros() async throws {
    let bsdtar = "sorted | bsdtar --uid 0 --gid 0 --uname '' --gname '' -C \"$S\" -cnf \"$O\" -T -"
    try await ArtifactPair(
      "bsdtar", "tar", "pack", bsdtar, ["tar-blocking: proven", "tar-dialect: proven"], alike: "pack -b 1",
      ["tar-blocking: proven"]
    ).check()
  }

  @Test(.needs("python3")) func attributesOfTheFileSystem() async throws {
    func write(_ records: String) -> String {
      """
      python3 - <<'END'
      import io, os, tarfile
      with tarfile.open(os.environ["O"], "w", format=tarfile.PAX_FORMAT) as archive:
          member = tarfile.TarInfo("a")
          member.size, member.mtime, member.pax_headers = 1, 1700000000, {\(records)}
          archive.addfile(member, io.BytesIO(b"x"))
      END
      """
    }
    let note = "'SCHILY.xattr.user.note': "
    try await ArtifactPair(
      "xattr", "tar", write(note + "'one'"), write(note + "'two'"), ["xattr-acl: proven"],
      alike: write(note + "'one', 'atime': '1700000001'"), ["atime-ctime: proven"]
    ).check()
  }
}

private let mtimeNow = ["mtime-now: proven"]
private let modeExec = ["mode-exec: proven"]

private let fields = [
  ArtifactPair(
    "mtime", "tar", "pack", "stamp 1700500000; pack", mtimeNow, alike: "chmod -x $S/tree/run.sh; pack", modeExec),
  ArtifactPair(
    "half a second", "tar", "pack --format=posix --pax-option=delete=atime,delete=ctime",
    "stamp 1700000000.5; pack --format=posix --pax-option=delete=atime,delete=ctime",
    ["mtime-granularity: proven", "tar-dialect: proven"], alike: "stamp 1700000060; pack --format=ustar", mtimeNow),
  ArtifactPair(
    "owner by number", "tar", "pack", "pack --owner=1000 --group=1000", ["owner-ids: proven"],
    alike: "stamp 1700500000; pack", mtimeNow),
  ArtifactPair(
    "owner by name", "tar", "pack --owner=root:0 --group=root:0 --no-same-owner",
    "tar --sort=name --owner=build:0 --group=build:0 --format=gnu -C \"$S\" -cf \"$O\" tree", ["owner-names: proven"],
    alike: "pack --owner=7", ["owner-ids: proven"]),
  ArtifactPair(
    "umask", "tar", "pack", "chmod -R g+w $S/tree; pack", ["umask: proven"], alike: "chmod -x $S/tree/run.sh; pack",
    modeExec),
  ArtifactPair(
    "x bit", "tar", "pack", "chmod -x $S/tree/run.sh; pack", modeExec, alike: "chmod -R g+w $S/tree; pack",
    ["umask: proven"]),
  ArtifactPair(
    "setgid", "tar", "pack", "chmod g+s $S/tree $S/tree/sub $S/tree/lib; pack", ["setgid-inherit: proven"],
    alike: "chmod -R g+w $S/tree; pack", ["umask: proven"]),
  ArtifactPair(
    "access times", "tar", "pack --format=posix",
    "touch -a -d @1700000007 $S/tree/main.c; pack --format=posix --pax-option=delete=ctime",
    ["atime-ctime: proven"], alike: "stamp 1700500000; pack --format=posix",
    ["atime-ctime: proven", "mtime-now: proven"]),
]

private let orders = [
  ArtifactPair(
    "order of the file system", "tar", "sorted | listed", "sorted | tac | listed", ["order-readdir: proven"],
    alike: "sorted ! -type d | listed", ["dir-entries: proven"]),
  ArtifactPair(
    "locale", "tar", "touch $S/tree/B $S/tree/_a; stamp; sorted | listed",
    "touch $S/tree/B $S/tree/_a; stamp; sorted | LC_ALL=C sort -f | listed", ["order-locale: proven"],
    alike: "touch $S/tree/B $S/tree/_a; stamp; sorted | tac | listed", ["order-readdir: proven"]),
  ArtifactPair(
    "parallel jobs", "tar", "touch $S/tree/o{10..40}; stamp; sorted | listed",
    "touch $S/tree/o{10..40}; stamp; sorted | awk 'NR == 9 { kept = $0; next } { print } NR == 11 { print kept }' | listed",
    ["order-parallel: proven"], alike: "touch $S/tree/o{10..40}; stamp; sorted | tac | listed",
    ["order-readdir: proven"]),
]

private func pax(_ process: Int) -> String {
  "pack --format=posix --pax-option=delete=atime,delete=ctime,exthdr.name=%d/PaxHeaders.\(process)/%f"
}

private let forms =
  ["ustar", "v7"].map {
    ArtifactPair(
      "dialect \($0)", "tar", "pack", "pack --format=\($0)", ["tar-dialect: proven"], alike: "pack -b 1",
      ["tar-blocking: proven"])
  } + [
    ArtifactPair(
      "dialect pax", "tar", "pack", "pack --format=pax", ["atime-ctime: proven", "tar-dialect: proven"],
      alike: "pack -b 1", ["tar-blocking: proven"]),
    ArtifactPair(
      "names of extended headers", "tar", "stamp 1700000000.5; \(pax(17))", "stamp 1700000000.5; \(pax(18))",
      ["pax-header-name: proven"], alike: "stamp 1700000060.5; \(pax(17))", mtimeNow),
    ArtifactPair(
      "blocking", "tar", "pack", "pack -b 1", ["tar-blocking: proven"], alike: "pack --format=ustar",
      ["tar-dialect: proven"]),
    ArtifactPair(
      "sparse", "tar", "truncate -s 1M $S/tree/hole; echo >> $S/tree/hole; stamp; pack",
      "truncate -s 1M $S/tree/hole; echo >> $S/tree/hole; stamp; pack -S", ["sparse: proven"],
      alike: "head -c 1M /dev/zero > $S/tree/hole; echo >> $S/tree/hole; stamp 1700500000; pack", mtimeNow),
  ]

private let names = [
  ArtifactPair(
    "folder in front", "tar", "pack",
    "mv $S/tree $S/tree-1.1; pack() { tar --sort=name --owner=0 --group=0 "
      + "--numeric-owner -C $S -cf $O tree-1.1; }; pack", ["name-prefix: proven"],
    alike: "chmod -x $S/tree/run.sh; pack", modeExec),
  ArtifactPair(
    "dot in front", "tar", "pack", "pack --transform 's,^,./,'", ["name-prefix: proven"],
    alike: "sorted ! -type d | listed", ["dir-entries: proven"]),
  ArtifactPair(
    "no folders", "tar", "pack", "sorted ! -type d | listed", ["dir-entries: proven"],
    alike: "pack --transform 's,^,./,'", ["name-prefix: proven"]),
  ArtifactPair(
    "hard link", "tar", "cp -p $S/tree/main.c $S/tree/other.c; stamp; pack",
    "ln $S/tree/main.c $S/tree/other.c; stamp; pack", ["hardlink-or-copy: proven"],
    alike: "cp -p $S/tree/main.c $S/tree/other.c; stamp 1700500000; pack",
    mtimeNow),
  ArtifactPair(
    "target of a symbolic link", "tar", "ln -s /usr/share/x $S/tree/link; stamp; pack",
    "ln -s ../../share/x $S/tree/link; stamp; pack", ["symlink-target: proven"],
    alike: "ln -s /usr/share/x $S/tree/link; stamp 1700500000; pack", mtimeNow),
  ArtifactPair(
    "caches", "tar", "pack", "mkdir $S/tree/__pycache__; echo > $S/tree/__pycache__/m.cpython-311.pyc; stamp; pack",
    ["extra-members: proven"], alike: "sorted ! -type d | listed", ["dir-entries: proven"]),
  ArtifactPair(
    "random names", "tar", "echo hello > $S/tree/tmpa8f3c2; stamp; pack",
    "echo hello > $S/tree/tmp91xkq0; stamp; pack", ["random-names: proven"],
    alike: "echo hello > $S/tree/tmpa8f3c2; stamp 1700500000; pack", mtimeNow),
]
