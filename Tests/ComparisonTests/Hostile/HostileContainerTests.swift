import Archives
import Comparison
import Diagnostics
import Testing

/// Lies in cpio and ar, which deb packages are.
struct HostileContainerTests {
  private static let deb = arMagic + arMember("debian-binary", "2.0\n") + arMember("control.tar", "x")

  static let ars = [
    HostileCase("lies.a: size beyond the end", arMagic + arMember("a", "x", size: "9999999999")),
    HostileCase("lies.a: size no number", arMagic + arMember("a", "x", size: "many")),
    HostileCase("lies.a: size negative", arMagic + arMember("a", "x", size: "-1")),
    HostileCase("lies.a: BSD name longer than the member", arMagic + arMember("#1/900", "x")),
    HostileCase("lies.a: name beyond the table", arMagic + arMember("//", "a/\nb/\n") + arMember("/999", "x")),
    HostileCase("lies.a: huge name table", arMagic + arMember("//", "a/\n", size: "2147483647")),
    HostileCase("odd.deb: twice the same", deb + arMember("control.tar", "y")),
    HostileCase("odd.deb: bytes between the members", deb + Array("gap".utf8) + arMember("data.tar", "y")),
    HostileCase("odd.deb: cut in a header", deb + Array("data.tar  ".utf8)),
    HostileCase("only the magic", arMagic),
  ]

  static let cpios = [
    HostileCase("lies.cpio: size beyond the end", newcMember("a", "x", size: 0x7FFF_FFFF) + cpioTrailer),
    HostileCase("lies.cpio: name beyond the end", newcMember("a", "x", nameSize: 0x7FFF_FFFF) + cpioTrailer),
    HostileCase("lies.cpio: no name", newcMember("a", "x", nameSize: 0) + cpioTrailer),
    HostileCase(
      "odd.cpio: members after the trailer",
      newcMember("a", "x") + cpioTrailer + newcMember("b", "hidden") + cpioTrailer),
    HostileCase("odd.cpio: without a trailer", newcMember("a", "x")),
    HostileCase("odd.cpio: leads out", newcMember("../../a", "x") + cpioTrailer),
  ]

  @Test(arguments: ars) func arIsTold(_ hostile: HostileCase) throws { try check(hostile, against: Self.deb) }

  @Test(arguments: cpios) func cpioIsTold(_ hostile: HostileCase) throws {
    try check(hostile, against: newcMember("a", "x") + cpioTrailer)
  }

  private func check(_ hostile: HostileCase, against ordinary: [UInt8]) throws {
    #expect(messages(comparing: ordinary, hostile.bytes) == hostile.says)
    if let comparison = try? compareFiles(ordinary, hostile.bytes) {
      #expect(!comparison.difference.isEmpty || !comparison.obstacles.isEmpty)
    }
    if let same = try? compareFiles(hostile.bytes, hostile.bytes) { #expect(shown(same.difference) == []) }
  }

  @Test func whatHidesBehindTheTrailerIsCompared() throws {
    let left = newcMember("a", "x") + cpioTrailer + newcMember("b", "one")
    let right = newcMember("a", "x") + cpioTrailer + newcMember("b", "two")
    #expect(shown(try compareFiles(left, right).difference).map { $0.prefix(15) } == ["trailing-bytes:"])
  }
}
