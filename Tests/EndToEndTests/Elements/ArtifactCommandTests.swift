import SystemPackage
import TestSupport
import Testing

/// `assay artifact` and `assay cache`.
@Suite(.temporaryFolder, .needs("bwrap"), .needs("ldd"))
struct ArtifactCommandTests {
  private func built() async throws -> ElementFolder {
    let elements = try ElementFolder()
    try elements.writeStory()
    _ = try await elements.assay("build", ".")
    return elements
  }

  @Test func listsWhatIsThereAndWhatWasBefore() async throws {
    let elements = try await built()
    try elements.writeStory(testing: "echo better")
    _ = try await elements.assay("build", ".")
    #expect(
      try await elements.assay("artifact", "list", ".", "pkg.bst", "lib*").text == """
        cached  <key>  lib.bst
        cached  <key>  lib-test.bst
        cached  <key>  lib-test.bst (older)
        cached  <key>  pkg.bst
        cached  <key>  pkg.bst (older)

        """)
  }

  @Test func showsWhoVouchedForAnArtifact() async throws {
    let elements = try await built()
    let shown = try await elements.assay("artifact", "show", ".", "pkg.bst")
    #expect(
      shown.text == """
        pkg.bst
          key           <key>
          payload key   <key>
          outcome       succeeded
          tree          <key>, 1 file, 5 B
          log           <key>
          built with    base.bst <key>
          built with    lib.bst <key>
          condition     tested(lib.bst) by lib-test.bst <key>
          - /pkg 5

        """)
  }

  @Test func checksOutWithoutWritingOverAnything() async throws {
    let elements = try await built()
    let project = elements.project
    #expect(try await elements.assay("artifact", "checkout", ".", "pkg.bst", "--directory", "out").exitCode == 0)
    #expect(try project.read("out/pkg") == "text\n")
    try project.write("mine", to: "out/pkg")
    try project.write("mine", to: "out/other")
    let refused = try await elements.assay("artifact", "checkout", ".", "pkg.bst", "--directory", "out")
    #expect(
      refused.standardError == """
        out: error: the folder is not empty [checkout.not-empty]
        hint: name another one, or write over its files with --force

        """)
    #expect(refused.exitCode == 2)
    #expect(try project.read("out/pkg") == "mine")
    let forced = try await elements.assay("artifact", "checkout", ".", "pkg.bst", "--directory", "out", "--force")
    #expect(forced.exitCode == 0)
    #expect(try project.read("out/pkg") == "text\n")
    #expect(try project.read("out/other") == "mine")
    #expect(
      try await elements.assay("artifact", "checkout", ".", "pkg.bst", "--tar", "pkg.tar", "--deps", "none").exitCode
        == 0)
    let compared = try await elements.assay("artifact", "checkout", ".", "pkg.bst", "--tar", "pkg.tar")
    #expect(compared.standardError.contains("the file is there already [checkout.exists]"))
  }

  @Test func deletesAndSaysSo() async throws {
    let elements = try await built()
    #expect(
      try await elements.assay("artifact", "delete", ".", "pkg.bst").text == "removed cached  <key>  pkg.bst\n")
    let missing = try await elements.assay("artifact", "show", ".", "pkg.bst")
    #expect(missing.standardError.contains("the store has no artifact of 'pkg.bst' as it is now [artifact.missing]"))
    #expect(missing.exitCode == 2)
    #expect(try await elements.assay("artifact", "delete", ".", "pkg.bst").text == "nothing to remove\n")
    #expect(try await elements.assay("artifact", "delete", ".").exitCode == 64)
  }

  @Test func theStoreIsCountedCheckedAndMadeSmaller() async throws {
    let elements = try await built()
    let status = try await elements.assay("cache", "status", "--json")
    #expect(status.standardOutput.contains("\"artifacts\": {\n    \"bytes\": "), "\(status.standardOutput)")
    #expect(try await elements.assay("cache", "status").standardOutput.contains("\nartifacts             4 "))
    let sound = try await elements.assay("cache", "check")
    #expect(sound.standardOutput.hasSuffix(": all as they should be\n"))
    #expect(sound.exitCode == 0)
    let pruned = try await elements.assay("cache", "prune", "--max-size", "0")
    #expect(pruned.standardOutput.hasSuffix(" before, 0 B now\n"), "\(pruned.standardOutput)")
    let wrong = try await elements.assay("cache", "prune", "--max-size", "many")
    #expect(wrong.standardError.contains("'many' is no size"))
    #expect(wrong.exitCode == 64)
  }

  @Test func aDamagedStoreIsToldAndMended() async throws {
    let elements = try await built()
    let shown = try await elements.assay("artifact", "show", ".", "pkg.bst")
    let tree = try #require(shown.standardOutput.firstMatch(of: /tree +([0-9a-f]{64})/)?.output.1)
    let blob = "../cache/cas/\(tree.prefix(2))/\(tree.dropFirst(2))"
    try elements.project.remove(blob)
    try elements.project.write("damaged", to: blob)
    let check = try await elements.assay("cache", "check")
    #expect(check.standardError.contains("the file does not hold what its name says; it was removed [store.damaged]"))
    #expect(check.exitCode == 1)
    #expect(try await elements.assay("cache", "check").exitCode == 0)
    #expect(try await elements.assay("build", ".").exitCode == 0)
  }
}
