import Archives
import TestSupport
import Testing

/// Holds our tar against the one Python's `tarfile` writes for the same members, byte for byte.
struct PythonTarTests {
  @Test(.needs("python3"), arguments: PythonTarCase.all) func equalsPythons(_ example: PythonTarCase) throws {
    let actual = try tar(example.members.map { ($0, [UInt8](repeating: 120, count: Int($0.declaredSize ?? 0))) })
    #expect(actual == (try run("python3", ["-c", pythonWriter], input: Array(example.lines.utf8))))
  }

  @Test(.needs("python3")) func equalsPythonsHeaderOfAHugeFile() throws {
    let header = NormalForm.header(
      "huge", .file, mode: 0o644, modified: Timestamp(seconds: 1), size: 8_589_934_592)
    let sink = MemorySink()
    var writer = TarWriter(to: sink)
    try writer.begin(header)
    let script = """
      import tarfile, sys
      info = tarfile.TarInfo("huge"); info.size = 8 ** 11; info.mtime = 1; info.uname = info.gname = "root"
      sys.stdout.buffer.write(info.tobuf(tarfile.PAX_FORMAT))
      """
    #expect(sink.bytes == (try run("python3", ["-c", script])))
  }
}

/// Members under a label.
struct PythonTarCase: Sendable, CustomTestStringConvertible {
  var label: String
  var members: [MemberHeader]

  var testDescription: String { label }

  /// One line a member, for the Python side; names in hexadecimal since they may be any bytes.
  var lines: String {
    members.map { header in
      let time = header.modified ?? Timestamp(seconds: 0)
      return [
        hexadecimal(header.name), header.type.rawValue, String(header.mode), String(header.uid),
        hexadecimal(header.userName), String(time.seconds), String(time.nanoseconds),
        String(header.declaredSize ?? 0), hexadecimal(header.linkTarget ?? []),
      ].joined(separator: " ") + "\n"
    }.joined()
  }

  static let all: [PythonTarCase] =
    [
      PythonTarCase(label: "names and targets about the field's size", members: long([98, 99, 100, 101])),
      PythonTarCase(label: "names and targets about the prefix's size", members: long([154, 155, 156, 255, 256])),
      PythonTarCase(label: "long names and targets", members: long([300, 4000])),
      PythonTarCase(
        label: "sizes", members: [0, 1, 511, 512, 513, 1024, 9_728, 10_240, 100_000].map { file("f", size: $0) }),
      PythonTarCase(label: "no padding to a record", members: [file("f", size: 10_240 - 1024 - 512)]),
      PythonTarCase(label: "end blocks in a record of their own", members: [file("f", size: 10_240 - 1024)]),
      PythonTarCase(
        label: "non-ASCII",
        members: [
          file("é/ünï-😀"), link("ascii", to: "ziél"), file("e\u{301}"), file(String(repeating: "é", count: 150)),
          file(String(repeating: "x", count: 99) + "éé"),
        ]),
      PythonTarCase(
        label: "bytes that are no UTF-8", members: [bytes([0x66, 0xFF, 0xC3, 0x6F]), bytes([0xED, 0xA0, 0x80])]),
      PythonTarCase(label: "times", members: times),
      PythonTarCase(label: "a large folder", members: largeFolder),
      PythonTarCase(label: "owners", members: owners),
    ]

  private static func long(_ lengths: [Int]) -> [MemberHeader] {
    lengths.flatMap { length in
      let name = String(repeating: "d/", count: 10) + String(repeating: "n", count: length - 20)
      return [file(name), header(name, .directory), link("l", to: name), hardlink("h", to: name)]
    }
  }

  private static var times: [MemberHeader] {
    [
      Timestamp(seconds: 0), Timestamp(seconds: 1_700_000_000, nanoseconds: 500_000_000),
      Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789), Timestamp(seconds: 1, nanoseconds: 999_999_999),
      Timestamp(seconds: 1 << 33), Timestamp(seconds: (1 << 33) - 1, nanoseconds: 900_000_000),
      Timestamp(seconds: -1), Timestamp(seconds: 2, nanoseconds: 500_000_000),
    ].map { time in
      var header = file("t")
      header.modified = time
      return header
    }
  }

  private static var largeFolder: [MemberHeader] {
    [header("folder", .directory)] + (0..<2000).map { file("folder/file-\($0)", size: $0 % 700) }
  }

  private static var owners: [MemberHeader] {
    var (large, named) = (file("large"), file("named"))
    (large.uid, large.gid) = (2_097_152, 2_097_152)
    (named.userName, named.groupName) = (Array("jürgen".utf8), Array("jürgen".utf8))
    var long = file("long")
    (long.userName, long.groupName) = (Array(repeating: 117, count: 33), Array(repeating: 117, count: 33))
    return [large, named, long]
  }

  private static func file(_ name: String, size: Int = 3) -> MemberHeader { header(name, .file, size: size) }

  private static func link(_ name: String, to target: String) -> MemberHeader { header(name, .symlink, target: target) }

  private static func hardlink(_ name: String, to target: String) -> MemberHeader {
    header(name, .hardlink, target: target)
  }

  private static func bytes(_ name: [UInt8]) -> MemberHeader {
    var header = file("")
    header.name = name
    return header
  }

  private static func header(_ name: String, _ type: MemberType, size: Int = 0, target: String? = nil) -> MemberHeader {
    NormalForm.header(
      name, type, mode: 0o775, modified: Timestamp(seconds: 1_700_000_000), size: Int64(size), linkTarget: target)
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  "x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

private let pythonWriter = """
  import io, sys, tarfile
  types = {"file": b"0", "hardlink": b"1", "symlink": b"2", "directory": b"5"}
  text = lambda word: bytes.fromhex(word[1:]).decode("utf-8", "surrogateescape")
  archive = tarfile.open(
      fileobj=sys.stdout.buffer, mode="w|", format=tarfile.PAX_FORMAT, encoding="utf-8", errors="surrogateescape")
  for line in sys.stdin:
      name, kind, mode, owner, user, seconds, nanoseconds, size, target = line.split()
      info = tarfile.TarInfo(text(name))
      info.type, info.mode, info.uid, info.gid = types[kind], int(mode), int(owner), int(owner)
      info.uname = info.gname = text(user)
      info.mtime = int(seconds) if nanoseconds == "0" else int(seconds) + int(nanoseconds) * 1e-9
      info.size, info.linkname = int(size), text(target)
      archive.addfile(info, io.BytesIO(b"x" * info.size))
  archive.close()
  """
