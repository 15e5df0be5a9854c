import Diagnostics
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// `project.conf`.
@Suite(.temporaryFolder)
struct ProjectConfTests {
  @Test func givesNameTargetsAndFatalWarnings() throws {
    let project = try loadProject(
      ["a.bst": "kind: stack"],
      project: projectHead + "defaults: {targets: [a.bst]}\nfatal-warnings: [overlaps, condition-unprovided, overlaps]")
    #expect(project.name == "demo")
    #expect(project.folder == TemporaryFolder.path)
    #expect(project.defaultTargets == ["a.bst"])
    #expect(project.fatalWarnings == ["condition-unprovided", "overlaps"])
  }

  @Test func mayBeNamedItself() throws {
    try write(["project.conf": "name: demo\nmin-version: 2.0", "x.bst": "kind: stack"])
    let project = try ElementProject.load(TemporaryFolder.path.appending("project.conf"), targets: nil)
    #expect(project.elements.keys.sorted() == ["x.bst"])
  }

  @Test func findsEveryElementBelowTheElementPath() throws {
    let files = ["a.bst", "sub/b.bst", ".hidden/c.bst", "other/d.bst"].map { ($0, "kind: stack") }
    let project = try loadProject(
      Dictionary(uniqueKeysWithValues: files).merging(["elements/other/project.conf": "", "e.bst.orig": "x"]) { $1 })
    #expect(project.elements.keys.sorted() == ["a.bst", "sub/b.bst"])
  }

  @Test func filesThatCantBeElementsAreNamed() {
    #expect(
      projectProblems(["a?.bst": "kind: stack", "sub/b\u{1B}.bst": "kind: stack", "c.bst": "kind: stack"]) == """
        elements/a?.bst: error: 'a?.bst' can't be the name of an element: it holds '?' [element.name]
        hint: use printable ASCII without < > : " \\ | ? *
        elements/sub/b\\u{1b}.bst: error: 'sub/b\\u{1b}.bst' can't be the name of an element: it holds '\\u{1b}' [element.name]
        hint: use printable ASCII without < > : " \\ | ? *
        """)
  }

  @Test func mustBeThere() {
    #expect(
      shown { DiagnosticList(try ElementProject.load(TemporaryFolder.path, targets: nil).warnings) } == """
        project.conf: error: there is no project.conf [project.missing]
        hint: name the folder of a project that has one
        """)
  }

  @Test func needsANameAndAVersion() {
    #expect(
      projectProblems([:], project: "element-path: elements") == """
        project.conf:1:1: error: the key 'name' is missing [project.missing-key]
        hint: add name: my-project
        project.conf:1:1: error: the key 'min-version' is missing [project.missing-key]
        hint: add min-version: 2.0
        """)
  }

  @Test(arguments: [
    (
      "2.9", "the project asks for version 2.9 of the format, and 2.0 to 2.8 is read",
      "write min-version: 2.0 if it needs nothing newer"
    ),
    (
      "1.4", "the project asks for version 1.4 of the format, and 2.0 to 2.8 is read",
      "write min-version: 2.0 if it needs nothing newer"
    ),
    ("two", "'min-version' must be of the form MAJOR.MINOR, not 'two'", "write min-version: 2.0"),
    ("2", "'min-version' must be of the form MAJOR.MINOR, not '2'", "write min-version: 2.0"),
  ])
  func asksForAVersionThatIsRead(version: String, message: String, hint: String) {
    #expect(
      projectProblems([:], project: "name: demo\nmin-version: \(version)") == """
        project.conf:2:14: error: \(message) [project.version]
        hint: \(hint)
        """)
  }

  @Test func refusesUnknownKeysAndPaths() {
    #expect(
      projectProblems(
        [:], project: "name: 1st\nmin-version: 2.0\nelement-path: lost\nelement: x\nfail-on-overlap: True") == """
          project.conf:1:7: error: '1st' can't be the name of a project [project.name]
          hint: use letters, digits, '-' and '_', and begin with no digit
          project.conf:3:15: error: the folder 'lost' does not exist [project.missing-path]
          hint: make it, or name the folder that holds the elements
          project.conf:4:1: error: unknown key 'element' [project.unknown-key]
          hint: did you mean 'elements'?
          project.conf:5:18: error: 'fail-on-overlap' is no longer read [project.fail-on-overlap]
          hint: write fatal-warnings: [overlaps]
          """)
  }

  @Test func takesWhatIsForOtherPrograms() throws {
    let element = try loadElement(
      "kind: autotools",
      project: """
        plugins: [{origin: pip, package-name: buildstream-plugins, elements: [autotools], sources: [git]}]
        artifacts: [{url: "https://cache.example/"}]
        source-caches: []
        mirrors: [{name: m, aliases: {}}]
        junctions: {internal: []}
        shell: {command: [sh]}
        source-provenance-attributes: {homepage: The homepage}
        """)
    #expect(element.work.kind == "autotools")
  }

  @Test func refusesPluginsThatReplaceAKind() {
    #expect(
      elementProblems("kind: stack", project: "plugins: [{origin: local, path: p, elements: [mine, cmake]}]") == """
        project.conf:4:53: error: the project brings a plugin of its own for 'cmake', which Assay can't run [project.plugin]
        hint: use the kind as Assay has it, or write its commands in manual elements
        """)
  }

  @Test func overridesOfKindsAreRead() throws {
    let project = """
      environment: {A: base, B: base}
      environment-nocache: [A]
      split-rules: {devel: {(>): [/extra]}}
      elements:
        manual:
          environment: {B: kind, C: kind}
          environment-nocache: [B]
          sandbox: {build-uid: 5}
          public: {bst: {overlap-whitelist: [/x]}}
      """
    let element = try loadElement(
      "kind: manual\nenvironment: {C: own}\nenvironment-nocache: [C]\nsandbox: {build-gid: 6}", project: project)
    #expect(["A", "B", "C"].map { element.environment[$0] } == ["base", "kind", "own"])
    #expect(element.uncachedVariables == ["A", "B", "C"])
    #expect((element.sandbox.userID, element.sandbox.groupID) == (5, 6))
    #expect(element.overlapWhitelist == ["/x"])
    #expect(element.splitRules["devel"]?.last == "/extra")
    #expect(element.splitRules["devel"]?.first == "/usr/include")
  }

  @Test func overridesOfKindsHaveKnownKeys() {
    #expect(
      elementProblems("kind: stack", project: "elements: {manual: {configs: {}}, odd: {any: thing}}") == """
        project.conf:4:21: error: unknown key 'configs' [project.unknown-key]
        hint: did you mean 'config'?
        """)
  }

  @Test func someKeysStandInTheFileItself() {
    let project =
      "name: demo\nmin-version: 2.0\n(@): a.yml\n(?):\n- x: {defaults: {targets: []}}\noptions: {x: {type: bool, default: False}}"
    #expect(
      projectProblems(["a.yml": "element-path: elements"], project: project) == """
        a.yml:1:1: error: 'element-path' can't come from an included file [project.included-key]
        hint: write it in project.conf itself
        project.conf:5:7: error: 'defaults' can't hang on a condition [project.conditional-key]
        hint: write it at the top of project.conf
        """)
  }

  @Test func optionsMayComeFromIncludes() throws {
    let element = try loadElement(
      "kind: stack\nvariables: {(?): [{x: {y: on}}]}", project: "(@): a.yml",
      with: ["a.yml": "options: {x: {type: bool, default: True}}"])
    #expect(element.variables["y"] == "on")
  }

  @Test func defaultTargetsExist() {
    #expect(
      elementProblems("kind: stack", project: "defaults: {targets: [f.bst]}") == """
        project.conf:4:22: error: there is no element 'f.bst' [element.missing]
        hint: did you mean 'e.bst'?
        """)
  }

  // Options

  @Test func optionsHaveTypesValuesAndDefaults() {
    let options = """
      options:
        a: {type: bolo, default: True}
        b: {type: bool}
        c: {type: enum, values: [x, y], default: zebra}
        d: {type: flags, values: [x, y], default: [x, zebra]}
        e-f: {type: bool, default: maybe, more: 1}
        g: {type: enum, default: x}
      """
    #expect(
      elementProblems("kind: stack", project: options) == """
        project.conf:5:13: error: unknown type of option 'bolo' [project.unknown-value]
        hint: did you mean 'bool'?
        project.conf:6:6: error: the key 'default' is missing [project.missing-key]
        hint: add default: False
        project.conf:7:44: error: the option 'c' can't be 'zebra' [project.option-value]
        hint: known: 'x', 'y'
        project.conf:8:49: error: the option 'd' can't be 'zebra' [project.option-value]
        hint: known: 'x', 'y'
        project.conf:9:3: error: 'e-f' can't be the name of an option [project.name]
        hint: use letters, digits and '_', and begin with a letter
        project.conf:9:30: error: 'e-f' must be True or False, not 'maybe' [project.wrong-type]
        hint: write e-f: True
        project.conf:9:37: error: unknown key 'more' [project.unknown-key]
        hint: known: 'default', 'description', 'type', 'variable'
        project.conf:10:6: error: the key 'values' is missing [project.missing-key]
        hint: add values: [ … ]
        """)
  }

  @Test func optionsAreSetByName() throws {
    let options = """
      options:
        debug: {type: bool, default: False, variable: d}
        parts: {type: flags, values: [a, b, c], variable: p}
        level: {type: enum, values: [x, y], default: x, variable: l}
        skip: {type: element-mask, variable: s}
        os: {type: os, values: [Linux, SunOS], variable: o}
      """
    let element = try loadElement(
      "kind: stack", project: options, options: ["debug": "1", "parts": "c, a", "level": "y", "skip": "e.bst"])
    #expect(["d", "p", "l", "s", "o"].map { element.variables[$0] } == ["1", "a,c", "y", "e.bst", "Linux"])
  }

  @Test func optionsThatAreSetMustExist() {
    #expect(
      projectProblems(
        ["e.bst": "kind: stack\n(?):\n- not debug and \"x\" in debug: {}"],
        project: projectHead + "options: {debug: {type: bool, default: False}}",
        options: ["debgu": "1", "debug": "2"])
          == """
          error: the project has no option 'debgu' [project.unknown-option]
          hint: did you mean 'debug'?
          project.conf:4:18: error: 'debug' must be True or False, not '2' [project.wrong-type]
          hint: write debug: True
          """)
  }

  @Test func allProblemsOfAllFilesAreToldInOrder() {
    #expect(
      projectProblems(
        ["b.bst": "kind: x1", "a.bst": "kind: x2\nodd: 1"], project: projectHead + "more: 1"
      ).split(separator: "\n").filter { !$0.hasPrefix("hint") }.joined(separator: "\n") == """
        elements/a.bst:1:7: error: unknown kind of element 'x2' [element.unknown-kind]
        elements/a.bst:2:1: error: unknown key 'odd' [element.unknown-key]
        elements/b.bst:1:7: error: unknown kind of element 'x1' [element.unknown-kind]
        project.conf:4:1: error: unknown key 'more' [project.unknown-key]
        """)
  }
}
