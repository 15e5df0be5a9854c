import Archives
import Causes
import Comparison
import Testing

/// Causes that show in modes, attributes and device numbers.
struct ModeCauseTests {
  @Test func setgidInherit() {
    check(
      "./d type=dir mode=755\n./d/a type=file mode=644", "./d type=dir mode=2755\n./d/a type=file mode=644",
      "proven setgid-inherit in 1\n  setgid in actual: 'd'")
    check("./a type=file mode=755", "./a type=file mode=2755", "unexplained 1 changed")
  }

  @Test func setgidInheritBesideAnUmask() {
    check(
      "./d type=dir mode=755\n./e type=dir mode=755", "./d type=dir mode=2775\n./e type=dir mode=775",
      """
      proven umask in 2
        umask 0022 expected, 0002 actual
      proven setgid-inherit in 1
        setgid in actual: 'd'
      """)
  }

  @Test func sparse() {
    check(
      Inventory([file("a") { $0.add("sparse", "0+512") }]), Inventory([file("a")]), "proven sparse in 1\n  holes of 'a'"
    )
    check(
      Inventory([file("a") { $0.add("sparse", "0+512") }]), Inventory([file("a") { $0.add("sparse", "0+512") }]), "")
  }

  @Test func xattrACL() {
    func member(_ attributes: (String, String)...) -> Inventory {
      Inventory([
        file("a") { member in
          member.attributes = []
          for (name, value) in attributes { member.add(name, value) }
        }
      ])
    }
    check(
      member(("acl.access", "u::rw"), ("flags", "nodump")), member(("xattr.security.selinux", "s0")),
      "proven xattr-acl in 1\n  'acl.access', 'flags', 'xattr.security.selinux' of 'a'")
    check(member(("xattr.security.capability", "1")), member(), "unexplained 1 changed")
  }

  @Test func inodeNumbers() {
    func member(_ attributes: (String, String)...) -> Inventory {
      Inventory([file("a") { member in for (name, value) in attributes { member.add(name, value) } }])
    }
    check(
      member(("inode", "7"), ("inode.links", "1")), member(("inode", "8"), ("inode.links", "1")),
      "proven inode-numbers in 1\n  'inode' of 'a'")
    check(
      member(("inode", "7")), member(("inode", "8"), ("xattr.user.inode", "1")),
      """
      proven xattr-acl in 1
        'xattr.user.inode' of 'a'
      proven inode-numbers in 1
        'inode' of 'a'
      """)
    check(member(("inode", "7")), member(("inode", "7")), "")
  }

  @Test func deviceNumbers() {
    func node(_ minor: Int64) -> Inventory {
      var member = InventoryMember(name: Array("null".utf8), type: .characterDevice)
      member.device = DeviceNumbers(major: 1, minor: minor)
      return Inventory([member])
    }
    check(node(3), node(5), "proven device-numbers in 1\n  device '1:3' expected, '1:5' actual")
    check(node(3), node(3), "")
  }

  @Test func umaskInAZipTakesTheExternalAttributesWithIt() {
    func archive(_ mode: UInt32) -> Inventory {
      Inventory([
        zipped("a") {
          $0.mode = mode
          $0.zip?.creatorSystem = 3
          $0.zip?.externalAttributes = (0o100000 | mode) << 16
        }
      ])
    }
    check(archive(0o644), archive(0o664), "proven umask in 1\n  umask 0022 expected, 0002 actual")
    check(archive(0o644), archive(0o4600), "unexplained 1 changed")
  }
}
