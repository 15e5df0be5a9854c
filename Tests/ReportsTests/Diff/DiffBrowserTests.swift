import Reports
import TestSupport
import Testing

/// The page of a diff in a browser, which reads HTML as it is met in the wild.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("chromium"))
struct DiffBrowserTests {
  @Test func browserFindsNoMarkupInTextAndNothingToBlock() async throws {
    let text = DiffHTMLReportTests.hostile.joined(separator: " ")
    let page = try await openInBrowser(DiffHTMLReport().render(DiffHTMLReportTests.report(text)))
    #expect(page.messages == [])
    #expect(page.markup.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.markup.firstMatch(of: /<(script|img|svg|iframe|link|b)[ >]/) == nil)
    #expect(page.markup.matches(of: /<style/).count == 1)
    let plain = try await openInBrowser(DiffHTMLReport().render(DiffHTMLReportTests.report("harmless")))
    let elements = { (markup: String) in markup.matches(of: /<([a-z][a-z0-9]*)/).map(\.1) }
    #expect(elements(page.markup) == elements(plain.markup))
  }

  @Test func browserBlocksWhatThePolicyDoesNotKnow() async throws {
    let page = DiffHTMLReport().render(DiffHTMLReportTests.report("x")).replacing("</style>", with: " </style>")
    let messages = try await openInBrowser(page).messages
    #expect(messages.contains { $0.contains("Content Security Policy") })
  }
}
