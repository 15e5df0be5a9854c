import Building
import Testing

struct PathGlobTests {
  @Test(arguments: [
    ("/usr/bin/*", "/usr/bin/cc"), ("usr/bin/cc", "/usr/bin/cc"), ("/usr/lib/lib*.so*", "/usr/lib/libz.so.1"),
    ("/usr/include/**", "/usr/include/a/b.h"), ("/**/*.h", "/usr/include/a.h"), ("/**", "/a"), ("/a?c", "/abc"),
    ("/a[bc]d", "/acd"), ("/a[!bc]d", "/axd"), ("/a[0-9]", "/a7"), ("/a[]]", "/a]"), ("/a[b", "/a[b"),
    ("/a**c", "/a/b/c"),
    ("/é*", "/école"), ("/*", "/a"),
  ])
  func fits(glob: String, path: String) { #expect(PathGlob(glob).matches(path)) }

  @Test(arguments: [
    ("/usr/bin/*", "/usr/bin/a/b"), ("/usr/bin", "/usr/bin/cc"), ("/a?c", "/a/c"), ("/a[!b]c", "/a/c"),
    ("/a[bc]d", "/axd"), ("/usr/include/**", "/usr/lib/a"), ("/*", "/a/b"), ("", "/a"), ("/a", "/A"),
  ])
  func doesNotFit(glob: String, path: String) { #expect(!PathGlob(glob).matches(path)) }

  @Test(.timeLimit(.minutes(20))) func takesNoLongerForManyStars() {
    let glob = PathGlob("/" + String(repeating: "**a*", count: 100) + "b")
    #expect(!glob.matches("/" + String(repeating: "a", count: 2000)))
  }
}
