/// One way in which a raw deflate stream may have been written.
package enum DeflateCandidate: Hashable, Sendable {
  /// zlib writes exactly this stream from its content.
  case zlib(ZlibParameters)
  /// As zlib does; GNU gzip and Info-ZIP's zip, which has the same compressor, write the same of some contents.
  case gnuGzip(level: Int)
  /// zlib writes exactly this stream when it is run as pigz runs it.
  case pigz(level: Int)
  /// The same with the pieces flushed, as this tool publishes and as older versions of pigz do.
  case zlibInBlocks(level: Int)
  /// Nothing is compressed.
  case stored
  /// By the look of the blocks only.
  case likely(DeflateFamily)
}

/// What wrote a raw deflate stream: all ways that its bytes allow.
///
/// Where zlib does not write the stream, the candidates are the families that the look of its blocks does not exclude.
package struct DeflateWriter: Hashable, Sendable {
  /// Empty when nothing is known.
  package var candidates: Set<DeflateCandidate>

  package init(candidates: Set<DeflateCandidate>) { self.candidates = candidates }

  package static let unknown = DeflateWriter(candidates: [])

  /// Whether one of the candidates was tried and gave the stream's bytes.
  package var isProven: Bool { candidates.contains { $0.family == nil } }

  /// Whether no way is common to both; false when nothing is known of one.
  package func isDisjoint(with other: DeflateWriter) -> Bool {
    self != .unknown && other != .unknown && intersection(other) == .unknown
  }

  /// The ways that may have written both streams; unknown when there is none.
  package func intersection(_ other: DeflateWriter) -> DeflateWriter {
    DeflateWriter(
      candidates: candidates.intersection(other.candidates).union(candidatesOfFamilies(in: other))
        .union(other.candidatesOfFamilies(in: self)))
  }

  /// Those with a level of which the other stream shows only the family.
  private func candidatesOfFamilies(in other: DeflateWriter) -> Set<DeflateCandidate> {
    candidates.filter { candidate in
      switch candidate {
      case .gnuGzip: other.candidates.contains(.likely(.gnuGzip))
      case .pigz: other.candidates.contains(.likely(.pigz))
      default: false
      }
    }
  }
}

extension DeflateCandidate {
  /// Nil where more than the family is known.
  var family: DeflateFamily? {
    if case .likely(let family) = self { family } else { nil }
  }
}
