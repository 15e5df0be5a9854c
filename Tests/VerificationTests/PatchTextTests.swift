import SystemPackage
import Testing
import Verification

/// The patches that `assay update --patch` writes; that git takes them is tested with the program.
struct PatchTextTests {
  private func check(_ change: UpdatePlan.Change, gives expected: String) {
    #expect(String(decoding: PatchText.bytes(of: [change], root: "/project"), as: UTF8.self) == expected)
  }

  @Test func newFile() {
    check(
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

  @Test func removedFile() {
    check(
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

  @Test func missingFinalNewline() {
    check(
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
}
