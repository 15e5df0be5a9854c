import Reports
import Store
import Testing

@testable import Building

/// What `assay artifact` says.
struct ArtifactReportTests {
  @Test func aLineTellsWhetherTheElementHasChangedSince() {
    #expect(report(artifact).line == "cached  \(key("a").hex)  app.bst\n")
    #expect(report(artifact, isCurrent: false).line == "cached  \(key("a").hex)  app.bst (older)\n")
    var failed = artifact
    failed.outcome = .failed("command 1 of 1 ended with 3: x")
    #expect(report(failed).line == "failed  \(key("a").hex)  app.bst\n")
  }

  @Test func detailsTellWhatItWasMadeWithAndWhatItHolds() {
    var tree = Folder()
    tree.insert(.file(Blob(of: [1, 2, 3]), isExecutable: true), at: "bin/app")
    tree.insert(.file(Blob(of: []), isExecutable: false), at: "share/a\u{1B}b")
    tree.insert(.symlink(target: "/lost"), at: "bin/link")
    tree.insert(.folder(Folder()), at: "var/empty")
    var gated = artifact
    (gated.files, gated.log, gated.aliasedFrom) = (tree.digest, key("log"), key("old"))
    gated.dependencies = [.init(element: "base.bst", key: key("base"))]
    gated.conditions = [
      .init(condition: "tested", subject: "lib.bst", provider: .init(element: "lib-test.bst", key: key("test")))
    ]
    #expect(
      report(gated).details(tree) == """
        app.bst
          key           \(key("a").hex)
          payload key   \(key("p").hex)
          outcome       succeeded
          tree          \(tree.digest.hex), 2 files, 3 B
          aliased from  \(key("old").hex)
          log           \(key("log").hex)
          built with    base.bst \(key("base").hex)
          condition     tested(lib.bst) by lib-test.bst \(key("test").hex)
          x /bin/app 3
          l /bin/link -> /lost
          - /share/a\\u{1b}b 0
          d /var/empty/

        """)
  }

  @Test func detailsOfAFailureSayWhy() {
    var failed = artifact
    failed.outcome = .failed("command 2 of 2 ended with 1: make\n")
    #expect(
      report(failed).details(Folder()) == """
        app.bst
          key           \(key("a").hex)
          payload key   \(key("p").hex)
          outcome       failed: command 2 of 2 ended with 1: make\\n

        """)
  }

  private func report(_ artifact: Artifact, isCurrent: Bool = true) -> ArtifactReport {
    ArtifactReport(KeptArtifact(artifact, isCurrent: isCurrent))
  }

  private let artifact = Artifact(
    project: "sample", element: "app.bst", key: ContentDigest(of: "a"), payloadKey: ContentDigest(of: "p"),
    outcome: .succeeded, files: Folder().digest, log: nil, dependencies: [], conditions: [], publicData: "{}",
    aliasedFrom: nil)

  private func key(_ text: String) -> ContentDigest { ContentDigest(of: text) }
}
