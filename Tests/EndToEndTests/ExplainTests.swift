import SystemPackage
import TestSupport
import Testing

/// `assay explain`, which says what the names of causes mean.
@Suite(.temporaryFolder)
struct ExplainTests {
  private func explain(_ arguments: String...) async throws -> Program.Outcome {
    try await Program.run(["explain"] + arguments, in: TemporaryFolder.path)
  }

  @Test func everyCauseOfTheListIsExplained() async throws {
    let list = try await explain()
    #expect(list.exitCode == 0)
    let rows = list.standardOutput.split(separator: "\n").map(String.init)
    #expect(rows.count > 50)
    #expect(rows == rows.sorted())
    for row in rows {
      let id = String(row.prefix { $0 != " " })
      let meaning = row.dropFirst(id.count).drop { $0 == " " }
      let outcome = try await explain(id)
      #expect(outcome.exitCode == 0)
      let text = outcome.standardOutput.replacing(/\n +/, with: " ")
      #expect(text.hasPrefix("\(id): \(meaning)\n\nhow it is proven: "), "\(text)")
      #expect(text.contains("\n\nwhat can fool it: "), "\(text)")
      #expect(text.contains("\n\nfix: "), "\(text)")
    }
  }

  @Test func oneIsExplainedInFull() async throws {
    #expect(
      try await explain("mtime-now").standardOutput == """
        mtime-now: members have the time of the build that made them

        how it is proven: times that lie in either side's window of an hour are left out

        what can fool it: two checkouts of the same release, whose times are those of
          the checkout

        fix: set SOURCE_DATE_EPOCH; with tar '--mtime=@$SOURCE_DATE_EPOCH
          --clamp-mtime'; touch files before zipping

        """)
  }

  @Test func wrongNameIsAnsweredWithTheNearest() async throws {
    let near = try await explain("mtime-nwo")
    #expect(near.exitCode == 64)
    #expect(near.standardError.hasPrefix("Error: there is no cause 'mtime-nwo'; did you mean 'mtime-now'?\n"))
    let far = try await explain("zzzzzz")
    #expect(far.exitCode == 64)
    #expect(far.standardError.hasPrefix("Error: there is no cause 'zzzzzz'; 'assay explain' lists all\n"))
  }
}
