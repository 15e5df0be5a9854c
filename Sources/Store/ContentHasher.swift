import CCrypto
import SystemPackage

/// Computes a ``ContentDigest`` of content that comes in blocks.
///
/// SHA-256 is OpenSSL's `libcrypto` (FIPS 180-4): a system library costs no build time, swift-crypto brings all of
/// BoringSSL.
package struct ContentHasher: ~Copyable {
  private let context: OpaquePointer

  package init() {
    // Only fails without memory, where nothing could be reported either.
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("no memory for SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  package mutating func update(_ block: UnsafeRawBufferPointer) {
    guard let start = block.baseAddress else { return }
    EVP_DigestUpdate(context, start, block.count)
  }

  package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Ends the computation; the value can't be used afterwards.
  package consuming func finish() -> ContentDigest {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    EVP_DigestFinal_ex(context, &digest, &length)
    guard let result = ContentDigest(bytes: digest) else { fatalError("SHA-256 has 32 bytes") }
    return result
  }
}

extension ContentDigest {
  /// The digest of bytes that are in memory.
  package init(of bytes: [UInt8]) {
    var hasher = ContentHasher()
    hasher.update(bytes)
    self = hasher.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  package init(of text: String) { self.init(of: Array(text.utf8)) }
}

/// Some content by its digest and size in bytes, as the Remote Execution API names it (`Digest`).
package struct Blob: Hashable, Sendable {
  package var digest: ContentDigest
  package var size: Int64

  package init(digest: ContentDigest, size: Int64) { (self.digest, self.size) = (digest, size) }

  package init(of bytes: [UInt8]) { self.init(digest: ContentDigest(of: bytes), size: Int64(bytes.count)) }
}

extension Blob {
  /// What an open file holds from here on; `body` is handed each block.
  init(ofFile file: FileDescriptor, _ body: (UnsafeRawBufferPointer) throws -> Void = { _ in }) throws {
    var hasher = ContentHasher()
    var size: Int64 = 0
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { block.deallocate() }
    while case let count = try file.read(into: block), count > 0 {
      let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
      hasher.update(bytes)
      size += Int64(count)
      try body(bytes)
    }
    self.init(digest: hasher.finish(), size: size)
  }
}
