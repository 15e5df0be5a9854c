import Specs
import Testing

/// PEP 440; the expected values are those of `packaging` 25.
struct VersionTests {
  @Test(arguments: [
    ("1.0", "1.0"), ("v1.0", "1.0"), ("1!2.0", "1!2.0"), ("0!1", "1"), ("1.0a", "1.0a0"), ("1.0-alpha.1", "1.0a1"),
    ("1.0.preview2", "1.0rc2"), ("1.0c3", "1.0rc3"), ("1.0pre", "1.0rc0"), ("1.0-1", "1.0.post1"),
    ("1.0.post", "1.0.post0"),
    ("1.0rev2", "1.0.post2"), ("1.0-r4", "1.0.post4"), ("1.0.DEV5", "1.0.dev5"), ("1.0+Ubuntu-1_02", "1.0+ubuntu.1.2"),
    ("1.0a1.post2.dev3+x", "1.0a1.post2.dev3+x"), ("01.002", "1.2"), ("1.0a.", "1.0a0"), ("1.0.post-2", "1.0.post2"),
    (" 1.0 ", "1.0"), ("2024.01.02", "2024.1.2"), ("1.0.post.dev", "1.0.post0.dev0"), ("1.0-a-1", "1.0a1"),
  ])
  func hasOneNormalForm(written: String, normal: String) {
    #expect(Version(written)?.description == normal)
  }

  @Test(arguments: [
    "", "1.", "x", "1.0+", "1..0", "1.0-", "1.0a1b2", "1.0+a..b", "1.0__a", "1.0.dev.post1", "1.0.*", "1 0", "-1", "1!",
    "१.०",
    "99999999999999999999",
  ])
  func refusesWhatIsNone(written: String) {
    #expect(Version(written) == nil)
  }

  @Test func comesInTheOrderOfPEP440() {
    let ascending = [
      "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2",
      "1.0b2.post345.dev456",
      "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34",
      "1.0.post456",
      "1.0.15", "1.1.dev1", "1.10", "1!0.1",
    ].compactMap { Version($0) }
    #expect(ascending.count == 22)
    #expect(ascending.reversed().sorted() == ascending)
  }

  @Test func zerosAtTheEndMakeNoDifference() throws {
    let (short, long) = (try #require(Version("1")), try #require(Version("1.0.0")))
    #expect(short == long)
    #expect(Set([short, long]).count == 1)
  }

  @Test(arguments: [
    ("==1.0", "1.0+x", true), ("==1.0", "1", true), ("==1.0+x", "1.0", false), ("==1.0.post1", "1.0-1", true),
    ("==1.0.*", "1.0.5", true), ("==1.0.*", "1.0rc1", true), ("==1.0.*", "1", true), ("==1.0.*", "1.0+x", true),
    ("==1.1.*", "1", false), ("==1.*", "1!1.0", false), ("!=1.0.*", "1.1", true), ("!=1.0", "1.0+x", false),
    ("!=1.0+y", "1.0+x", true), ("~=1.4.5", "1.4.9", true), ("~=1.4.5", "1.5", false), ("~=1.4.5", "1.4.4", false),
    ("~=1.4.5a1", "1.4.5a1", true), ("<1.0", "1.0rc1", false), ("<1.0", "1.0.dev1", false), ("<1.0", "0.9.post1", true),
    ("<1.0rc2", "1.0rc1", true), ("<1.0.post1", "1.0", true), ("<2", "2.0.0a1", false), ("<2.0a2", "2a1", true),
    (">1.0", "1.0.post1", false), (">1.0", "1.0.post1.dev1", false), (">1.0", "1.0+x", false), (">1.0", "1.0.1", true),
    (">1.0.post1", "1.0.post2", true), (">1.0rc1", "1.0.dev1", false), (">1.0a1", "1.0a1.post1", false),
    (">=1.0", "1.0+x", true), ("<=1.0", "1.0+x", true), ("<=1.0", "1.0.post1", false), ("===1.0", "1.0", true),
    ("===1.0", "1.0.0", false), ("===1.0+X", "1.0+x", true),
  ])
  func isAdmittedByASpecifier(clause: String, version: String, isAdmitted: Bool) throws {
    let specifier = try #require(try Requirement(parsing: "a" + clause).specifiers.first)
    #expect(specifier.admits(try #require(Version(version))) == isAdmitted)
  }
}
