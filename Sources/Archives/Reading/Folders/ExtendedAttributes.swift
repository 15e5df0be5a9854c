import CLinux
import Glibc

/// The extended attributes of what is at a path, in the order of their names; nil with errno set where they can't be read.
///
/// Access control lists are among them. Links are not followed.
func extendedAttributes(at path: UnsafePointer<CChar>) -> [MemberAttribute]? {
  guard let list = bytes({ llistxattr(path, $0?.assumingMemoryBound(to: CChar.self), $1) }) else {
    // Not every file system has them.
    return errno == ENOTSUP ? [] : nil
  }
  let names = list.split(separator: 0).sorted { $0.lexicographicallyPrecedes($1) }
  return names.compactMap { name in
    let value = (name + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer { name in
      bytes { lgetxattr(path, name.baseAddress, $0, $1) }
    }
    // One that went in the meantime is none.
    return value.map { MemberAttribute(name: Array("xattr.".utf8) + name, value: $0) }
  }
}

/// What `read` puts into a buffer; without one it gives the size that is needed.
private func bytes(_ read: (UnsafeMutableRawPointer?, Int) -> Int) -> [UInt8]? {
  let size = read(nil, 0)
  guard size > 0 else { return size == 0 ? [] : nil }
  var buffer = [UInt8](repeating: 0, count: size)
  let count = buffer.withUnsafeMutableBytes { read($0.baseAddress, $0.count) }
  return count < 0 ? nil : Array(buffer[..<count])
}
