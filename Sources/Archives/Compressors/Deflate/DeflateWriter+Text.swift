extension DeflateWriter: CustomStringConvertible {
  /// Such as `zlib level 6–9, memLevel 8`, `zlib, GNU gzip or pigz level 6–9` or `likely Go compress/flate`.
  package var description: String {
    let families = DeflateFamily.allCases.filter { candidates.contains(.likely($0)) }
    // Content that does not compress is stored by all of them.
    if candidates.contains(.stored), provenTexts.isEmpty { return "stored blocks only" }
    guard isProven else {
      switch families.count {
      case 0: return "unknown"
      case ...3: return "likely " + alternatives(families.map(\.rawValue))
      default: return "none of the known writers"
      }
    }
    return alternatives(provenTexts + (families.isEmpty ? [] : ["others"]))
  }

  /// Writers with the same levels share a text.
  private var provenTexts: [String] {
    var groups: [(levels: Set<Int>, writers: [String])] = []
    for (writer, levels) in levelsByWriter {
      if let index = groups.firstIndex(where: { $0.levels == levels }) {
        groups[index].writers.append(writer)
      } else {
        groups.append((levels, [writer]))
      }
    }
    return groups.map { group in
      let text = alternatives(group.writers) + " level " + ranges(group.levels)
      return group.writers == ["zlib"] && memLevels.count == 1 ? text + ", memLevel \(ranges(memLevels))" : text
    }
  }

  private var levelsByWriter: [(writer: String, levels: Set<Int>)] {
    var levels: [(writer: String, levels: Set<Int>)] = ZlibParameters.Strategy.allCases.map { strategy in
      (strategy.writerName, Set(zlibParameters.filter { $0.strategy == strategy }.map(\.level)))
    }
    levels.append(("GNU gzip", levelSet { if case .gnuGzip(let level) = $0 { level } else { nil } }))
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
