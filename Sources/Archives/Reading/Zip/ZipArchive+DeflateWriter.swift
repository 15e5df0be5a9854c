extension ZipArchive {
  /// What packed some deflated members, as far as their bytes tell: the writers that fit all of them.
  ///
  /// - Parameter members: places among the members as they are stored.
  package func deflateWriter(of members: [Int]) throws(ArchiveError) -> DeflateWriter {
    var writer: DeflateWriter?
    for index in members where storedOrder.indices.contains(index) {
      guard let region = entries[storedOrder[index]].compressed else { continue }
      let found = identifyDeflateWriter(
        try input.bytes(at: region.offset, count: Int(min(region.size, Int64(512 << 10)))))
      writer = writer?.intersection(found) ?? found
    }
    return writer ?? .unknown
  }
}
