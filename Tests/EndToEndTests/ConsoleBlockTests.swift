import Testing

struct ConsoleBlockTests {
  @Test func readsCommandsWithWhatTheyPrint() {
    let page = """
      Text with `$ no command`.

      ```console
      $ first
      $ cat >file <<END
      > one
      >
      > END
      said
      > not a command's line

      more
      ```

      ```toml
      $ no command
      ```
      """
    #expect(
      ConsoleStep.steps(in: page) == [
        ConsoleStep(command: "first", output: "", line: 4),
        ConsoleStep(
          command: "cat >file <<END\none\n\nEND", output: "said\n> not a command's line\n\nmore\n", line: 5),
      ])
  }

  @Test(arguments: [
    ("same\n", "same\n", true), ("same\n", "other\n", false), ("a … d\n", "a b c d\n", true),
    ("a\n…\nd\n", "a\nb\nc\nd\n", true), ("a\n…\nd\n", "a\nb\n", false), ("a…b…c", "a-c-b", false), ("…", "", true),
    ("a…a", "a", false),
  ])
  func anEllipsisStandsForAnyText(output: String, actual: String, matches: Bool) {
    #expect(ConsoleStep(command: "", output: output, line: 1).matches(actual) == matches)
  }
}
