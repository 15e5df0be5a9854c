import Archives
import Testing

struct DeflateCandidatesTests {
  private func zlib(_ levels: ClosedRange<Int>, memLevel: Int = 8) -> Set<DeflateCandidate> {
    Set(levels.map { .zlib(ZlibParameters(level: $0, memLevel: memLevel)) })
  }

  private func gnuGzip(_ levels: ClosedRange<Int>) -> Set<DeflateCandidate> { Set(levels.map { .gnuGzip(level: $0) }) }

  @Test func aWriterIsDescribedByItsCandidates() {
    let cases: [(Set<DeflateCandidate>, String)] = [
      ([], "unknown"),
      (zlib(6...9), "zlib level 6–9, memLevel 8"),
      (zlib(1...1).union(zlib(4...5)), "zlib level 1, 4–5, memLevel 8"),
      (zlib(6...9).union(zlib(6...9, memLevel: 9)), "zlib level 6–9"),
      (zlib(6...9).union(gnuGzip(6...9)), "zlib or GNU gzip level 6–9"),
      (zlib(6...9).union(gnuGzip(6...8)), "zlib level 6–9, memLevel 8 or GNU gzip level 6–8"),
      (zlib(6...6, memLevel: 9).union(gnuGzip(6...6)), "zlib with memLevel 9 or GNU gzip level 6"),
      (zlib(6...6).union([.likely(.zlibNG)]), "zlib level 6, memLevel 8 or others"),
      ([.zlib(ZlibParameters(level: 1, strategy: .rle))], "zlib with strategy rle level 1"),
      ([.pigz(level: 6)], "pigz level 6"),
      ([.pigz(level: 6), .zlibInBlocks(level: 6)], "pigz or zlib in pieces of 128 KiB level 6"),
      ([.stored], "stored blocks only"),
      ([.likely(.go)], "likely Go compress/flate"),
      ([.likely(.chromium), .likely(.zlibNG)], "likely zlib-ng or Chromium zlib"),
      (Set(DeflateFamily.allCases.map { .likely($0) }), "none of the known writers"),
    ]
    for (candidates, text) in cases { #expect(DeflateWriter(candidates: candidates).description == text) }
  }

  @Test func membersOfOneArchiveNarrowEachOther() {
    let first = DeflateWriter(candidates: zlib(1...9).union(gnuGzip(1...9)))
    let second = DeflateWriter(candidates: zlib(6...7))
    #expect(first.intersection(second) == second)
    #expect(!first.isDisjoint(with: second))
    #expect(second.isDisjoint(with: DeflateWriter(candidates: zlib(8...9))))
    #expect(second.intersection(DeflateWriter(candidates: zlib(8...9))) == .unknown)
  }

  @Test func inAZipTheCompressorOfGnuGzipIsInfoZip() {
    let small = DeflateWriter(candidates: zlib(6...6).union(gnuGzip(6...6)).union([.pigz(level: 6)]))
    #expect(small.description == "zlib, GNU gzip or pigz level 6")
    #expect(small.descriptionInZip == "zlib or Info-ZIP level 6")
    #expect(DeflateWriter(candidates: [.likely(.gnuGzip)]).descriptionInZip == "likely Info-ZIP")
  }

  @Test func aLevelNarrowsAFamily() {
    let family = DeflateWriter(candidates: [.likely(.gnuGzip)])
    let levels = DeflateWriter(candidates: zlib(6...7).union(gnuGzip(6...7)))
    #expect(family.intersection(levels) == DeflateWriter(candidates: gnuGzip(6...7)))
    #expect(levels.intersection(family) == DeflateWriter(candidates: gnuGzip(6...7)))
    #expect(!family.isDisjoint(with: levels))
    #expect(family.isDisjoint(with: DeflateWriter(candidates: zlib(6...7))))
  }

  @Test func nothingIsSaidAboutTheUnknown() {
    #expect(!DeflateWriter.unknown.isDisjoint(with: DeflateWriter(candidates: zlib(1...1))))
    #expect(!DeflateWriter(candidates: zlib(1...1)).isDisjoint(with: .unknown))
    #expect(!DeflateWriter.unknown.isProven)
  }
}
