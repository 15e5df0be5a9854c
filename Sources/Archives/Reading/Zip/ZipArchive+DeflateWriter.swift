extension ZipArchive {
  /// What packed some deflated members, as far as their bytes tell: the writers that fit all of them.
  ///
  /// - Parameter members: indices of `entries`.
  package func deflateWriter(of members: [Int]) throws(ArchiveError) -> DeflateWriter {
    var writer: DeflateWriter?
    for index in members where entries.indices.contains(index) {
      guard let region = entries[index].compressed else { continue }
      let found = identifyDeflateWriter(
        try input.bytes(at: region.offset, count: Int(min(region.size, Int64(512 << 10)))))
      writer = writer?.intersection(found) ?? found
    }
    return writer ?? .unknown
  }
}
