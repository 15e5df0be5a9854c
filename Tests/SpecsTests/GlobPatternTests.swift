import Testing

@testable import Specs

struct GlobPatternTests {
  @Test(arguments: [
    ("*", "lib/a.so", true), ("a.so", "lib/a.so", true), ("lib", "lib/a.so", false), ("b.so", "lib/ab.so", false),
    ("lib/*.so", "lib/a.so", true), ("lib/*.so", "lib/sub/a.so", false), ("lib/?.so", "lib/a.so", true),
    ("*.so", "lib/.hidden.so", true), ("triton/**", "x/triton/a/b.so", true), ("triton/**", "x/tritonx/b.so", false),
    ("PIL/**/libpng16.*", "s/PIL/libpng16.so", true), ("PIL/**/libpng16.*", "s/PIL/a/b/libpng16.so", true),
    ("PIL/**/libpng16.*", "s/PIL/a/b/libpng17.so", false), ("**", "lib/a.so", true), ("", "lib/a.so", false),
    ("[ab].so", "lib/a.so", true), ("[!ab].so", "lib/a.so", false), ("[!ab].so", "lib/c.so", true),
    ("[a-c]x.so", "lib/bx.so", true), ("[]a].so", "lib/].so", true), ("[!]a].so", "lib/].so", false),
    ("[a.so", "lib/[a.so", true), ("a*b*c", "lib/aXbYbZc", true), ("[a-].so", "lib/-.so", true),
  ])
  func matchesWholeNamesUpToTheEnd(glob: String, path: String, expected: Bool) {
    #expect(matches(path, glob: glob) == expected)
  }

  @Test(arguments: [
    ("lib", "lib/a.so", true), ("lib/sub", "lib/sub/x/a.so", true), ("a.so", "lib/a.so", true),
    ("lib", "library/a.so", false), ("", "lib/a.so", false), ("x", "", false),
  ])
  func coversWhatLiesInAMatchingFolder(glob: String, path: String, expected: Bool) {
    #expect(covers(glob: glob, path) == expected)
  }

  @Test(.timeLimit(.minutes(20))) func manyStarsTakeNoLonger() {
    let path = String(repeating: "a/", count: 200) + String(repeating: "a", count: 200)
    #expect(!matches(path, glob: String(repeating: "**/a/", count: 60) + "b"))
    #expect(!matches(path, glob: String(repeating: "a*", count: 60) + "b"))
  }
}
