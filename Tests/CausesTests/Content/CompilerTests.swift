import Causes
import Comparison
import Foundation
import TestSupport
import Testing

/// What a real compiler and linker write.
struct CompilerTests {
  @Test(.needs("gcc"), .temporaryFolder) func datesOfTheCompilerMakeAnotherBuildID() throws {
    let source = #"const char built[] = "built " __DATE__ " at " __TIME__;"#
    let first = try library(source, at: 1_700_000_000)
    let second = try library(source, at: 1_700_090_061)
    let causes = ContentCauses().examine(name: Array("a.so".utf8), expected: first, actual: second)
    #expect(causes.isExplained)
    #expect(causes.causes.map(\.id) == ["timestamp-text", "elf-build-id"])
    #expect(
      causes.causes.first?.evidence == [
        "2 dates differ, such as 'Nov 14 2023' expected, 'Nov 15 2023' actual"
      ])
  }

  @Test(.needs("gcc"), .temporaryFolder) func otherCodeIsNotExplained() throws {
    let first = try library("int f(void) { return 1; }", at: 1_700_000_000)
    let second = try library("int f(void) { return 2; }", at: 1_700_000_000)
    let causes = ContentCauses().examine(name: Array("a.so".utf8), expected: first, actual: second)
    #expect(causes.text == "not explained")
  }

  /// A shared library compiled from a text, at a time that the compiler is told.
  private func library(_ source: String, at time: Int) throws -> [UInt8] {
    let folder = TemporaryFolder.path
    try Data(source.utf8).write(to: URL(filePath: "\(folder)/a.c"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["SOURCE_DATE_EPOCH=\(time)", "gcc", "-shared", "-nostdlib", "-Wl,--build-id=sha1"]
      + ["-o", "\(folder)/a.so", "\(folder)/a.c"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/a.so")))
  }
}
