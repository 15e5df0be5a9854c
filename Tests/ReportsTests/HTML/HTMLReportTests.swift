import Foundation
import Reports
import Testing
import Verification

/// The page of a verification: whole, harmless, and the same each time.
struct HTMLReportTests {
  @Test func layersAndChecksUnfold() throws {
    let text = HTMLReport().render(.sample)
    let start = try #require(text.range(of: "<body>")).lowerBound
    #expect(
      text[start...]
        == """
        <body><a class="skip" href="#main">Skip to the report</a><header class="banner failed"><div><h1>failed</h1>
        <p class="reason">stack &#39;small&#39; for linux_x86_64: contents</p>
        </div>
        </header>
        <main id="main"><section class="notes"><h2>Worth a second look</h2>
        <ul><li><div>app-x: its archive grew by 50 %, from 100 to 150 bytes [review.size-changed]</div>
        </li>
        </ul>
        </section>
        <section><h2>Artifacts</h2>
        <table class="sizes"><thead><tr><th scope="col">Artifact</th><th scope="col">Expected</th><th scope="col">Actual</th><th scope="col">Change</th></tr>
        </thead>
        <tbody><tr><th scope="row"><code>app-x</code></th><td><span class="bytes">100 bytes</span> <meter class="expected" value="100" max="3000" aria-label="expected size"></meter></td><td><span class="bytes">150 bytes</span> <meter class="actual" value="150" max="3000" aria-label="actual size"></meter></td><td class="number">+50 bytes (+50.0 %)</td></tr>
        <tr><th scope="row"><code>base</code></th><td><span class="bytes">3000 bytes</span> <meter class="expected" value="3000" max="3000" aria-label="expected size"></meter></td><td><span class="bytes">3000 bytes</span> <meter class="actual" value="3000" max="3000" aria-label="actual size"></meter></td><td class="number">same size</td></tr>
        <tr><th scope="row"><code>gone</code></th><td><span class="bytes">7 bytes</span> <meter class="expected" value="7" max="3000" aria-label="expected size"></meter></td><td><span class="muted">none</span></td><td class="number">missing</td></tr>
        </tbody>
        </table>
        </section>
        <section class="notes"><h2>Warnings</h2>
        <ul><li><div>small.toml:2: warning: the field is old [spec.old]</div>
        </li>
        </ul>
        </section>
        <section class="notes plain-notes"><h2>Notes</h2>
        <ul><li><div>outputs were exported</div>
        </li>
        </ul>
        </section>
        <section><h2>Checks</h2>
        <details class="check"><summary><span class="badge passed">passed</span> <strong>locks</strong> <span class="muted">locking again gives the committed locks</span></summary><p class="note">3 locks</p>
        </details>
        <details class="check" open="open"><summary><span class="badge undecided">undecided</span> <strong>build</strong> <span class="muted">everything builds from what is committed, without a network unless it asks for one · 1 finding</span></summary><article class="finding undecided"><h3>the wheel is not in the store [fetch.offline]</h3>
        <p class="muted"><code>small.toml:7:3</code></p>
        </article>
        </details>
        <details class="check" open="open"><summary><span class="badge failed">failed</span> <strong>contents</strong> <span class="muted">every archive holds the expected members · 1 finding</span></summary><article class="finding failed"><h3>layer &#39;app-x&#39;: its members differ [contents.changed]</h3>
        <p class="muted"><code>expected/app-x.mtree</code></p>
        <div class="cause"><h4><span class="badge proven">proven</span> <code>umask</code> 1 member</h4>
        <p>0022 against 0133</p>
        <p>of one member</p>
        <p>fix: set umask 022</p>
        </div>
        <p class="hint">hint: if the change is meant, run &#39;assay update small&#39;</p>
        <details class="differences" open="open"><summary>3 differences</summary><table class="members"><thead><tr><th scope="col">Kind</th><th scope="col">Path</th><th scope="col">Fields</th></tr>
        </thead>
        <tbody><tr><td><span class="badge changed">changed</span></td><th scope="row"><code>bin/tool</code></th><td>mode <del>0755</del> → <ins>0644</ins></td></tr>
        <tr><td><span class="badge changed">changed</span></td><th scope="row"><code>lib/a.py</code></th><td>content <del>sha256:1</del> → <ins>sha256:2</ins><pre>@@ -1 +1 @@
        -one
        <span> </span>
        +two</pre>
        </td></tr>
        <tr><td><span class="badge missing">missing</span></td><th scope="row"><code>lib/b.py</code></th><td><del>file, 5 bytes</del></td></tr>
        </tbody>
        </table>
        </details>
        </article>
        </details>
        <details class="check"><summary><span class="badge skipped">skipped</span> <strong>export</strong> <span class="muted">exported layers install and every launch module runs</span></summary><p class="note">nothing was built</p>
        </details>
        </section>
        </main>
        </body>
        </html>

        """)
  }

  @Test(arguments: VerificationReport.hostileTexts) func textNeverBecomesMarkup(text: String) throws {
    let plain = try Page(HTMLReport().render(.hostile("harmless")))
    #expect(try Page(HTMLReport().render(.hostile(text))).elements == plain.elements)
  }

  @Test func policyAllowsNoProgramAndNothingFromElsewhere() {
    let text = HTMLReport().render(.sample)
    #expect(text.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
    #expect(text.firstMatch(of: /url\(|@import|https?:|<script|<link|<img|<iframe| style=| on[a-z]+=/) == nil)
  }

  @Test func noLevelOfHeadingsIsSkipped() throws {
    var level = 0
    for heading in try Page(HTMLReport().render(.sample)).elements.compactMap({ $0.wholeMatch(of: /h([1-6])/)?.1 }) {
      let next = try #require(Int(heading))
      #expect(next <= level + 1)
      level = next
    }
    #expect(level > 0)
  }

  @Test func manyDifferencesAreFolded() {
    func opens(_ number: Int) -> Bool {
      let differences = (1...number).map { ReportedDifference(path: "\($0)", kind: .extra) }
      return HTMLReport().render(.failed(Finding("a.one", "long", differences: differences)))
        .contains("<details class=\"differences\" open=\"open\">")
    }
    #expect(opens(100))
    #expect(!opens(101))
  }

  @Test func sizeIsCappedWithANote() throws {
    let differences = (1...500).map { ReportedDifference(path: "member-\($0)", kind: .extra) }
    let report = VerificationReport.failed(Finding("a.one", "long", differences: differences))
    let text = try Page(HTMLReport(limit: 20_000).render(report)).text
    #expect(text.contains("The report ends here, at the limit of 20000 bytes; --report json=FILE lists all."))
    #expect(text.firstMatch(of: /… and [1-9][0-9]* more differences; --report json=FILE lists all/) != nil)
  }
}
