import Foundation
package import SystemPackage
package import Testing

/// Gives each test its own folder and removes it afterwards, also when the test fails.
package struct TemporaryFolder: TestTrait, SuiteTrait, TestScoping {
  /// The folder of the running test.
  @TaskLocal package static var path: FilePath = "/nonexistent"

  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }  // What a test leaves behind must not fail it.
    try await Self.$path.withValue(FilePath(url.path), operation: function)
  }
}

extension Trait where Self == TemporaryFolder {
  /// Runs the test with an empty folder of its own in ``TemporaryFolder/path``.
  package static var temporaryFolder: Self { TemporaryFolder() }
}
