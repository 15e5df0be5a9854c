import CanonicalJSON
import Causes
import Comparison
import Diagnostics
import Foundation
import Reports
import Store
import Testing
import Verification

/// The page of a diff: whole, harmless, and the same each time.
struct DiffHTMLReportTests {
  /// Text that would do something in a page, a terminal or a reader's eye if it were taken as it stands.
  static let hostile = [
    "<script>alert(1)</script>", "</style><script>alert(2)</script>", "</code></td><img src=x onerror=alert(3)>",
    "\" onmouseover=\"alert(4)", "' autofocus onfocus='alert(5)", "&lt;b&gt;", "]]><!--", "{{7*7}}${7*7}",
    "javascript:alert(6)", "\u{202E}gpj.exe", "\u{1B}[2J\u{9B}2J", "del\u{7F}ete", "zero\u{200B}width",
  ]

  /// A report with text from outside in all places that take any.
  static func report(_ text: String) -> DiffReport {
    let (old, new) = ("{\"k\": 1}", "{\"k\": 2}")
    let lines = (Array("same \(text)\nold \(text)\n".utf8), Array("same \(text)\nnew \(text)\n".utf8))
    // As long for each text, so that there are as many rows of bytes.
    let start = [0, 1] + Array((text + String(repeating: " ", count: 30)).utf8).prefix(30)
    let bytes = (start + [1], start + [2])
    func members(_ content: [UInt8], _ json: String, _ binary: [UInt8], _ mode: UInt32) -> [InventoryMember] {
      var owned = file("owned \(text)")
      owned.userName = Array("\(mode) \(text)".utf8)
      let names = Array("lines \(text)".utf8)
      return [
        file(bytes: names, content: content), file("\(text).json", json),
        file(bytes: Array("bytes \(text)".utf8), content: binary), owned,
        archive("inner \(text)", [file(text, "\(mode)")]),
      ]
    }
    var report = diffReport(
      SampleArtifact(
        members: members(lines.0, old, bytes.0, 0o600) + [file("gone \(text)")],
        container: [.gzipName: .string("\(text) 1")]),
      SampleArtifact(
        members: members(lines.1, new, bytes.1, 0o755) + [file("new \(text)")],
        container: [.gzipName: .string("\(text) 2")]),
      contents: [lines.0, lines.1, Array(old.utf8), Array(new.utf8), bytes.0, bytes.1],
      names: ("left \(text)", "right \(text)"))
    // One member counts as explained, so that it is folded.
    report.unexplainedDifference = report.difference
    report.unexplainedDifference?.differences.removeAll { $0.path == Array("owned \(text)".utf8) }
    report.causes = [Cause(id: "mtime-now", confidence: .likely, members: 1, evidence: [text, text], fix: text)]
    report.ignored = [IgnoredDifferences(rule: text, members: 1)]
    report.warnings = [Diagnostic("a.warning", text, at: Place(text), hint: text, severity: .warning)]
    report.obstacles = [Diagnostic("an.obstacle", text)]
    return report
  }

  @Test(arguments: hostile) func textNeverBecomesMarkup(text: String) throws {
    let plain = try Page(DiffHTMLReport().render(Self.report("harmless")))
    let page = try Page(DiffHTMLReport().render(Self.report(text)))
    #expect(page.elements == plain.elements)
  }

  @Test(arguments: hostile) func textIsShownEscapedInAllPlaces(text: String) throws {
    let bytes = /<table class="diff bytes"(?s:.*?)<\/table>/  // They show what is no ASCII as points.
    let page = try Page(DiffHTMLReport().render(Self.report(text)).replacing(bytes, with: ""))
    let shown = escaped(text)
    let plain = try Page(DiffHTMLReport().render(Self.report("harmless")).replacing(bytes, with: ""))
    let places = plain.text.components(separatedBy: "harmless").count
    #expect(places > 20)
    #expect(page.text.components(separatedBy: shown).count == places)
  }

  @Test func policyAllowsTheStyleSheetAndNothingElse() throws {
    let text = DiffHTMLReport().render(diffReport([file("a")], []))
    let style = try #require(text.firstMatch(of: /<style>([^<]*)<\/style>/)).1
    let digest = try #require(Data(hexadecimal: ContentDigest(of: String(style)).hex)).base64EncodedString()
    let policy =
      "default-src &#39;none&#39;; style-src &#39;sha256-\(digest)&#39;; base-uri &#39;none&#39;; form-action"
    #expect(text.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy) &#39;none&#39;\"/>"))
    #expect(text.firstMatch(of: /url\(|@import|https?:|<script|<link|<img|<iframe| style=| on[a-z]+=/) == nil)
  }

  @Test func everyHeadingAndTableCanBeFoundByItsStructure() throws {
    let page = try Page(DiffHTMLReport().render(Self.report("x")))
    var level = 0
    for heading in page.elements.compactMap({ $0.wholeMatch(of: /h([1-6])/)?.1 }).compactMap({ Int($0) }) {
      #expect(heading <= level + 1, "no level of headings is skipped")
      level = heading
    }
    #expect(page.elements.count { $0 == "main id" } == 1)
    #expect(page.elements.filter { $0 == "th" || $0.hasPrefix("th ") }.allSatisfy { $0.contains("scope") })
  }

  @Test func linksLeadToDetailsThatAreThere() throws {
    let text = DiffHTMLReport().render(Self.report("x"))
    let links = Set(text.matches(of: /href="#([^"]*)"/).map { String($0.1) })
    let places = Set(text.matches(of: /\ id="([^"]*)"/).map { String($0.1) })
    #expect(links == places)
    #expect(places == ["main", "member-1", "member-2", "member-3", "member-4", "member-4-1"])
  }

  @Test func changedPartOfALineIsMarked() {
    let report = diffReport(
      [file("a", "version = 1.2.3 # é\n")], [file("a", "version = 1.4.3 # é\n")],
      contents: ["version = 1.2.3 # é\n", "version = 1.4.3 # é\n"])
    let text = DiffHTMLReport().render(report)
    #expect(text.contains("<span class=\"sign\">-</span>version = 1.<del>2</del>.3 # é</td>"))
    #expect(text.contains("<span class=\"sign\">+</span>version = 1.<ins>4</ins>.3 # é</td>"))
  }

  @Test func sizeIsCappedWithANote() throws {
    let members = (1...500).map { file("file-\($0)") }
    let report = diffReport(members, [])
    let limits = DiffReportLimits(members: 1000, lines: 10, bytes: 20_000)
    let text = DiffHTMLReport(limits: limits).render(report)
    let frame = DiffHTMLReport(limits: limits).render(diffReport([], [])).utf8.count
    #expect(text.utf8.count < frame + 21_000)
    let page = try Page(text)
    #expect(page.text.contains("The report ends here, at the limit of 20000 bytes; --report json=FILE lists all."))
    let short = try Page(DiffHTMLReport(limits: .init(members: 3, lines: 10, bytes: 20_000)).render(report))
    #expect(short.text.contains("… and 497 more members; --report json=FILE lists all"))
  }

  @Test func sameReportGivesTheSamePage() {
    let pages = (1...3).map { _ in DiffHTMLReport().render(Self.report("x")) }
    #expect(Set(pages).count == 1)
  }
}

extension Data {
  fileprivate init?(hexadecimal text: String) {
    let digits = Array(text)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<($0 + 2)]), radix: 16) }
    guard bytes.count * 2 == digits.count else { return nil }
    self.init(bytes)
  }
}
