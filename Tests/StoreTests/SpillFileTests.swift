import Diagnostics
import Glibc
import Store
import SystemPackage
import TestSupport
import Testing

/// Bytes wait in a file without a name, and are there when they are wanted.
struct SpillFileTests {
  private func append(_ bytes: [UInt8], to file: SpillFile) throws {
    let result = bytes.withUnsafeBytes { block in Result { () throws(Diagnostic) in try file.append(block) } }
    try result.get()
  }

  private func read(_ file: SpillFile, at offset: Int64, _ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: count)
    let read = try bytes.withUnsafeMutableBytes { buffer in
      try Result { () throws(Errno) in try file.read(at: offset, into: buffer) }.get()
    }
    return Array(bytes[..<read])
  }

  @Test func givesBackWhatWasAppended() throws {
    let file = SpillFile()
    try append([1, 2, 3], to: file)
    try append([], to: file)
    try append(Array(repeating: 9, count: 100_000), to: file)
    #expect(file.size == 100_003)
    #expect(try read(file, at: 0, 4) == [1, 2, 3, 9])
    #expect(try read(file, at: 2, 2) == [3, 9])
    try append([4], to: file)
    #expect(try read(file, at: 100_002, 2) == [9, 4])
  }

  @Test func thereIsNothingBehindTheEnd() throws {
    let file = SpillFile()
    #expect(try read(file, at: 0, 4) == [])
    try append([1, 2, 3], to: file)
    #expect(try read(file, at: 1, 100) == [2, 3])
    #expect(try read(file, at: 3, 1) == [])
    #expect(try read(file, at: 1 << 40, 1) == [])
  }

  @Test func leavesNoNameInTheFolder() throws {
    let before = try names()
    let file = SpillFile()
    try append([1], to: file)
    #expect(try names().subtracting(before).filter { $0.hasPrefix(".assay-\(getpid())-") } == [])
    #expect(try read(file, at: 0, 1) == [1])
  }

  @Test func twoFilesAreApart() throws {
    let (first, second) = (SpillFile(), SpillFile())
    try append([1], to: first)
    try append([2], to: second)
    #expect(try read(first, at: 0, 2) == [1])
    #expect(try read(second, at: 0, 2) == [2])
  }

  /// Of the folders that temporary files may be made in.
  private func names() throws -> Set<String> {
    let folders = ["/var/tmp", "/tmp", getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"]
    return Set(
      folders.flatMap { folder -> [String] in
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
          names.append(
            withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
      })
  }
}
