import Diagnostics
import Specs
import TestSupport
import Testing

/// List directives, includes and conditionals.
@Suite(.temporaryFolder)
struct CompositionTests {
  private func build(
    _ text: String, project: String = "", with files: [String: String] = [:], options: [String: String] = [:]
  ) throws -> [String] {
    let element = try loadElement(text, project: project, with: files, options: options)
    guard case .commands(let commands, _) = element.work else { throw Missing() }
    return commands.build
  }

  private let kindCommands = "elements: {manual: {config: {build-commands: [k1, k2]}}}"

  // List directives

  @Test(arguments: [
    ("[own]", ["own"]), ("{(>): [own]}", ["k1", "k2", "own"]), ("{(<): [own]}", ["own", "k1", "k2"]),
    ("{(=): [own]}", ["own"]), ("{(<): [a], (>): [z]}", ["a", "k1", "k2", "z"]),
    ("{(=): [m], (<): [a], (>): [z]}", ["a", "m", "z"]),
  ])
  func directivesChangeTheListBelow(written: String, result: [String]) throws {
    #expect(try build("kind: manual\nconfig: {build-commands: \(written)}", project: kindCommands) == result)
  }

  @Test func directivesAddUp() throws {
    let element = "kind: manual\n(@): a.yml\nconfig: {build-commands: {(>): [own], (<): [first]}}"
    let included = "config: {build-commands: {(>): [inc], (<): [second]}}"
    #expect(
      try build(element, project: kindCommands, with: ["a.yml": included])
        == ["first", "second", "k1", "k2", "inc", "own"])
  }

  @Test func directivesNeedAList() {
    #expect(
      elementProblems("kind: stack\npublic: {mine: {list: {(>): [a]}}}\ndepends: {(>): [e.bst]}") == """
        elements/e.bst:2:23: error: there is no list below 'list' that this could change [element.nothing-to-change]
        hint: write a plain list
        elements/e.bst:3:10: error: there is no list below 'depends' that this could change [element.nothing-to-change]
        hint: write a plain list
        """)
  }

  @Test func directivesStandAlone() {
    #expect(
      elementProblems("kind: manual\nconfig:\n  build-commands: {(>): [a], more: b}") == """
        elements/e.bst:3:19: error: 'build-commands' is a mapping here, but a list at defaults of kind manual:3:19 [element.composition]
        hint: write a list here too
        """)
  }

  @Test func textDoesNotReplaceAList() {
    #expect(
      elementProblems("kind: manual\nconfig:\n  build-commands: make", project: kindCommands) == """
        elements/e.bst:3:19: error: 'build-commands' is text here, but a list at project.conf:4:46 [element.composition]
        hint: write a list here too
        """)
  }

  // Includes

  @Test func theIncludingFileWinsAndThenTheLaterOne() throws {
    let element = try loadElement(
      "kind: stack\nvariables:\n  (@): [a.yml, sub/b.yml]\n  own: e",
      with: ["a.yml": "{own: a, first: a, both: a}", "sub/b.yml": "{own: b, both: b}"])
    #expect(["own", "first", "both"].map { element.variables[$0] } == ["e", "a", "b"])
  }

  @Test func includesIncludeOthers() throws {
    let element = try loadElement(
      "kind: stack\n(@): a.yml", with: ["a.yml": "(@): b.yml\nvariables: {x: a}", "b.yml": "variables: {x: b, y: b}"])
    #expect(["x", "y"].map { element.variables[$0] } == ["a", "b"])
  }

  @Test func whatIsIncludedKeepsItsPlace() {
    #expect(
      elementProblems("kind: stack\n(@): inc/a.yml", with: ["inc/a.yml": "\nvariables: {x: '%{lost}'}"]) == """
        inc/a.yml:2:16: error: the variable 'lost' is not defined [element.undefined-variable]
        hint: define it under variables, here or in project.conf
        """)
  }

  @Test func projectFilesIncludeToo() throws {
    let element = try loadElement(
      "kind: stack", project: "(@): a.yml\nvariables: {x: own}", with: ["a.yml": "variables: {x: inc, y: inc}"])
    #expect(["x", "y"].map { element.variables[$0] } == ["own", "inc"])
  }

  @Test func includesInACircleShowEachStep() {
    #expect(
      elementProblems("kind: stack\n(@): a.yml", with: ["a.yml": "(@): b.yml", "b.yml": "(@):\n- a.yml"]) == """
        b.yml:2:3: error: files include each other in a circle: a.yml (elements/e.bst:2:6) -> b.yml (a.yml:1:6) -> a.yml (b.yml:2:3) [element.include-cycle]
        hint: take one of the includes out
        """)
  }

  @Test func includedFilesMustBeThere() {
    #expect(
      elementProblems("kind: stack\n(@): [lost.yml, ../up.yml, j.bst:x.yml, {a: b}]") == """
        elements/e.bst:2:7: error: can't include 'lost.yml': the file does not exist [element.missing-include]
        hint: check the path
        elements/e.bst:2:17: error: '../up.yml' leads out of the project [element.outside]
        hint: name a file below the folder of project.conf
        elements/e.bst:2:28: error: 'j.bst:x.yml' is a file of another project, which Assay does not read [element.junction]
        hint: copy the file into this project
        elements/e.bst:2:41: error: '(@)' must name a file or a list of files, but this is a mapping [element.include]
        hint: write (@): FILE
        """)
  }

  @Test func listsThatDoubleInEachFileStayBounded() {
    let files = (1...15).map { ("f\($0).yml", "(@): [f\($0 - 1).yml, f\($0 - 1).yml]") }
    let all = ["f0.yml": "config: {build-commands: {(>): [a, b, c, d]}}"].merging(files) { $1 }
    #expect(elementProblems("kind: manual\n(@): f15.yml", with: all).contains("[element.list-too-long]"))
  }

  @Test func filesThatMultiplyEachOtherStayBounded() {
    let files = (1...12).map { number in
      ("f\(number).yml", (1...20).map { "k\($0): {(@): f\(number - 1).yml}\n" }.joined())
    }
    let all = ["f0.yml": "x: y"].merging(files) { $1 }
    #expect(elementProblems("kind: stack\npublic: {(@): f12.yml}", with: all).contains("[element.include-size]"))
  }

  @Test func longChainsOfIncludesAreRefused() {
    let files = (1...20).map { ("f\($0).yml", "(@): f\($0 - 1).yml") }
    let all = ["f0.yml": "description: x"].merging(files) { $1 }
    #expect(elementProblems("kind: stack\n(@): f15.yml", with: all) == "")
    #expect(
      elementProblems("kind: stack\n(@): f16.yml", with: all) == """
        f1.yml:1:6: error: this is included through more than 16 files [element.include-depth]
        hint: include it nearer to where it is needed
        """)
  }

  @Test func aPipeIsNoFile() throws {
    try write(["elements/e.bst": "kind: stack\n(@): dev"])
    try link("dev", to: "/dev/zero")
    #expect(
      projectProblems([:]) == """
        elements/e.bst:2:6: error: can't include 'dev': a link on its path leads out of the project [element.missing-include]
        hint: put the file itself there
        """)
  }

  // Conditionals

  private let options = """
    options:
      debug: {type: bool, default: False}
      arch: {type: arch, values: [x86-64, aarch64], default: x86-64}
      extras: {type: flags, values: [docs, tests, nls], default: [docs]}
      level: {type: enum, values: [low, high], default: low, variable: the-level}
    """

  @Test(arguments: [
    ("debug", false), ("not debug", true), ("debug == False", true), ("arch == \"x86-64\"", true),
    ("arch != 'x86-64'", false), ("arch in ['x86-64', 'other']", true), ("arch not in (\"x86-64\",)", false),
    ("'docs' in extras", true), ("'tests' in extras", false), ("debug or 'docs' in extras and level == 'low'", true),
    ("(debug or 'docs' in extras) and level == 'high'", false), ("not (debug or level == 'high')", true),
    ("extras == ['docs']", true), ("'ow' in level", true), ("level", true), ("True", true), ("[]", false),
  ])
  func expressionsAreThoseOfPython(expression: String, holds: Bool) throws {
    let key = expression.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    let element = try loadElement(
      "kind: stack\nvariables:\n  (?):\n  - '\(key)': {x: 'yes'}\n  x: 'no'", project: options)
    #expect(element.variables["x"] == (holds ? "yes" : "no"))
  }

  @Test func conditionsApplyInOrderAndNest() throws {
    let element = try loadElement(
      """
      kind: stack
      variables:
        x: base
        (?):
        - "arch == 'x86-64'": {x: first, y: first}
        - "not debug":
            x: second
            (?):
            - "level == 'high'": {z: nested}
      """, project: options, options: ["level": "high"])
    #expect(["x", "y", "z", "the-level"].map { element.variables[$0] } == ["second", "first", "nested", "high"])
  }

  @Test func conditionsOfTheProjectCount() throws {
    let project = options + "\n(?):\n- debug:\n    variables: {x: debug}\n"
    #expect(try loadElement("kind: stack", project: project, options: ["debug": "True"]).variables["x"] == "debug")
  }

  @Test func conditionsMayIncludeFiles() throws {
    let element = try loadElement(
      "kind: stack\n(?):\n- not debug: {(@): a.yml}", project: options, with: ["a.yml": "variables: {x: inc}"])
    #expect(element.variables["x"] == "inc")
  }

  @Test func whatIsRefusedUnderAConditionSaysSo() {
    #expect(
      elementProblems("kind: stack\n(?):\n- level == \"low\":\n    (!): |\n      Only high will do\n", project: options)
        == """
        elements/e.bst:4:10: error: the project refuses this: Only high will do [element.refused-by-project]
        hint: see the condition that it stands under
        """)
  }

  @Test(arguments: [
    ("debgu", "unknown option 'debgu' in the condition 'debgu'", "did you mean 'debug'?"),
    ("debug ==", "expected an option or a quoted text at character 9 of the condition 'debug =='", nil),
    ("debug debug", "expected 'and', 'or' or the end at character 7 of the condition 'debug debug'", nil),
    ("arch == 'x", "the quote is not closed at character 9 of the condition 'arch == 'x'", nil),
    ("(debug", "expected ')' at character 7 of the condition '(debug'", nil),
    ("arch in debug", "'in' needs a list or text on its right at character 14 of the condition 'arch in debug'", nil),
  ])
  func expressionsThatMakeNoSense(expression: String, message: String, hint: String?) {
    let key = expression.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    #expect(
      elementProblems("kind: stack\n(?):\n- '\(key)': {}", project: options) == """
        elements/e.bst:3:3: error: \(message) [element.expression]
        hint: \(hint ?? "write it like: debug and arch in [\"x86-64\", \"aarch64\"]")
        """)
  }

  @Test func expressionsThatNestDeeplyAreRefused() {
    let text = String(repeating: "(", count: 900)
    #expect(
      elementProblems("kind: stack\n(?):\n- '\(text)': {}", project: options).contains(
        "error: it nests too deeply at character 66 "))
  }

  @Test func conditionalsAreListsOfOneCondition() {
    #expect(
      elementProblems("kind: stack\n(?):\n- {debug: {}, not debug: {}}\n- debug: text", project: options) == """
        elements/e.bst:3:3: error: each item of '(?)' must be one condition with a mapping [element.conditional]
        hint: write - CONDITION: { KEY: VALUE }
        elements/e.bst:4:3: error: each item of '(?)' must be one condition with a mapping [element.conditional]
        hint: write - CONDITION: { KEY: VALUE }
        """)
  }
}
