import Diagnostics
import SystemPackage
import Testing
import Verification

/// The patches that `assay update --patch` writes; that git takes them is tested in `AppliedPatchTests`.
struct PatchTextTests {
  private func check(_ change: UpdatePlan.Change, gives expected: String) throws {
    #expect(String(decoding: try PatchText.bytes(of: [change], root: "/project"), as: UTF8.self) == expected)
  }

  @Test func newFile() throws {
    try check(
      UpdatePlan.Change(file: "/project/a/new.txt", before: nil, after: Array("one\n".utf8)),
      gives: """
        diff --git a/a/new.txt b/a/new.txt
        new file mode 100644
        --- /dev/null
        +++ b/a/new.txt
        @@ -0,0 +1,1 @@
        +one

        """)
  }

  @Test func removedFile() throws {
    try check(
      UpdatePlan.Change(file: "/project/old.txt", before: Array("one\n".utf8), after: nil),
      gives: """
        diff --git a/old.txt b/old.txt
        deleted file mode 100644
        --- a/old.txt
        +++ /dev/null
        @@ -1,1 +0,0 @@
        -one

        """)
  }

  @Test func missingFinalNewline() throws {
    try check(
      UpdatePlan.Change(file: "/project/x", before: Array("one\ntwo".utf8), after: Array("one\ntwo\n".utf8)),
      gives: """
        diff --git a/x b/x
        --- a/x
        +++ b/x
        @@ -1,2 +1,2 @@
         one
        -two
        \\ No newline at end of file
        +two

        """)
  }

  @Test func unusualNamesAreQuotedAsGitDoes() throws {
    try check(
      UpdatePlan.Change(file: "/project/a b/\"ä\"\n", before: Array("1\n".utf8), after: Array("2\n".utf8)),
      gives: """
        diff --git "a/a b/\\"\\303\\244\\"\\n" "b/a b/\\"\\303\\244\\"\\n"
        --- "a/a b/\\"\\303\\244\\"\\n"\t
        +++ "b/a b/\\"\\303\\244\\"\\n"\t
        @@ -1,1 +1,1 @@
        -1
        +2

        """)
  }

  @Test func fileThatLiesElsewhereIsRefused() {
    let change = UpdatePlan.Change(file: "/other/x", before: nil, after: [])
    #expect(
      throws: DiagnosticList([
        Diagnostic(
          "update.outside", "the file lies outside of '/project', so no patch can hold it", at: Place("/other/x"),
          hint: "use --write instead")
      ])
    ) { try PatchText.bytes(of: [change], root: "/project") }
  }
}
