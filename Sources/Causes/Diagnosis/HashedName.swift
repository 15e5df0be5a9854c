/// A name that is hashed as one block: arrays hash each byte on its own, which is dear for many names.
struct HashedName: Hashable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
