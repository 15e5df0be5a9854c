/// Which bytes of a zip belong to what.
struct ZipLayout {
  /// Indices of the entries by the offset of their local headers.
  private(set) var storedOrder: [Int] = []
  private(set) var prefix: ByteRegion?
  private(set) var gaps: [ByteRegion] = []
  private(set) var trailing: ByteRegion?

  init() {}

  init(_ entries: [ZipEntry], directory: ByteRegion, _ end: ZipEnd, size: Int64) {
    storedOrder = entries.indices.sorted {
      (entries[$0].region.offset, $0) < (entries[$1].region.offset, $1)
    }
    let members = storedOrder.lazy.map { entries[$0].region }.filter { $0.size > 0 }
    let others = ([directory] + end.regions).sorted { $0.offset < $1.offset }
    var (position, isFirst) = (Int64(0), true)
    func pass(_ region: ByteRegion) {
      if region.offset > position {
        let free = ByteRegion(from: position, to: min(region.offset, size))
        if isFirst { prefix = free } else if free.size > 0 { gaps.append(free) }
      }
      (position, isFirst) = (max(position, region.end), false)
    }
    var rest = others[...]
    for member in members {
      while let next = rest.first, next.offset <= member.offset {
        pass(next)
        rest = rest.dropFirst()
      }
      pass(member)
    }
    for region in rest { pass(region) }
    if end.end < size { trailing = ByteRegion(from: end.end, to: size) }
  }

  /// The entries that share bytes with an entry stored before them, or, without one, with the directory.
  func overlaps(_ entries: [ZipEntry], directory: ByteRegion) -> [(entry: Int, other: Int?)] {
    var result: [(entry: Int, other: Int?)] = []
    var farthest: Int?
    for index in storedOrder where entries[index].region.size > 0 {
      let region = entries[index].region
      if let other = farthest, region.offset < entries[other].region.end { result.append((index, other)) }
      if region.offset < directory.end, region.end > directory.offset { result.append((index, nil)) }
      if region.end > farthest.map({ entries[$0].region.end }) ?? -1 { farthest = index }
    }
    return result
  }
}
