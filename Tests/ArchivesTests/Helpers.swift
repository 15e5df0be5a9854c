import Archives
import Diagnostics
import Foundation
import SystemPackage
import Testing

/// A member as tests write it down: its header's main fields and its content.
struct Member: Equatable {
  var name: String
  var type: MemberType = .file
  var mode: UInt32 = 0o644
  var modified = Timestamp(seconds: 1_700_000_000)
  var linkTarget: String?
  var content = ""

  var header: MemberHeader {
    NormalForm.header(
      name, type, mode: mode, modified: modified, size: Int64(content.utf8.count), linkTarget: linkTarget)
  }
}

/// The tar of some members, as the writer makes it.
func tar(_ members: [Member]) throws -> [UInt8] { try tar(members.map { ($0.header, Array($0.content.utf8)) }) }

func tar(_ members: [(MemberHeader, [UInt8])]) throws -> [UInt8] {
  let sink = MemorySink()
  var writer = TarWriter(to: sink)
  for (header, content) in members { try writer.add(header, content: content) }
  try writer.finish()
  return sink.bytes
}

func compressed(_ bytes: [UInt8], _ compression: Compression, threads: Int = 2) throws -> [UInt8] {
  let memory = MemorySink()
  let sink = try compression.makeSink(to: memory, threads: threads)
  try sink.write(bytes)
  try sink.finish()
  return memory.bytes
}

/// What the reader gives for an archive: each member's header and content.
func members(
  of archive: [UInt8], limits: ReadingLimits = .standard
) throws(ArchiveError) -> [(header: MemberHeader, content: [UInt8])] {
  var reader = try ArchiveReader(bytes: archive, name: "a.tar", limits: limits)
  var result: [(header: MemberHeader, content: [UInt8])] = []
  while let header = try reader.nextMember() { result.append((header, try reader.readContent())) }
  return result
}

func names(in archive: [UInt8]) throws(ArchiveError) -> [[UInt8]] { try members(of: archive).map(\.header.name) }

/// The message that reading an archive to its end gives, nil when there is none.
func problem(reading archive: [UInt8], limits: ReadingLimits = .standard) -> String? {
  do throws(ArchiveError) {
    _ = try members(of: archive, limits: limits)
    return nil
  } catch { return Diagnostic(reporting: error).description }
}

func findings(in archive: [UInt8]) throws -> [String] {
  var reader = try ArchiveReader(bytes: archive, name: "a.tar")
  while try reader.nextMember() != nil {}
  return reader.findings.diagnostics.map(\.description)
}

/// Bytes that look random and are the same each time.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
}

/// Text that compresses about as well as source code.
func words(_ count: Int) -> [UInt8] { Array(manyWords.prefix(count)) }

// Made once: it takes a while in a debug build.
private let manyWords: [UInt8] = {
  let vocabulary = (0..<500).map { Array("word\($0 * 7919 % 1000)".utf8) }
  let chosen = noise(200_000).map { vocabulary[Int($0) * 500 / 256] + [$0 % 9 == 0 ? 10 : 32] }
  return Array(chosen.joined().prefix(1_000_000))
}()

/// Runs a program with bytes on its standard input and gives what it writes on its standard output.
func run(_ tool: String, _ arguments: [String] = [], input: [UInt8] = []) throws -> [UInt8] {
  let folder = FileManager.default.temporaryDirectory.appending(path: "assay-run-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }  // What is left behind must not fail a test.
  let (source, target) = (folder.appending(path: "in"), folder.appending(path: "out"))
  try Data(input).write(to: source)
  try Data().write(to: target)
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [tool] + arguments
  process.standardInput = try FileHandle(forReadingFrom: source)
  process.standardOutput = try FileHandle(forWritingTo: target)
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "\(tool) ended with \(process.terminationStatus)")
  return [UInt8](try Data(contentsOf: target))
}
