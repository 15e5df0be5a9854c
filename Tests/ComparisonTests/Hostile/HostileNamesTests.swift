import Archives
import Comparison
import Diagnostics
import Testing

/// Names and links that would lead astray whoever unpacks them: they are compared as they are, and told.
struct HostileNamesTests {
  private func warnings(_ build: (inout TarBytes) -> Void) -> [String] {
    let tar = tarBytes(build)
    return messages(comparing: tar, tar)
  }

  @Test func namesThatLeadOutAreTold() {
    #expect(
      warnings { tar in
        for name in ["../../etc/x", "a/../b", "/etc/passwd", "C:\\x", "a\\b", "c:x", ".."] { tar.add(name) }
        for name in ["a..", "..a", "a/...", ".", "./a", "ab:c", "..../x"] { tar.add(name) }
      } == [
        "warning: names that could lead out of a folder: '../../etc/x', 'a/../b', '/etc/passwd' and 4 more [archive.unsafe-name]"
      ])
  }

  @Test func linksThatLeadOutAreTold() {
    #expect(
      warnings { tar in
        tar.add("out", linkTo: "../x")
        tar.add("a/b/deep", linkTo: "../../../x")
        tar.add("absolute", linkTo: "/etc/passwd")
        tar.add("hard", linkTo: "../x", type: "1")
        tar.add("a/b/inside", linkTo: "../../x")
        tar.add("loop", linkTo: "loop")
        tar.add("empty", linkTo: "")
      } == [
        "warning: links that lead out of the archive: 'out' to '../x', 'a/b/deep' to '../../../x', 'absolute' to '/etc/passwd' and 1 more [archive.unsafe-link]"
      ])
  }

  @Test func duplicatesAreMatchedOneByOneAndTold() throws {
    let left = tarBytes {
      $0.add("a", "1"); $0.add("a", "last")
    }
    let right = tarBytes {
      $0.add("a", "2"); $0.add("a", "last")
    }
    let comparison = try compareFiles(left, right)
    #expect(shown(comparison.difference) == ["changed a: content"])
    #expect(messages(of: comparison) == ["warning: members whose name an earlier one has: 'a' [archive.duplicate]"])
  }

  @Test func namesOfOneFileOnSomeSystemsAreTold() {
    #expect(
      warnings { tar in
        for name in ["readme", "README", "é", "e\u{301}", "É", "other"] { tar.add(name) }
      } == [
        "warning: names that some file systems take for the same: 'é' and 'e\u{301}', 'e\u{301}' and 'É', 'README' and 'readme' [archive.collision]"
      ])
  }

  @Test func namesAreComparedAsBytes() throws {
    let comparison = try compareFiles(tarBytes { $0.add("é") }, tarBytes { $0.add("e\u{301}") })
    #expect(shown(comparison.difference) == ["missing é", "extra e\u{301}"])
    #expect(comparison.obstacles.map(\.description) == [])
  }

  @Test func nothingOfANameReachesTheTerminal() {
    let name = "\u{1B}[31m\u{9B}2J\u{202E}\u{200B}\n::error::x"
    let shown = "\\u{1b}[31m\\u{9b}2J\\u{202e}\\u{200b}\\n::error::x"
    #expect(
      warnings { $0.add("../" + name) } == [
        "warning: names that could lead out of a folder: '../\(shown)' [archive.unsafe-name]"
      ])
  }

  @Test func anEmptyNameAndOneOfManyFoldersAreAllowed() {
    #expect(warnings { $0.add("") } == ["warning: member 1 has no name [archive.no-name]"])
    let deep = String(repeating: "d/", count: 20_000)
    #expect(
      warnings {
        $0.addPax([("path", deep)]); $0.add("x")
      } == [])
  }

  @Test func aNameAboveTheLimitEndsTheComparison() {
    let name = String(repeating: "n", count: 100_000)
    #expect(
      warnings {
        $0.addPax([("path", name)]); $0.add("x")
      } == [
        "error: at member 1 '\(name.prefix(120))… (100000 bytes)': the member's name or link target is longer than the limit of 65536 bytes [archive.limit]"
      ])
  }

  @Test func aBadNameInAPaxHeaderIsNoTextButBytes() throws {
    let tar = tarBytes {
      $0.addPax(paxRecord("path", [0xFF, 0xFE, 0x2F, 0x80])); $0.add("x")
    }
    let comparison = try compareFiles(tar, tarBytes { $0.add("x") })
    #expect(comparison.expected.members.map(\.name) == [[0xFF, 0xFE, 0x2F, 0x80]])
  }

  @Test func hardLinksAreResolvedOnlyToEarlierMembers() throws {
    for (target, isSame) in [("target", true), ("link", false), ("later", false), ("../target", false), ("", false)] {
      func tar(_ build: (inout TarBytes) -> Void) -> [UInt8] {
        tarBytes { tar in
          tar.add("target", "content")
          build(&tar)
          tar.add("later", "content")
        }
      }
      let comparison = try compareFiles(
        tar { $0.add("link", "content") }, tar { $0.add("link", linkTo: target, type: "1") })
      let members = (comparison.expected.members, comparison.actual.members)
      #expect((members.0[1].content == members.1[0].content) == isSame, "\(target)")
      #expect(comparison.difference.differences.map(\.path) == [Array("link".utf8)], "\(target)")
    }
  }

  @Test func aHardLinkWithDataHasContentOfItsOwn() throws {
    func tar(_ content: String) -> [UInt8] {
      tarBytes {
        $0.add("a", "x")
        $0.addPax([("size", "4")])
        $0.add("b", content) { ($0.type, $0.link) = ("1", Array("a".utf8)) }
      }
    }
    #expect(!(try compareFiles(tar("1111"), tar("2222"))).difference.isEmpty)
  }

  @Test func devicesAreComparedByTypeAndNumbers() throws {
    func tar(_ type: String, _ minor: String) -> [UInt8] {
      tarBytes { $0.add("dev") { ($0.type, $0.major, $0.minor) = (type, "0000001", minor) } }
    }
    #expect(shown(try compareFiles(tar("3", "0000003"), tar("3", "0000005")).difference) == ["changed dev: device"])
    #expect(
      shown(try compareFiles(tar("3", "0000003"), tar("4", "0000003")).difference).first?.contains("type") == true)
    #expect(shown(try compareFiles(tar("6", "0000000"), tar("6", "0000000")).difference) == [])
  }
}
