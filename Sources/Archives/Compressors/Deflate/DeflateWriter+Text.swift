extension DeflateWriter: CustomStringConvertible {
  /// Such as `zlib level 6–9, memLevel 8`, `zlib, GNU gzip or pigz level 6–9` or `likely Go compress/flate`.
  package var description: String { text(gnuGzip: DeflateFamily.gnuGzip.rawValue) }

  /// The description of what wrote a member of a zip: Info-ZIP's zip instead of GNU gzip, and never pigz.
  package var descriptionInZip: String {
    let candidates = candidates.filter {
      if case .pigz = $0 { false } else { $0 != .likely(.pigz) }
    }
    return DeflateWriter(candidates: candidates).text(gnuGzip: "Info-ZIP")
  }

  private func text(gnuGzip: String) -> String {
    let families = DeflateFamily.allCases.filter { candidates.contains(.likely($0)) }
    let proven = provenTexts(gnuGzip: gnuGzip)
    // Content that does not compress is stored by all of them.
    if candidates.contains(.stored), proven.isEmpty { return "stored blocks only" }
    guard proven.isEmpty else { return alternatives(proven + (families.isEmpty ? [] : ["others"])) }
    switch families.count {
    case 0: return "unknown"
    case ...3: return "likely " + alternatives(families.map { $0 == .gnuGzip ? gnuGzip : $0.rawValue })
    default: return "none of the known writers"
    }
  }

  /// Writers with the same levels share a text.
  private func provenTexts(gnuGzip: String) -> [String] {
    var groups: [(levels: Set<Int>, writers: [String])] = []
    for (writer, levels) in levelsByWriter(gnuGzip: gnuGzip) {
      if let index = groups.firstIndex(where: { $0.levels == levels }) {
        groups[index].writers.append(writer)
      } else {
        groups.append((levels, [writer]))
      }
    }
    return groups.map { $0.writers == ["zlib"] ? zlibText($0.levels) : sharedText($0.writers, $0.levels) }
  }

  private func zlibText(_ levels: Set<Int>) -> String {
    let text = "zlib level \(ranges(levels))"
    return memLevels.count == 1 ? text + ", memLevel \(ranges(memLevels))" : text
  }

  /// What zlib is given besides the level goes without saying only if it is usual.
  private func sharedText(_ writers: [String], _ levels: Set<Int>) -> String {
    let zlib = memLevels.contains(8) ? "zlib" : "zlib with memLevel \(ranges(memLevels))"
    return alternatives(writers.map { $0 == "zlib" ? zlib : $0 }) + " level " + ranges(levels)
  }

  private func levelsByWriter(gnuGzip: String) -> [(writer: String, levels: Set<Int>)] {
    var levels: [(writer: String, levels: Set<Int>)] = ZlibParameters.Strategy.allCases.map { strategy in
      (strategy.writerName, Set(zlibParameters.filter { $0.strategy == strategy }.map(\.level)))
    }
    levels.append((gnuGzip, levelSet { if case .gnuGzip(let level) = $0 { level } else { nil } }))
    levels.append(("pigz", levelSet { if case .pigz(let level) = $0 { level } else { nil } }))
    levels.append(
      ("zlib in pieces of 128 KiB", levelSet { if case .zlibInBlocks(let level) = $0 { level } else { nil } }))
    return levels.filter { !$0.levels.isEmpty }
  }

  private func levelSet(_ level: (DeflateCandidate) -> Int?) -> Set<Int> { Set(candidates.compactMap(level)) }

  private var zlibParameters: [ZlibParameters] {
    candidates.compactMap { if case .zlib(let parameters) = $0 { parameters } else { nil } }
  }

  private var memLevels: Set<Int> { Set(zlibParameters.map(\.memLevel)) }
}

extension ZlibParameters.Strategy {
  fileprivate var writerName: String {
    switch self {
    case .standard: "zlib"
    case .filtered: "zlib with strategy filtered"
    case .huffmanOnly: "zlib with strategy huffman-only"
    case .rle: "zlib with strategy rle"
    case .fixed: "zlib with strategy fixed"
    }
  }
}

/// `a`, `a or b`, `a, b or c`.
private func alternatives(_ texts: [String]) -> String {
  guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
  return texts.dropLast().joined(separator: ", ") + " or " + last
}

/// `1, 4–6`.
private func ranges(_ numbers: Set<Int>) -> String {
  var runs: [ClosedRange<Int>] = []
  for number in numbers.sorted() {
    if let last = runs.last, last.upperBound == number - 1 {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
  return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
}
