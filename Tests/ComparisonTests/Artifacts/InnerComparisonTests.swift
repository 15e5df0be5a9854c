import Archives
import CanonicalJSON
import Comparison
import Diagnostics
import Testing

/// Archives inside archives are compared in place.
struct InnerComparisonTests {
  @Test func differencesAreNamedInTheInnermostArchive() throws {
    func nested(_ content: String) throws -> [UInt8] {
      let wheel = try zip([SampleMember("pkg/a.py", content), SampleMember("pkg/b.py")])
      let inner = try compressed(try tar([SampleMember("pkg.whl", wheel), SampleMember("note")]), .gzip())
      return try tar([SampleMember("data.tar.gz", inner), SampleMember("readme")])
    }
    let comparison = try compareFiles(try nested("one\n"), try nested("two\n"))
    #expect(
      shown(comparison.difference) == [
        "changed data.tar.gz: size content", "  changed pkg.whl: content", "    changed pkg/a.py: content",
      ])
  }

  @Test func compressedFileInsideIsOpenedToo() throws {
    func member(_ text: String) throws -> SampleMember {
      SampleMember("page.gz", try compressed(Array(text.utf8), .gzip()))
    }
    let comparison = try compareFiles(try zip([try member("one\n")]), try zip([try member("two\n")]))
    #expect(shown(comparison.difference) == ["changed page.gz: content", "  changed content: content"])
  }

  @Test func archivesInOneAnotherAreOpenedToALimit() throws {
    func nested(_ content: String, depth: Int) throws -> [UInt8] {
      try (0..<depth).reduce(Array(content.utf8)) { inner, _ in try tar([SampleMember("inner", inner)]) }
    }
    var limits = ComparisonLimits()
    limits.depth = 3
    let comparison = try compareFiles(try nested("one", depth: 4), try nested("two", depth: 4), limits: limits)
    #expect(
      comparison.obstacles.map(\.description) == [
        """
        left » inner » inner » inner: error: archives are nested deeper than the limit of 3 [archive.limit]
        hint: raise the limit with '--max-depth'
        """
      ])
    #expect(try compareFiles(try nested("one", depth: 3), try nested("two", depth: 3), limits: limits).obstacles == [])
  }

  @Test func allArchivesOfASideShareOneBudget() throws {
    // Each archive is small; what they hold in all is not.
    func side(_ seed: UInt64) throws -> [UInt8] {
      try tar(
        (0..<4).map {
          SampleMember(
            "\($0).tgz",
            try compressed(try tar([SampleMember("zeros", [UInt8](repeating: UInt8(seed), count: 1 << 20))]), .gzip()))
        })
    }
    var limits = ComparisonLimits()
    limits.reading.plainBytes = 3 << 20
    let comparison = try compareFiles(try side(1), try side(2), limits: limits)
    #expect(
      comparison.obstacles.map(\.message).contains {
        $0.hasPrefix("at member 1 'zeros': the plain content is larger than the limit of ")
      })
  }

  @Test func whatOnlyLooksLikeAnArchiveIsComparedAsBytes() throws {
    let comparison = try compareFiles(
      try tar([SampleMember("a", Array("PK\u{3}\u{4} one".utf8))]),
      try tar([SampleMember("a", Array("PK\u{3}\u{4} two".utf8))]))
    #expect(shown(comparison.difference) == ["changed a: content"])
    #expect(comparison.obstacles == [])
    #expect(comparison.warnings.map(\.severity) == [.warning])
    #expect(comparison.difference.differences.first?.inner == nil)
  }

  @Test func largeInnerArchiveWaitsInTheSpillFile() throws {
    func side(_ last: String) throws -> [UInt8] {
      let inner = try tar([SampleMember("big", noise(20 << 20)), SampleMember("small", last)])
      return try tar([SampleMember("inner.tar", inner)])
    }
    let comparison = try compareFiles(try side("one"), try side("two"))
    #expect(shown(comparison.difference) == ["changed inner.tar: content", "  changed small: content"])
  }
}
