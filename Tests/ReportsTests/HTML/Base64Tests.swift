import Testing

@testable import Reports

struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func encodesAsTheExamplesOfTheStandard(text: String, expected: String) {
    #expect(base64(Array(text.utf8)) == expected)
  }

  @Test func usesBothSignsOfTheAlphabet() { #expect(base64([0xFB, 0xFF, 0xBF]) == "+/+/") }
}
