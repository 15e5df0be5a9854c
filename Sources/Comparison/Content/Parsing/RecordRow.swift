package import Store

/// A row of a wheel's `RECORD`: a path with its digest and size (Binary distribution format, "The .dist-info directory").
package struct RecordRow: Hashable, Sendable {
  package var path: [UInt8]
  /// Such as `sha256=` and the digest in urlsafe base64; empty for `RECORD` itself.
  package var hash: [UInt8]
  /// In decimal digits; empty for `RECORD` itself.
  package var size: [UInt8]

  /// Lists with more rows than this are not read.
  private static let rowLimit = 200_000

  /// The rows of a `RECORD`; nil where a line has other than three columns.
  package static func rows(of content: [UInt8]) -> [RecordRow]? {
    var rows: [RecordRow] = []
    for line in content.split(separator: 0x0A, maxSplits: rowLimit) {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty { continue }
      guard rows.count < rowLimit, let cells = cells(of: line), cells.count == 3 else { return nil }
      rows.append(RecordRow(path: cells[0], hash: cells[1], size: cells[2]))
    }
    return rows.isEmpty ? nil : rows
  }

  /// The digest, if it is a SHA-256.
  package var contentDigest: ContentDigest? {
    guard hash.starts(with: "sha256=".utf8) else { return nil }
    return bytes(urlsafeBase64: hash.dropFirst(7)).flatMap { ContentDigest(bytes: $0) }
  }

  /// The columns of a line as RFC 4180 has them, but that a quoted one can't hold a line break; nil for an open quote.
  private static func cells(of line: ArraySlice<UInt8>) -> [[UInt8]]? {
    var (cells, cell, isQuoted, index) = ([[UInt8]](), [UInt8](), false, line.startIndex)
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        if isQuoted, index < line.endIndex, line[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == UInt8(ascii: ","), !isQuoted {
        cells.append(cell)
        cell = []
      } else {
        cell.append(byte)
      }
    }
    return isQuoted ? nil : cells + [cell]
  }
}

/// The bytes that stand in urlsafe base64 without padding (RFC 4648, 5); nil for other text.
func bytes(urlsafeBase64 text: ArraySlice<UInt8>) -> [UInt8]? {
  var (bytes, bits, count) = ([UInt8](), UInt32(0), 0)
  for letter in text {
    guard let value = sextet(letter) else { return nil }
    (bits, count) = ((bits << 6 | UInt32(value)) & 0xFFFF, count + 6)
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}

private func sextet(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
  case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
  case UInt8(ascii: "-"): 62
  case UInt8(ascii: "_"): 63
  default: nil
  }
}
