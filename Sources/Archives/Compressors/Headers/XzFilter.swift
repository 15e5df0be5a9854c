/// One filter of an xz block (xz file format, 5.3).
package struct XzFilter: Hashable, Sendable {
  package var id: Int64
  package var properties: [UInt8]

  package init(id: Int64, properties: [UInt8] = []) { (self.id, self.properties) = (id, properties) }
}

extension XzFilter: CustomStringConvertible {
  /// Such as `lzma2 dict=8MiB`, `delta dist=4` or `x86`.
  package var description: String {
    switch (id, properties.first) {
    case (0x21, _) where dictionarySize != nil: "lzma2 dict=\(shortSize(dictionarySize ?? 0))"
    case (3, let distance?): "delta dist=\(Int(distance) + 1)"
    default: Self.names[id] ?? "filter \(id)"
    }
  }

  /// In bytes; nil for filters without a dictionary (xz file format, 5.3.1).
  var dictionarySize: Int64? {
    guard id == 0x21, let bits = properties.first, bits <= 40 else { return nil }
    return bits == 40 ? 0xFFFF_FFFF : Int64(2 | bits & 1) << Int64(bits / 2 + 11)
  }

  private static let names: [Int64: String] = [
    3: "delta", 4: "x86", 5: "powerpc", 6: "ia64", 7: "arm", 8: "armthumb", 9: "sparc", 10: "arm64", 11: "riscv",
    0x21: "lzma2",
  ]
}
