import Archives
import Comparison
import Diagnostics
import Foundation
import Store
import SystemPackage
import TestSupport
import Testing

struct MtreeTests {
  @Test func writesOneLineAMember() {
    let inventory = Inventory([
      directory("app/"),
      file("app/a b.py", "abc") { $0.modified = Timestamp(seconds: 5, nanoseconds: 12) },
      symlink("app/é", to: "a b.py"), hardlink("app/h", to: "app/a b.py"),
      file("/abs") { ($0.modified, $0.userName) = (nil, []) },
    ])
    #expect(
      MtreeWriter.text(of: inventory) == """
        #mtree
        # fields: type mode uid gid uname gname mtime size link content position
        ./app/ type=dir mode=0755 uid=0 gid=0 uname=root gname=root time=1700000000.0
        ./app/a\\040b.py type=file mode=0644 uid=0 gid=0 uname=root gname=root time=5.000000012 size=3 \
        sha256digest=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
        ./app/\\303\\251 type=link mode=0777 uid=0 gid=0 uname=root gname=root time=1700000000.0 link=a\\040b.py
        ./app/h type=file mode=0644 uid=0 gid=0 uname=root gname=root time=1700000000.0 link=app/a\\040b.py
        .//abs type=file mode=0644 uid=0 gid=0 uname= gname=root size=1 \
        sha256digest=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881

        """)
  }

  @Test(arguments: 0..<50)
  func readsBackWhatItWrites(seed: UInt64) throws {
    var numbers = RepeatableNumbers(seed: seed)
    let members = (0..<40).map { _ in InventoryMember.random(using: &numbers) }
    let fields = Set(MemberField.heldByMtree.sorted().filter { _ in Int.random(in: 0...9, using: &numbers) > 0 })
    let inventory = Inventory(members, fields: fields.union([.name, .type]))
    let read = try MtreeReader.inventory(from: MtreeWriter.bytes(of: inventory), file: "a.mtree")
    #expect(compare(expected: inventory, actual: read).isEmpty)
    #expect(read.fields == inventory.fields)
    if inventory.fields == MemberField.heldByMtree { #expect(read == inventory) }
    #expect(MtreeWriter.bytes(of: read) == MtreeWriter.bytes(of: inventory))
  }

  @Test func readsWhatBSDMtreeWrites() throws {
    // As `mtree -c -K sha256digest` of FreeBSD lays it out.
    let read = try inventory(
      """
      #	   user: build
      #	machine: host

      # .
      /set type=file uid=0 gid=0 mode=0755 nlink=1 flags=none
      .               type=dir nlink=3 size=4 time=1700000000.123456789
          run\\040me      mode=0644 size=3 time=1700000001.000000000 \\
                      sha256digest=BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
      # ./sub
      sub             type=dir mode=0700 uname=me optional
          a\\M-)b\\nc\\\\     mode=0600
          link            type=link link=../run\\040me
      # ./sub
      ..
      /unset mode
          last
      ..
      """)
    #expect(
      read.members.map { String(decoding: $0.name, as: UTF8.self) }.filter { !$0.contains("b") }
        == [".", "run me", "last"])
    #expect(read.members[3].name == Array("sub/a".utf8) + [0xA9] + Array("b\nc\\".utf8))
    #expect(read.members.map(\.type) == [.directory, .file, .directory, .file, .symlink, .file])
    #expect(read.members.map(\.mode) == [0o755, 0o644, 0o700, 0o600, 0o755, nil])
    #expect(read.members[0].modified == Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789))
    #expect(read.members[1].contentDigest == ContentDigest(of: "abc"))
    #expect(read.members[4].linkTarget == Array("../run me".utf8))
    #expect(read.fields == [.name, .type, .mode, .uid, .gid, .uname, .mtime, .size, .link, .content, .position])
  }

  @Test func tellsAllProblemsAtOnce() {
    check(
      """
      #mtree
      ./a type=file mode=0999
      ./b type=pipe
      ./c\\q type=file
      /absolute type=file
      ./d mode=0644
      ..
      ./e type=file sha256digest=12 size=1
      ./f type=file time=1.5x
      ./g type=file uid=99999999999999999999
      ./h type=file size=-1
      """,
      """
      a.mtree:2: error: mode is '0999', expected an octal number of up to 7777 [expected.value]
      a.mtree:3: error: type is 'pipe', expected block, char, dir, fifo, file, link or socket [expected.value]
      a.mtree:4: error: unknown escape in './c\\\\q' [expected.escape]
      hint: write a byte as a backslash and three octal digits
      a.mtree:5: error: unknown command '/absolute', expected /set, /unset or a name [expected.command]
      hint: names begin with './'
      a.mtree:6: error: the line gives no type [expected.no-type]
      hint: add type=file, type=dir or type=link
      a.mtree:7: error: '..' leaves more directories than were entered [expected.above-top]
      a.mtree:8: error: sha256digest is '12', expected 64 hexadecimal digits [expected.value]
      a.mtree:9: error: time is '1.5x', expected seconds.nanoseconds [expected.value]
      a.mtree:10: error: uid is '99999999999999999999', expected a number [expected.value]
      a.mtree:11: error: size is '-1', expected a number of bytes [expected.value]
      """)
  }

  @Test func recognisesMergeConflicts() {
    check(
      """
      #mtree
      <<<<<<< HEAD
      ./a type=file mode=0644
      ||||||| 1234567
      ./a type=file mode=0600
      =======
      ./a type=file mode=0755
      >>>>>>> branch
      ./b type=file
      """,
      """
      a.mtree:2: error: unresolved merge conflict [expected.conflict]
      hint: take one side, then run 'assay update' to write the file anew
      """)
  }

  @Test func boundsTheProblemsItTells() {
    let text = String(repeating: "x\n", count: 1000)
    let told = #expect(throws: DiagnosticList.self) { try inventory(text) }
    #expect(told?.diagnostics.count == 21)
    #expect(told?.diagnostics.last?.description == "a.mtree: note: 980 more problems in this file [expected.more]")
  }

  @Test func refusesAnEmptyFile() {
    check(
      "",
      "a.mtree: error: the file is empty [expected.empty]\n"
        + "hint: an inventory begins with '#mtree'; run 'assay update' to write it")
  }

  @Test func readsWindowsLineEndings() throws {
    #expect(try inventory("#mtree\r\n./a type=file mode=0644\r\n").members.map(\.mode) == [0o644])
  }

  @Test(.needs("bsdtar"), .temporaryFolder)
  func bsdtarReadsEachNameBack() throws {
    var numbers = RepeatableNumbers(seed: 7)
    var names: Set<[UInt8]> = []
    var members = (0..<300).map { _ in InventoryMember.random(using: &numbers, allowingNUL: false) }
    members.removeAll { $0.type == .socket || $0.name.contains(0) || !names.insert($0.name).inserted }
    let path = TemporaryFolder.path.appending("a.mtree").string
    try Data(MtreeWriter.bytes(of: Inventory(members))).write(to: URL(filePath: path))

    // It prints names with escapes that mtree files know as well, but for blanks and '#'.
    let lines = try output(of: "bsdtar", "-tf", path).split(separator: UInt8(ascii: "\n"))
    let escapes: [UInt8: String] = [0x20: "\\040", 0x23: "\\043"]
    let text = lines.map { line in
      "./" + line.map { escapes[$0] ?? String(Unicode.Scalar($0)) }.joined() + " type=file"
    }
    let shown = try inventory(text.joined(separator: "\n")).members.map(\.name)
    #expect(shown == members.map { Array("./".utf8) + $0.name })
  }

  @Test(.needs("bsdtar"), .temporaryFolder)
  func readsWhatBsdtarWrites() throws {
    let folder = TemporaryFolder.path.appending("tree")
    let inner = folder.appending("a b#=\\é").string
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    try Data("abc".utf8).write(to: URL(filePath: inner + "/x\ny"))
    try FileManager.default.createSymbolicLink(atPath: inner + "/z", withDestinationPath: "x\ny")
    let options = ["--format=mtree", "--options=mtree:all"]
    let text = try output(of: "bsdtar", "-cf", "-", "-C", folder.string, options[0], options[1], ".")
    let read = try MtreeReader.inventory(from: text, file: "a.mtree")
    #expect(
      Set(read.members.map { String(decoding: $0.name, as: UTF8.self) })
        == [".", "a b#=\\é", "a b#=\\é/x\ny", "a b#=\\é/z"])
    #expect(read.members.compactMap(\.contentDigest) == [ContentDigest(of: "abc")])
    #expect(read.members.compactMap(\.linkTarget) == [Array("x\ny".utf8)])
  }

  @Test func readsManyLines() throws {
    let members = (0..<10_000).map { file("lib/python3.11/site-packages/package\($0 % 100)/module\($0).py") }
    let bytes = MtreeWriter.bytes(of: Inventory(members))
    #expect(try MtreeReader.inventory(from: bytes, file: "a.mtree").members.count == 10_000)
  }

  @Test(arguments: 0..<50)
  func survivesDamage(seed: UInt64) {
    var numbers = RepeatableNumbers(seed: seed)
    var bytes = MtreeWriter.bytes(of: Inventory((0..<20).map { _ in InventoryMember.random(using: &numbers) }))
    for _ in 0..<20 {
      let index = Int.random(in: 0..<bytes.count, using: &numbers)
      bytes[index] = "\\/.= \n#".utf8.randomElement(using: &numbers) ?? 0
    }
    do {
      let read = try MtreeReader.inventory(from: bytes, file: "a.mtree")
      #expect(try MtreeReader.inventory(from: MtreeWriter.bytes(of: read), file: "a.mtree") == read)
    } catch {
      #expect(error.diagnostics.allSatisfy { $0.place?.line != nil || $0.code == "expected.more" })
    }
  }

  private func check(_ text: String, _ message: String) {
    let problems = #expect(throws: DiagnosticList.self) { try inventory(text) }
    #expect(problems?.description == message)
  }

  private func inventory(_ text: String) throws -> Inventory {
    try MtreeReader.inventory(from: Array(text.utf8), file: "a.mtree")
  }

  private func output(of program: String, _ arguments: String...) throws -> [UInt8] {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["LC_ALL=C", program] + arguments
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Array(output)
  }
}
