import CanonicalJSON
import Causes
import Store
import Testing

struct CauseCatalogTests {
  @Test func describesEachCauseOnce() {
    let ids = CauseCatalog.descriptions.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count == 65)
    #expect(CauseCatalog.description(of: "umask")?.meaning == "the two sides were built under different umasks")
    #expect(CauseCatalog.description(of: "unheard-of") == nil)
  }

  @Test func writesDescriptionsInTheHouseStyle() {
    for description in CauseCatalog.descriptions {
      for text in [description.meaning, description.proof, description.fooledBy, description.fix] {
        #expect(!text.isEmpty && text.last != "." && !text.contains("  "), "\(description.id): \(text)")
      }
    }
  }

  @Test func explainsACauseInAFewLines() {
    #expect(
      CauseCatalog.description(of: "owner-ids")?.text == """
        owner-ids: members belong to the user that built them, by number

        how it is proven: numbers that stand for each other on the two sides are taken
          for the same

        what can fool it: an artifact that ships different owners on purpose: then the
          numbers vary by member

        fix: tar '--owner=0 --group=0 --numeric-owner', or bsdtar '--uid 0 --gid 0'

        """)
    for description in CauseCatalog.descriptions {
      let lines = description.text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(description.id)")
    }
  }

  @Test func knowsWhatAMisspeltNameIsMeantToBe() {
    #expect(CauseCatalog.nearest(to: "mtime-nwo") == "mtime-now")
    #expect(CauseCatalog.nearest(to: "gzip-time") == "gzip-mtime")
    #expect(CauseCatalog.nearest(to: "unheard-of") == nil)
  }

  @Test func provesTheCompressor() {
    let plain = Blob(of: Array("plain".utf8))
    let (left, right) = (Blob(of: [1]), Blob(of: [1, 2]))
    func diagnose(_ expected: Blob?, _ actual: Blob?, _ right: Blob, membersAreEqual: Bool = true) -> Cause? {
      Compressor.diagnose(
        expected: CompressedArchive(archive: left, plain: expected),
        actual: CompressedArchive(archive: right, plain: actual), membersAreEqual: membersAreEqual)
    }
    let proven = diagnose(plain, plain, right)
    #expect(
      proven?.json == [
        "id": "compressor", "confidence": "proven", "members": 0,
        "evidence": ["the plain archives are the same, 5 bytes", "1 byte expected, 2 actual"],
        "fix": .string(Compressor.description.fix),
      ])
    #expect(diagnose(nil, plain, right)?.confidence == .likely)
    #expect(diagnose(nil, plain, right, membersAreEqual: false) == nil)
    #expect(diagnose(left, plain, right) == nil)
    #expect(diagnose(plain, plain, left) == nil)
  }
}
