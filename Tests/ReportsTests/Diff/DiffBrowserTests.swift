import Foundation
import Reports
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// The page of a diff in a browser, which reads HTML as it is met in the wild.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("chromium"))
struct DiffBrowserTests {
  /// What the browser makes of a page, and what it says about it.
  private func open(_ page: String) async throws -> (markup: String, messages: [Substring]) {
    let file = TemporaryFolder.path.appending("report.html")
    try page.write(toFile: file.string, atomically: true, encoding: .utf8)
    let result = try await Subprocess.run(
      .name("chromium"),
      arguments: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--user-data-dir=\(TemporaryFolder.path.appending("profile"))", "--enable-logging=stderr", "--dump-dom",
        "file://\(file)",
      ],
      input: .none, output: .string(limit: 1 << 26), error: .string(limit: 1 << 26))
    let messages = result.standardError.split(separator: "\n").filter { $0.contains("CONSOLE") }
    return (result.standardOutput, messages)
  }

  @Test func browserFindsNoMarkupInTextAndNothingToBlock() async throws {
    let text = DiffHTMLReportTests.hostile.joined(separator: " ")
    let page = try await open(DiffHTMLReport().render(DiffHTMLReportTests.report(text)))
    #expect(page.messages == [])
    #expect(page.markup.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.markup.firstMatch(of: /<(script|img|svg|iframe|link|b)[ >]/) == nil)
    #expect(page.markup.matches(of: /<style/).count == 1)
    let plain = try await open(DiffHTMLReport().render(DiffHTMLReportTests.report("harmless")))
    let elements = { (markup: String) in markup.matches(of: /<([a-z][a-z0-9]*)/).map(\.1) }
    #expect(elements(page.markup) == elements(plain.markup))
  }

  @Test func browserBlocksWhatThePolicyDoesNotKnow() async throws {
    let page = DiffHTMLReport().render(DiffHTMLReportTests.report("x")).replacing("</style>", with: " </style>")
    let messages = try await open(page).messages
    #expect(messages.contains { $0.contains("Content Security Policy") })
  }
}
