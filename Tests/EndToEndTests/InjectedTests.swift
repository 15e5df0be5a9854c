import Foundation
import SystemPackage
import TestSupport
import Testing

/// A project's own templates for the files that every layer carries.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct InjectedTests {
  private static let template = "fixtures/sample_project/templates/postinstall.py"

  /// A project whose template says something more than Assay's.
  private func makeProject() throws -> Project {
    let project = try Project()
    try project.replace("[tool.assay]", with: "[tool.assay]\ninjected = \"templates\"", in: Project.spec)
    try write("own", to: project)
    return project
  }

  private func write(_ word: String, to project: Project) throws {
    let original = Project.source.pushing(FilePath("Sources/PythonLayers/Injected/postinstall.py"))
    let text = try String(contentsOfFile: original.string, encoding: .utf8)
    try project.write(text + "\nprint('\(word)')\n", to: Self.template)
  }

  @Test func aChangedTemplateIsAChangedInput() async throws {
    let project = try makeProject()
    let first = try await project.assayWhenFilled("verify", "--check", "contents", "--check", "archives")
    #expect(first.exitCode == 1)
    #expect(first.standardOutput.contains("~ app-hello/postinstall.py: content\n"), "\(first.standardOutput)")
    #expect(first.standardOutput.contains("\nfailed     archives  "))
    let built = try await project.assay("build")
    try write("edited", to: project)
    let rebuilt = try await project.assay("build")
    let digests = [built, rebuilt].map { $0.standardOutput.split(separator: "\n") }
    #expect(digests[0].count == 10)
    // Runtime layers without an interpreter have a script of their own.
    #expect(Set(digests[0]).intersection(digests[1]).allSatisfy { $0.contains("  cpython-3.11") })
    #expect(Set(digests[0]).intersection(digests[1]).count == 2)
  }

  @Test func publishingAgainWithAnotherTemplateCountsUp() async throws {
    let project = try makeProject()
    _ = try await project.assayWhenFilled("publish", "--include", "app-*", "--output-dir", "out")
    try write("edited", to: project)
    let request = try await project.assay("publish", "--include", "app-*", "--output-dir", "out", "--dry-run")
    #expect(request.standardOutput.contains("\"archive_build\": 2"), "\(request.standardError)")
    let outcome = try await project.assay("publish", "--include", "app-*", "--output-dir", "out")
    #expect(outcome.standardOutput.contains("\"archive_build\": 2"), "\(outcome.standardError)")
    #expect(!outcome.standardOutput.contains("\"archive_build\": 1"))
  }

  @Test func aFileThatReplacesNothingIsNamed() async throws {
    let project = try makeProject()
    try project.write("", to: "fixtures/sample_project/templates/postinstal.py")
    let outcome = try await project.assay("build")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError == """
        fixtures/sample_project/templates/postinstal.py: error: the file replaces none of the injected files [layer.unknown-injected]
        hint: did you mean 'postinstall.py'?

        """)
  }
}
