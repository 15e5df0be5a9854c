import Archives
import CanonicalJSON
import Causes
import Comparison
import Testing

/// Causes that show in what only zips hold.
struct ZipCauseTests {
  @Test func zipCreator() {
    check(
      archive { $0.zip?.creatorSystem = 3 }, archive { $0.zip?.creatorVersion = 20 },
      """
      proven zip-creator in 1
        made by 'Unix, version 0, needs 0, attributes 0x00000000 and 0' expected, \
      'MS-DOS, version 20, needs 0, attributes 0x00000000 and 0' actual
      """)
  }

  @Test func zipCreatorThatHoldsNoMode() {
    check(
      archive {
        $0.zip?.creatorSystem = 3
        $0.zip?.externalAttributes = 0o100644 << 16
      },
      archive { $0.mode = 0o664 },
      """
      proven zip-creator in 1
        made by 'Unix, version 0, needs 0, attributes 0x81a40000 and 0' expected, \
      'MS-DOS, version 0, needs 0, attributes 0x00000000 and 0' actual
        1 member has no mode on one side
      """)
  }

  @Test func zipFlags() {
    check(
      archive { $0.zip?.flags = 8 }, archive { $0.zip?.flags = 0x800 },
      """
      proven zip-flags in 1
        data descriptor (bit 3) in expected: 'a'
        UTF-8 name (bit 11) in actual: 'a'
      """)
    check(archive { $0.zip?.flags = 1 }, archive { $0.zip?.flags = 0 }, "unexplained 1 changed")
  }

  @Test func zipUnixIDs() {
    check(
      archive {
        $0.uid = 0
        $0.addExtra(0x7875, local: [1, 4, 0, 0, 0, 0], central: [1])
      },
      archive {
        $0.uid = 1000
        $0.addExtra(0x7875, local: [1, 4, 0xE8, 3, 0, 0], central: [1])
      },
      """
      proven zip-unix-ids in 1
        owners of 'a'
        uid 0 expected, 1000 actual
      """)
    check(archive { $0.uid = 0 }, archive { $0.uid = 1 }, "proven owner-ids in 1\n  uid 0 expected, 1 actual")
  }

  @Test func zipExtra() {
    check(
      archive { $0.addExtra(0xCAFE, local: []) }, archive { $0.addExtra(0x5455, local: [1, 0, 0, 0, 0]) },
      "proven zip-extra in 1\n  blocks 0x5455 (times), 0xcafe (Java)")
    check(
      archive {
        $0.addExtra(0xCAFE, local: [])
        $0.addExtra(1, local: [])
      },
      archive {
        $0.addExtra(1, local: [])
        $0.addExtra(0xCAFE, local: [])
      }, "proven zip-extra in 1\n  the order of the blocks")
    check(archive { $0.addExtra(0x7075, local: [1]) }, archive { _ in }, "unexplained 1 changed")
  }

  @Test func zipComment() {
    check(
      archive([.zipComment: "a\\u{1b}"]) { $0.zip?.comment = [1] }, archive([.zipComment: "b"]) { _ in },
      """
      proven zip-comment in 1
        comment of the zip 'a\\u{1b}' expected, 'b' actual
        comment of a member '\\u{1}' expected, '' actual
      """)
  }

  @Test func orderCentral() {
    check(
      [.zipOrder: "as stored"], [.zipOrder: "otherwise"],
      "proven order-central in 0\n  zip.order: 'as stored' expected, 'otherwise' actual")
  }

  @Test func compressionMethodOfMembers() {
    check(
      archive {
        $0.compressed = .token(1)
        $0.zip?.versionNeeded = 20
        $0.zip?.flags = 2
      },
      archive {
        $0.compressed = .token(2)
        $0.zip?.method = 0
        $0.zip?.versionNeeded = 10
      },
      "proven compression-method in 1\n  method 'deflate' expected, 'stored' actual")
  }

  @Test func whatGoesWithTheMethodIsNoCauseOfItsOwn() {
    func archive(_ edit: (inout InventoryMember) -> Void) -> Inventory {
      let small = zipped("small") { member in
        member.zip?.internalAttributes = 1
        edit(&member)
        member.zip?.method = 0
      }
      return Inventory([zipped("a", 10, 0, edit), small])
    }
    check(
      archive { $0.compressed = .token($0.name.count) },
      archive {
        $0.compressed = .token($0.name.count)
        $0.zip?.method = 0
        $0.zip?.flags = 2
        $0.zip?.internalAttributes = 0
      },
      "proven compression-method in 1\n  method 'deflate' expected, 'stored' actual")
  }

  @Test func deflateLevelOfMembers() {
    check(
      archive([.compressor: "zlib level 6–9, memLevel 8"]) { $0.compressed = .token(1) },
      archive([.compressor: "zlib level 1, memLevel 8"]) {
        $0.compressed = .token(2)
        $0.zip?.flags = 6
      },
      """
      proven deflate-level in 1
        written by 'zlib level 6–9, memLevel 8' expected, by 'zlib level 1, memLevel 8' actual
      """)
  }

  @Test func sameFieldsHaveNoCause() {
    func edit(_ member: inout InventoryMember) {
      member.addExtra(0x7875, local: [1], central: [2])
      (member.compressed, member.uid) = (.token(1), 5)
      member.zip?.comment = [1]
      member.zip?.flags = 8
    }
    check(archive([.zipComment: "a"], edit), archive([.zipComment: "a"], edit), "")
  }

  @Test func unexplainedPartsOfAZip() {
    check([.zipGaps: "5 bytes at 7"], [.trailingBytes: "1 byte"], "unexplained zip.gaps, trailing-bytes")
  }

  private func archive(
    _ container: [ContainerField: JSONValue] = [:], _ edit: (inout InventoryMember) -> Void
  ) -> Inventory {
    Inventory([zipped("a", 10, 0, edit)], container: container)
  }
}
