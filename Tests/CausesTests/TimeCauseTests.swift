import Archives
import Causes
import Comparison
import Testing

/// Causes that show in the times of members.
struct TimeCauseTests {
  @Test func mtimeTimezone() {
    check(
      Inventory([zipped("a", 10), zipped("b", 11, 30)]), Inventory([zipped("a", 12), zipped("b", 13, 30)]),
      "proven mtime-timezone in 2\n  the clock of actual is 2 h ahead in 2 members")
  }

  @Test func mtimeTimezoneBesideUniversalTimes() {
    func member(_ name: String, _ hour: UInt32, _ minute: UInt32, universal: Int64) -> InventoryMember {
      zipped(name, hour, minute) {
        $0.modified = Timestamp(seconds: universal)
        $0.addExtra(0x5455, local: [1, 2, 3, 4, 5], central: [1, 2, 3, 4, 5])
      }
    }
    check(
      Inventory([member("a", 15, 45, universal: 1_699_956_021)]),
      Inventory([member("a", 10, 0, universal: 1_699_956_021)]),
      "proven mtime-timezone in 1\n  the clock of actual is 5 h 45 min behind in 1 member")
    check(
      Inventory([member("a", 10, 0, universal: 1_699_956_021)]),
      Inventory([member("a", 12, 0, universal: 1_699_956_021 + 7200)]),
      """
      proven mtime-now in 1
        expected: 2023-11-14T10:00:21Z
        actual: 2023-11-14T12:00:21Z
      """)
  }

  @Test func mtimeTimezoneNeedsOneConstantOfQuartersInAZip() {
    let first = Inventory([zipped("a", 10), zipped("b", 10, 5)])
    check(
      first, Inventory([zipped("a", 12, 1), zipped("b", 12, 6)]),
      """
      proven mtime-now in 2
        expected: 2023-11-14T10:00:20Z to 2023-11-14T10:05:20Z
        actual: 2023-11-14T12:01:20Z to 2023-11-14T12:06:20Z
      """)
    check(first, Inventory([zipped("a", 12), zipped("b", 15, 5)]), "unexplained 2 changed")
    let tar = [10_000, 17_200].map { seconds in
      Inventory([file("a") { $0.modified = Timestamp(seconds: seconds) }])
    }
    check(
      tar[0], tar[1],
      "proven mtime-now in 1\n  expected: 1970-01-01T02:46:40Z\n  actual: 1970-01-01T04:46:40Z")
  }

  @Test func mtimeDST() {
    check(
      Inventory([zipped("a", 1), zipped("b", 10), zipped("c", 20)]),
      Inventory([zipped("a", 1), zipped("b", 11), zipped("c", 20)]),
      "proven mtime-dst in 1\n  the clock of actual is 1 h ahead in 1 member")
    check(
      Inventory([zipped("a", 1), zipped("b", 10)]), Inventory([zipped("a", 2), zipped("b", 12)]),
      """
      proven mtime-dst in 2
        the clock of actual is 1 h ahead in 1 member
        the clock of actual is 2 h ahead in 1 member
      """)
    check(
      Inventory([zipped("a", 1), zipped("b", 10)]), Inventory([zipped("a", 2), zipped("b", 13)]),
      "unexplained 2 changed")
  }

  @Test func mtime1980() {
    func start(_ name: String) -> InventoryMember {
      zipped(name) {
        $0.modified = Timestamp(seconds: 315_532_800)
        $0.zip?.dosTime = 1 << 21 | 1 << 16
      }
    }
    check(
      Inventory([start("a"), start("b")]), Inventory([start("a"), zipped("b", 3)]),
      "proven mtime-1980 in 1\n  times of expected are 1980-01-01T00:00:00Z")
    check(
      Inventory([start("a"), zipped("b", 3)]), Inventory([zipped("a", 3), start("b")]), "unexplained 2 changed")
  }

  @Test func mtimeUnclamped() {
    check(
      "./a type=file time=1000.0\n./b type=file time=1000.0\n./c type=file time=1000.0\n./d type=file time=7.0",
      "./a type=file time=1000.0\n./b type=file time=1000.0\n./c type=file time=9000.0\n./d type=file time=7.0",
      "proven mtime-unclamped in 1\n  1 of the times of actual lie after 1970-01-01T00:16:40Z")
    check(
      "./a type=file time=1000.0\n./b type=file time=1000.0\n./c type=file time=2000.0",
      "./a type=file time=1000.0\n./b type=file time=1000.0\n./c type=file time=9000.0",
      "proven mtime-now in 1\n  expected: 1970-01-01T00:33:20Z\n  actual: 1970-01-01T02:30:00Z")
  }

  @Test func atimeCtime() {
    func member(_ time: String, _ other: String = "1") -> Inventory {
      Inventory([
        file("a") {
          $0.add("atime", time)
          $0.add("ctime", time)
          $0.add("xattr.user.x", other)
        }
      ])
    }
    check(member("1"), member("2"), "proven atime-ctime in 1\n  times of 'a'")
    check(
      member("1", "1"), member("2", "2"),
      "proven atime-ctime in 1\n  times of 'a'\nproven xattr-acl in 1\n  'xattr.user.x' of 'a'")
    check(member("1", "1"), member("1", "2"), "proven xattr-acl in 1\n  'xattr.user.x' of 'a'")
  }

  @Test func mtimeNowAndAtimeInTheExtraFieldsOfAZip() {
    func archive(_ hour: UInt32, access: UInt8) -> Inventory {
      Inventory(
        ["a", "b"].map { name in
          zipped(name, hour, 1) {
            $0.addExtra(0x5455, local: [3, UInt8(hour), 0, 0, 0, access, 0, 0, 0], central: [3, UInt8(hour), 0, 0, 0])
          }
        })
    }
    check(
      archive(10, access: 1), archive(13, access: 1),
      """
      proven mtime-now in 2
        expected: 2023-11-14T10:01:20Z
        actual: 2023-11-14T13:01:20Z
      """)
    check(archive(10, access: 1), archive(10, access: 2), "proven atime-ctime in 2\n  times of 'a', 'b'")
    check(
      archive(10, access: 1), archive(13, access: 2),
      """
      proven mtime-now in 2
        expected: 2023-11-14T10:01:20Z
        actual: 2023-11-14T13:01:20Z
      proven atime-ctime in 2
        times of 'a', 'b'
      """)
  }
}
