import Store
import Testing

struct NormalisedPathTests {
  @Test(arguments: [
    ("a/../b", "b"), ("./a//b/", "a/b"), ("a/..", ""), ("..", nil), ("a/../../b", nil), ("/a", nil),
  ])
  func foldsPathsUnlessTheyLeadOut(path: String, expected: String?) {
    #expect(normalised(path) == expected)
  }
}
