import Diagnostics
import Specs
import TestSupport
import Testing

/// Names of elements as commands take them.
@Suite(.temporaryFolder)
struct ElementPatternsTests {
  @Test func aStarStaysWithinAFolder() throws {
    #expect(try expanded("*.bst") == ["app.bst", "lib.bst"])
    #expect(try expanded("lib/*") == ["lib/core.bst", "lib/test.bst"])
    #expect(try expanded("l?b.bst") == ["lib.bst"])
    #expect(try expanded("[a-k]*.bst") == ["app.bst"])
  }

  @Test func twoStarsGoOverFolders() throws {
    #expect(try expanded("**/*.bst") == ["app.bst", "lib.bst", "lib/core.bst", "lib/deep/x.bst", "lib/test.bst"])
    #expect(try expanded("lib/**") == ["lib/core.bst", "lib/deep/x.bst", "lib/test.bst"])
    #expect(try expanded("**/test.bst") == ["lib/test.bst"])
  }

  @Test func everyNameComesOnceInTheOrderOfTheTargets() throws {
    #expect(try expanded("lib/test.bst", "lib/*", "lib/core.bst") == ["lib/test.bst", "lib/core.bst"])
  }

  @Test func namesWithoutAPatternAreTakenAsTheyAre() throws {
    #expect(try expanded("lost.bst", "app.bst") == ["lost.bst", "app.bst"])
    #expect(try expanded() == [])
  }

  @Test func everyPatternThatNothingFitsIsTold() throws {
    #expect(
      shown {
        _ = try expanded("*.bts", "app.bst", "x/*")
        return DiagnosticList([])
      } == """
        error: no element fits '*.bts' [element.no-match]
        hint: '*' stays within a folder, '**' goes over them: try '**/*'
        error: no element fits 'x/*' [element.no-match]
        hint: '*' stays within a folder, '**' goes over them: try '**/*'
        """)
  }

  @Test func withoutAProjectThereIsNothingToFit() throws {
    #expect(throws: DiagnosticList.self) { try ElementSource(folder: TemporaryFolder.path).expanded(["*.bst"]) }
  }

  private func expanded(_ targets: String...) throws -> [String] {
    try write(["project.conf": projectHead])
    for name in ["app", "lib", "lib/core", "lib/test", "lib/deep/x"] {
      try write(["elements/\(name).bst": "kind: stack\n"])
    }
    return try ElementSource(folder: TemporaryFolder.path).expanded(targets)
  }
}
