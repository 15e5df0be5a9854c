import Archives
import TestSupport
import Testing

struct ZipWriterTests {
  @Test(.needs("python3")) func equalsPythons() throws {
    let members = [
      Member(name: "top/", type: .directory, mode: 0o755),
      Member(name: "top/empty"),
      Member(name: "top/run", mode: 0o755, content: String(decoding: words(200_000), as: UTF8.self)),
      Member(name: "top/é", modified: Timestamp(seconds: 951_782_399), content: "leap"),
      Member(name: "top/first", modified: Timestamp(seconds: 315_532_800), content: "1980"),
      Member(name: "top/last", modified: Timestamp(seconds: 4_354_819_198), content: "2107"),
    ]
    let content = String(decoding: words(200_000), as: UTF8.self)
    #expect(try zip(members) == (try run("python3", ["-c", pythonWriter], input: Array(content.utf8))))
  }

  @Test func readsBackWhatIsWritten() throws {
    let archive = try zip([
      Member(name: "a/", type: .directory, mode: 0o755), Member(name: "a/b", mode: 0o755, content: "text"),
    ])
    let actual = try members(of: archive)
    #expect(actual.map(\.header.name) == [Array("a/".utf8), Array("a/b".utf8)])
    #expect(actual.map(\.header.type) == [.directory, .file])
    #expect(actual.map(\.header.mode) == [0o755, 0o755])
    #expect(actual.last?.content == Array("text".utf8))
  }

  @Test(.needs("python3")) func writesMoreMembersThanTheOldFormatHolds() throws {
    let archive = try zip((0..<65_537).map { Member(name: String($0, radix: 36)) })
    let script = """
      import io, sys, zipfile
      print(len(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).namelist()))
      """
    #expect(try run("python3", ["-c", script], input: archive) == Array("65537\n".utf8))
  }

  @Test(arguments: [
    (Member(name: "l", type: .fifo), "type"),
    (Member(name: "l", modified: Timestamp(seconds: 0)), "time"),
    (Member(name: String(repeating: "n", count: 65_536)), "name"),
  ]) func refusesWhatZipCannotHold(member: Member, field: String) {
    var writer = ZipWriter(to: MemorySink())
    #expect(throws: ArchiveError.unrepresentable(name: Array(member.name.utf8), field: field, format: "zip")) {
      try writer.begin(member.header)
    }
  }

  private func zip(_ members: [Member]) throws -> [UInt8] {
    let sink = MemorySink()
    var writer = ZipWriter(to: sink)
    for member in members { try writer.add(member.header, content: Array(member.content.utf8)) }
    try writer.finish()
    return sink.bytes
  }
}

private let pythonWriter = """
  import io, sys, zipfile
  output = io.BytesIO()
  def member(name, mode, date):
      info = zipfile.ZipInfo(name, date)
      info.external_attr = mode << 16
      info.compress_type = zipfile.ZIP_DEFLATED
      return info
  time = (2023, 11, 14, 22, 13, 20)
  with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
      folder = member("top/", 0o040755, time)
      folder.external_attr |= 0x10
      folder.compress_type = zipfile.ZIP_STORED
      folder.CRC = 0
      archive.mkdir(folder)
      archive.writestr(member("top/empty", 0o100644, time), b"")
      archive.writestr(member("top/run", 0o100755, time), sys.stdin.buffer.read())
      archive.writestr(member("top/\\u00e9", 0o100644, (2000, 2, 28, 23, 59, 59)), b"leap")
      archive.writestr(member("top/first", 0o100644, (1980, 1, 1, 0, 0, 0)), b"1980")
      archive.writestr(member("top/last", 0o100644, (2107, 12, 31, 23, 59, 58)), b"2107")
  sys.stdout.buffer.write(output.getvalue())
  """
