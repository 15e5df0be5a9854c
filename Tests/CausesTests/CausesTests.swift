import Archives
import Causes
import Comparison
import Store
import Testing

/// Each rule has a pair of inventories, written as mtree lines, that shows it, and one that must not.
struct CausesTests {
  @Test func mtimeNow() {
    check(
      "./a type=file time=1700000000.0\n./b type=file time=1700000005.0\n./c type=file time=5.0",
      "./a type=file time=1700086400.0\n./b type=file time=1700086405.0\n./c type=file time=5.0",
      """
      proven mtime-now in 2
        expected: 2023-11-14T22:13:20Z to 2023-11-14T22:13:25Z
        actual: 2023-11-15T22:13:20Z to 2023-11-15T22:13:25Z
      """)
    check(
      "./a type=file time=1000.0\n./b type=file time=90000.0", "./a type=file time=500000.0\n./b type=file time=2.0",
      "unexplained 2 changed")
    check(
      "./a type=file time=1000.0\n./b type=file time=1010.0", "./a type=file time=1010.0\n./b type=file time=1000.0",
      "unexplained 2 changed")
  }

  @Test func mtimeGranularity() {
    check(
      "./a type=file time=1700000001.500000000\n./b type=file time=1700000003.7",
      "./a type=file time=1700000001.0\n./b type=file time=1700000003.0",
      """
      proven mtime-granularity in 2
        times of actual are whole seconds, those of the other side are finer
      """)
    check(
      "./a type=file time=1700000001.500000000", "./a type=file time=1700000000.0",
      """
      proven mtime-granularity in 1
        times of actual are even seconds, those of the other side are finer
      """)
    check(
      "./a type=file time=1700000001.500000000", "./a type=file time=1700000001.700000000",
      """
      proven mtime-now in 1
        expected: 2023-11-14T22:13:21.500000000Z
        actual: 2023-11-14T22:13:21.700000000Z
      """)
  }

  @Test func ownerIDs() {
    check(
      "./a type=file uid=0 gid=0\n./b type=file uid=0 gid=0\n./c type=file uid=5 gid=5",
      "./a type=file uid=1000 gid=100\n./b type=file uid=1000 gid=100\n./c type=file uid=5 gid=5",
      """
      proven owner-ids in 2
        uid 0 expected, 1000 actual
        gid 0 expected, 100 actual
      """)
    let names = ["a", "b", "c", "d", "e"]
    check(
      names.map { "./\($0) type=file uid=0" }.joined(separator: "\n"),
      names.enumerated().map { "./\($1) type=file uid=\($0 + 1)" }.joined(separator: "\n"),
      """
      possible owner-ids in 5
        uid 0 expected, 1 actual
        uid 0 expected, 2 actual
        uid 0 expected, 3 actual
        uid varies by member
      unexplained 5 changed
      """)
  }

  @Test func ownerNames() {
    check(
      "./a type=file uname=root gname=root uid=0", "./a type=file uname= gname=me\\033 uid=0",
      """
      proven owner-names in 1
        uname 'root' expected, '' actual
        gname 'root' expected, 'me\\u{1b}' actual
      """)
    check(
      "./a type=file uname=root uid=0", "./a type=file uname=root uid=1",
      "proven owner-ids in 1\n  uid 0 expected, 1 actual")
  }

  @Test func umask() {
    check(
      "./d type=dir mode=755\n./d/a type=file mode=644\n./d/x type=file mode=755\n./d/k type=file mode=600",
      "./d type=dir mode=775\n./d/a type=file mode=664\n./d/x type=file mode=775\n./d/k type=file mode=600",
      "proven umask in 3\n  umask 0022 expected, 0002 actual")
    let unchanged = (1...3).map { "./\($0) type=file mode=644" }.joined(separator: "\n")
    check(
      "./a type=file mode=644\n\(unchanged)", "./a type=file mode=664\n\(unchanged)", "unexplained 1 changed")
  }

  @Test func modeExec() {
    check(
      "./a type=file mode=755\n./b type=file mode=644", "./a type=file mode=644\n./b type=file mode=644",
      "proven mode-exec in 1\n  executable in expected: 'a'")
    check("./a type=file mode=4755", "./a type=file mode=0755", "unexplained 1 changed")
    check("./a type=dir mode=700", "./a type=dir mode=600", "unexplained 1 changed")
  }

  @Test func orderReaddir() {
    check(
      "./a type=file\n./b type=file\n./c type=file", "./c type=file\n./a type=file\n./b type=file",
      "proven order-readdir in 1\n  1 member stands elsewhere: 'c'\n"
        + "  expected is sorted by name, actual is not sorted by name")
    check(
      "./a type=file\n./b type=file", "./b type=file",
      "possible extra-members in 1\n  missing: 'a'\nunexplained 1 missing")
  }

  @Test func dirEntries() {
    check(
      "./d type=dir\n./d/a type=file", "./d/a type=file", "proven dir-entries in 1\n  only one side lists 'd'")
    check(
      "./d/a type=file\n./e type=dir", "./d/a type=file",
      "possible extra-members in 1\n  missing: 'e'\nunexplained 1 missing")
  }

  @Test func dirSlash() {
    func folder(_ name: String) -> Inventory {
      Inventory([InventoryMember(name: Array(name.utf8), type: .directory), file("d/a")])
    }
    check(folder("d/"), folder("d"), "proven dir-slash in 1\n  'd/' expected, 'd' actual")
    check(folder("d/"), folder("d/"), "")
    check(
      Inventory([InventoryMember(name: Array("d/".utf8), type: .directory)]), Inventory([file("d")]),
      "unexplained 1 changed")
  }

  @Test func namePrefix() {
    check(
      "././ type=dir\n././a type=file\n././h type=file link=./a", "./a type=file\n./h type=file link=a",
      """
      proven name-prefix in 3
        names begin with './' expected, with nothing actual
      proven dir-entries in 1
        only one side lists ''
      """)
    check(
      "./p-1.0 type=dir\n./p-1.0/a type=file", "./p-1.1 type=dir\n./p-1.1/a type=file",
      "proven name-prefix in 2\n  names begin with 'p-1.0/' expected, with 'p-1.1/' actual")
    check(
      "./usr/a type=file\n./usr/b type=file", "./root/usr/a type=file\n./root/usr/b type=file",
      "proven name-prefix in 2\n  names begin with nothing expected, with 'root/' actual")
    check(
      "./a type=file", "./b type=file",
      "possible extra-members in 2\n  missing: 'a'\n  extra: 'b'\nunexplained 1 missing, 1 extra")
    check(
      "./p/a type=file\n./p/b type=file", "./q/c type=file\n./q/d type=file",
      "possible extra-members in 4\n  missing: 'p/a', 'p/b'\n  extra: 'q/c', 'q/d'\nunexplained 2 missing, 2 extra")
  }

  @Test func extraMembers() {
    check(
      "./a.py type=file",
      "./__pycache__ type=dir\n./__pycache__/a.pyc type=file\n./a.py type=file\n./a.py.orig type=file",
      """
      proven extra-members in 3
        well-known litter on one side: '__pycache__', '__pycache__/a.pyc', 'a.py.orig'
      """)
    check(
      "./a type=file\n./~ type=file\n./core type=file", "./a type=file\n./b\\012 type=file\n./core type=file",
      "possible extra-members in 2\n  missing: '~'\n  extra: 'b\\n'\nunexplained 1 missing, 1 extra")
  }

  @Test func duplicateMembers() {
    check(
      "./a type=file size=1\n./a type=file size=2", "./a type=file size=2",
      "proven duplicate-members in 1\n  'a' stands in expected 2 times, in actual once")
    check(
      "./a type=file size=1\n./a type=file size=2", "./a type=file size=1\n./a type=file size=3",
      "unexplained 1 changed")
  }

  @Test func symlinkTarget() {
    check(
      "./usr/bin/x type=link link=../lib/y", "./usr/bin/x type=link link=/build/root/usr/lib/y",
      "proven symlink-target in 1\n"
        + "  'usr/bin/x' leads to '../lib/y' expected, to '/build/root/usr/lib/y' actual")
    check(
      "./x type=link link=a", "./x type=link link=b",
      "possible symlink-target in 1\n  'x' leads to 'a' expected, to 'b' actual\nunexplained 1 changed")
  }

  @Test func contentThatCannotBeUnpackedHasNoSize() {
    func encrypted(_ token: Int) -> Inventory {
      Inventory([zipped("a") { ($0.size, $0.content) = (nil, .token(token)) }])
    }
    check(
      encrypted(1), encrypted(2),
      "likely content-change in 1\n  'a': the stored bytes, which can't be unpacked\nunexplained 1 changed")
  }

  @Test func aLinkToItselfLeavesTheFile() {
    let file = file("a")
    var link = InventoryMember(name: Array("a".utf8), type: .hardlink)
    link.linkTarget = link.name
    check(
      Inventory([file]), Inventory([file, link]),
      "proven duplicate-members in 1\n  'a' stands in expected once, in actual 2 times")
  }

  /// GNU cpio gives the content of linked files with the last of them, a tar with the first.
  @Test func contentOfLinksMayStandWithAnotherOne() {
    func links(first: String, last: String) -> Inventory {
      var link = InventoryMember(name: Array("b".utf8), type: .hardlink)
      link.linkTarget = Array("a".utf8)
      link.hold(last)
      return Inventory([file("a") { $0.hold(first) }, link])
    }
    check(
      links(first: "content", last: ""), links(first: "", last: "content"),
      "proven hardlink-or-copy in 2\n  'a', 'b': the content stands with another link to the same file")
    check(
      links(first: "content", last: ""), links(first: "", last: "CONTENT"),
      """
      likely hardlink-or-copy in 2
        'a', 'b': the content stands with another link to the same file
        2 members of them differ otherwise too
      likely content-change in 2
        'a': 7 bytes on both sides
        'b': 7 bytes on both sides
      unexplained 2 changed
      """)
  }

  @Test func hardlinkOrCopy() {
    let content = "size=1 sha256digest=\(ContentDigest(of: "x"))"
    check(
      "./a type=file \(content)\n./b type=file link=a", "./a type=file \(content)\n./b type=file \(content)",
      "proven hardlink-or-copy in 1\n  'b': 1 hard link expected, 0 actual")
    check(
      "./a type=file \(content)\n./b type=file link=a",
      "./a type=file \(content)\n./b type=file size=1 sha256digest=\(ContentDigest(of: "y"))",
      """
      likely hardlink-or-copy in 1
        'b': 1 hard link expected, 0 actual
        1 member of them differs otherwise too
      likely content-change in 1
        'b': 1 byte on both sides
      unexplained 1 changed
      """)
  }

  @Test func contentChange() {
    func content(_ text: String) -> String { "size=\(text.utf8.count) sha256digest=\(ContentDigest(of: text))" }
    check(
      "./a.py type=file \(content("x"))\n./a.dist-info/RECORD type=file \(content("1"))",
      "./a.py type=file \(content("xyz"))\n./a.dist-info/RECORD type=file \(content("2"))",
      """
      likely content-change in 2
        'a.py': 1 byte expected, 3 actual
        probably follows from these: 'a.dist-info/RECORD'
      unexplained 2 changed
      """)
    check("./a type=file \(content("x"))", "./a type=file \(content("x"))", "")
  }

  @Test func findsTheSmallestSet() {
    check(
      "./a type=file mode=644 uid=0 time=1700000000.0\n./b type=file mode=755 uid=0 time=1700000000.0",
      "./b type=file mode=644 uid=9 time=1700090000.0\n./a type=file mode=644 uid=9 time=1700090000.0\n./b~ type=file",
      """
      proven mtime-now in 2
        expected: 2023-11-14T22:13:20Z
        actual: 2023-11-15T23:13:20Z
      proven owner-ids in 2
        uid 0 expected, 9 actual
      proven extra-members in 1
        well-known litter on one side: 'b~'
      proven mode-exec in 1
        executable in expected: 'b'
      proven order-readdir in 1
        1 member stands elsewhere: 'a'
        expected is sorted by name, actual is not sorted by name
      """)
  }

  @Test func tellsWhatIsLeftOver() {
    check(
      "./a type=file mode=644 time=1700000000.0\n./b type=file mode=644 time=1700000000.0",
      "./a type=file mode=644 time=1700090000.0\n./b type=file mode=4600 time=1700090000.0",
      """
      proven mtime-now in 2
        expected: 2023-11-14T22:13:20Z
        actual: 2023-11-15T23:13:20Z
        1 member of them differs otherwise too
      unexplained 1 changed
      """)
  }
}
