import Reports
import TestSupport
import Testing
import Verification

/// The page of a verification in a browser, which reads HTML as it is met in the wild.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("chromium"))
struct HTMLReportBrowserTests {
  @Test func browserFindsNoMarkupInTextAndNothingToBlock() async throws {
    let page = try await openInBrowser(
      HTMLReport().render(.hostile(VerificationReport.hostileTexts.joined(separator: " "))))
    let plain = try await openInBrowser(HTMLReport().render(.hostile("harmless")))
    #expect(page.messages == [])
    let elements = { (markup: String) in markup.matches(of: /<([a-z][a-z0-9]*)/).map(\.1) }
    #expect(elements(page.markup) == elements(plain.markup))
  }

  @Test func twentyThousandDifferencesAreAllThere() async throws {
    let differences = (0..<20_000).map {
      ReportedDifference(path: "m\($0)", kind: .changed, field: "mode", expected: "0755", actual: "0644")
    }
    let page = try await openInBrowser(
      HTMLReport().render(.failed(Finding("contents.changed", "its members differ", differences: differences))))
    #expect(page.markup.matches(of: /<code>m[0-9]+<\/code>/).count == 20_000)
  }
}
