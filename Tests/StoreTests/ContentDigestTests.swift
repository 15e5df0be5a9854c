import Store
import Testing

struct ContentDigestTests {
  // The empty and the 'abc' vectors of FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func hashesTexts(text: String, hex: String) {
    #expect(ContentDigest(of: text).hex == hex)
  }

  // From Python's base64.urlsafe_b64encode.
  @Test(arguments: [
    ("", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"), ("abc", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"),
  ])
  func hasAFormForRecords(text: String, base64: String) {
    #expect(ContentDigest(of: text).base64url == base64)
  }

  @Test func readsBackItsHexForm() {
    let digest = ContentDigest(of: "abc")
    #expect(ContentDigest(hex: digest.hex) == digest)
  }

  @Test(arguments: ["", "abc", String(repeating: "A", count: 64), String(repeating: "g", count: 64)])
  func refusesWhatIsNoDigest(text: String) {
    #expect(ContentDigest(hex: text) == nil)
  }
}
