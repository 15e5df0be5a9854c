import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// The dialect of project files is stricter than YAML.
@Suite(.temporaryFolder)
struct YamlDialectTests {
  @Test func everyScalarIsText() throws {
    let element = try loadElement("kind: stack\nvariables: {a: 1.0, b: on, c: 07, d: ~, e: 0x1F}")
    #expect(["a", "b", "c", "d", "e"].map { element.variables[$0] } == ["1.0", "on", "07", "~", "0x1F"])
  }

  @Test(arguments: ["True", "true", "1"])
  func aFewWordsAreTrue(word: String) throws {
    let element = try loadElement("kind: script\nconfig: {root-read-only: \(word)}")
    guard case .script(let script) = element.work else { throw Missing() }
    #expect(script.isRootReadOnly)
  }

  @Test(arguments: ["yes", "on", "TRUE", "0.0", "''"])
  func allOthersAreNoBoolean(word: String) {
    let text = word == "''" ? "" : word
    #expect(
      elementProblems("kind: script\nconfig:\n  root-read-only: \(word)") == """
        elements/e.bst:3:19: error: 'root-read-only' must be True or False, not '\(text)' [element.wrong-type]
        hint: write root-read-only: True
        """)
  }

  @Test func namesTheSecondOfTwoEqualKeys() {
    #expect(
      elementProblems("kind: stack\nvariables:\n  a: 1\n  b: 2\n  a: 3") == """
        elements/e.bst:5:3: error: the key 'a' stands here for the second time; the first is at elements/e.bst:3:3 [yaml.duplicate-key]
        hint: keep one of them
        """)
  }

  @Test func findsEqualKeysAmongMany() {
    let keys = (1...100).map { "  v\($0): x\n" }.joined()
    #expect(
      elementProblems("kind: stack\nvariables:\n\(keys)  v7: y") == """
        elements/e.bst:103:3: error: the key 'v7' stands here for the second time; the first is at elements/e.bst:9:3 [yaml.duplicate-key]
        hint: keep one of them
        """)
  }

  @Test func refusesAnchorsAliasesAndTags() {
    #expect(
      elementProblems("kind: &k stack\ndescription: *k\npublic: !x {a: !!str b}") == """
        elements/e.bst:1:7: error: anchors are not allowed [yaml.anchor]
        hint: write the value out, or include it with (@)
        elements/e.bst:2:14: error: aliases are not allowed [yaml.alias]
        hint: write the value out, or include it with (@)
        elements/e.bst:3:9: error: tags such as '!x' are not allowed [yaml.tag]
        hint: drop it
        elements/e.bst:3:16: error: tags such as 'tag:yaml.org,2002:str' are not allowed [yaml.tag]
        hint: drop it
        """)
  }

  @Test func refusesAliasesThatGrow() {
    let lines = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(elementProblems("a0: &a0 [x]\n" + lines).hasPrefix("elements/e.bst:1:5: error: anchors are not allowed"))
  }

  @Test func refusesKeysThatAreNoText() {
    #expect(
      elementProblems("kind: stack\n? [a, b]\n: c") == """
        elements/e.bst:2:3: error: a key must be text [yaml.key]
        hint: write KEY: VALUE
        """)
  }

  @Test func refusesASecondDocument() {
    #expect(
      elementProblems("kind: stack\n---\nkind: stack") == """
        elements/e.bst:2:1: error: a second document begins here [yaml.documents]
        hint: put it in a file of its own
        """)
  }

  @Test(arguments: [("- a", "a list", "1:1"), ("text", "text", "1:1")])
  func holdsAMappingAtTheTop(text: String, kind: String, place: String) {
    #expect(
      elementProblems(text) == """
        elements/e.bst:\(place): error: the file must hold a mapping, but holds \(kind) [yaml.no-mapping]
        hint: write KEY: VALUE lines
        """)
  }

  @Test func saysWhereTheSyntaxIsBroken() {
    #expect(
      elementProblems("kind: stack\ndescription: 'open") == """
        elements/e.bst:2:19: error: this is not YAML: while scanning a quoted scalar, found unexpected end of stream [yaml.syntax]
        hint: correct the line; https://yaml.org/spec/1.1 describes the format
        """)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func refusesWhatNestsDeeply(opening: String) {
    let text = "x: " + String(repeating: opening, count: 100_000)
    #expect(elementProblems(text).contains(": error: "))
  }

  @Test func allowsSixtyFourLevels() throws {
    func nested(_ levels: Int) -> String {
      "kind: stack\npublic: {d: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "}"
    }
    #expect(elementProblems(nested(62)) == "")
    #expect(
      elementProblems(nested(63)) == """
        elements/e.bst:2:75: error: this is nested more than 64 levels deep [yaml.too-deep]
        hint: make it flatter
        """)
  }

  @Test func refusesTextThatIsNotUtf8() throws {
    try write(["project.conf": projectHead])
    try TemporaryFolder.path.appending("elements").appending("e.bst").write([0x61, 0x3A, 0x20, 0xFF])
    #expect(
      projectProblems([:]) == """
        elements/e.bst: error: this is not YAML: invalid leading UTF-8 octet [yaml.syntax]
        hint: correct the line; https://yaml.org/spec/1.1 describes the format
        """)
  }

  @Test func anEmptyFileHasNoKind() {
    #expect(
      elementProblems("# nothing\n") == """
        elements/e.bst:1:1: error: the key 'kind' is missing [element.missing-key]
        hint: add kind: manual
        """)
  }
}

/// What a test looked for is not there.
struct Missing: Error {}
