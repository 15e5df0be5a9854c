import Archives
import Testing

/// What Python's zlib makes of a content with each of some parameters, as raw deflate streams.
func zlibStreams(_ content: [UInt8], _ parameters: [ZlibParameters]) throws -> [[UInt8]] {
  let script = """
    import sys, zlib
    content = sys.stdin.buffer.read()
    for text in sys.argv[1:]:
      level, mem_level, strategy = map(int, text.split(","))
      compressor = zlib.compressobj(level, zlib.DEFLATED, -15, mem_level, strategy)
      stream = compressor.compress(content) + compressor.flush()
      sys.stdout.buffer.write(len(stream).to_bytes(4, "little") + stream)
    """
  let arguments = parameters.map { "\($0.level),\($0.memLevel),\($0.strategy.rawValue)" }
  var output = try run("python3", ["-c", script] + arguments, input: content)[...]
  return try parameters.map { _ in
    let size = try #require(output.count >= 4 ? output.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } : nil)
    defer { output = output.dropFirst(4 + size) }
    return Array(output.dropFirst(4).prefix(size))
  }
}

func zlibStream(_ content: [UInt8], _ parameters: ZlibParameters) throws -> [UInt8] {
  try #require(try zlibStreams(content, [parameters]).first)
}

/// What a script makes of a content; `content` and `out` are at hand, and the module `zlib`.
func pythonStream(_ content: [UInt8], _ script: String) throws -> [UInt8] {
  let start = "import sys, zlib; content = sys.stdin.buffer.read(); out = sys.stdout.buffer\n"
  return try run("python3", ["-c", start + script], input: content)
}

/// The deflate stream of a gzip file of one member, without header and trailer.
func deflateStream(inGzip file: [UInt8]) throws -> [UInt8] {
  let header = try #require(GzipHeader(file))
  return Array(file[header.length...].dropLast(8))
}

/// Text with repetitions near and far, for which each level of zlib has another output.
func prose(_ count: Int) -> [UInt8] { Array(manyLines.prefix(count)) }

// Phrases of words that come again with changes: long chains of candidates for a match.
private let manyLines: [UInt8] = {
  let letters = noise(200_000, seed: 5)
  var text: [UInt8] = []
  var position = 0
  while text.count < 600_000, position + 40 < letters.count {
    let start = Int(letters[position]) * Int(letters[position + 1])
    let length = 3 + Int(letters[position + 2] % 24)
    if text.count > start + length, letters[position + 3] < 200 { text += text[start..<(start + length)] }
    text += letters[position..<(position + 4)].map { $0 % 32 + 96 }
    position += 4
  }
  return text
}()

/// Writes the bits of a deflate stream.
struct BitSink {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  /// The lowest bit first, as all numbers but codes.
  mutating func put(_ value: Int, bits: Int) {
    for bit in 0..<bits {
      if count % 8 == 0 { bytes.append(0) }
      bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(count % 8)
      count += 1
    }
  }

  /// The highest bit first.
  mutating func putCode(_ code: Int, bits: Int) {
    for bit in (0..<bits).reversed() { put(code >> bit, bits: 1) }
  }

  /// A block of the fixed code that holds literals below 144 only.
  mutating func putFixedBlock(_ text: [UInt8], isFinal: Bool) {
    put(isFinal ? 1 : 0, bits: 1)
    put(1, bits: 2)
    for byte in text { putCode(0x30 + Int(byte), bits: 8) }
    putCode(0, bits: 7)
  }
}
