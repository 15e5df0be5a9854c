import Diagnostics
import Specs
import TestSupport
import Testing

/// Conditions in all their spellings, and what keys see of public data.
@Suite(.temporaryFolder)
struct ElementConditionsTests {
  private let tests = ["t1.bst": "kind: script", "t2.bst": "kind: script"]

  private func summary(_ element: ElementDeclaration) -> String {
    let providers = element.conditionProviders.map {
      "\($0.condition): \($0.element) \($0.place.line ?? 0):\($0.place.column ?? 0)"
    }
    let requirements = element.conditionRequirements.map {
      "\($0.condition) \($0.place.line ?? 0):\($0.place.column ?? 0)"
    }
    return (providers + ["requires"] + requirements).joined(separator: "\n")
  }

  @Test func standAtTheTop() throws {
    let text = """
      kind: manual
      condition-providers:
        tested:
        - t1.bst
        licensed: [./t2.bst]
      condition-requirements:
      - tested
      """
    #expect(
      summary(try loadElement(text, with: tests)) == """
        tested: t1.bst 4:5
        licensed: t2.bst 5:14
        requires
        tested 7:3
        """)
  }

  @Test func standInPublicDataToo() throws {
    let text = """
      kind: manual
      public:
        assay:
          condition-providers: {tested: [t1.bst]}
          condition-requirements: [tested]
        other: {key: value}
      """
    let element = try loadElement(text, with: tests)
    #expect(
      summary(element) == """
        tested: t1.bst 4:36
        requires
        tested 5:30
        """)
    #expect(element.publicData.contains("\"other\": {\"key\": \"value\"}"))
    #expect(element.publicData == (try loadElement("kind: manual\npublic: {other: {key: value}}")).publicData)
  }

  @Test func areDemandedOfAKindByTheProject() throws {
    let project =
      "elements:\n  manual:\n    condition-requirements: [tested]\n  stack: {condition-providers: {tested: [t1.bst]}}"
    #expect(summary(try loadElement("kind: manual", project: project)) == "requires\ntested 6:30")
    #expect(
      summary(try loadElement("kind: manual\ncondition-requirements: {(>): [licensed]}", project: project))
        == "requires\ntested 6:30\nlicensed 2:32")
    #expect(summary(try loadElement("kind: manual\ncondition-requirements: []", project: project)) == "requires")
    #expect(
      summary(try loadElement("kind: stack", project: project, with: tests)) == "tested: t1.bst 7:42\nrequires")
  }

  @Test func areDemandedInThePublicDataOfAKind() throws {
    let project = "elements: {manual: {public: {assay: {condition-requirements: [tested]}}}}"
    #expect(summary(try loadElement("kind: manual", project: project)) == "requires\ntested 4:63")
    let own = "kind: manual\npublic: {assay: {condition-requirements: {(>): [more]}}}"
    #expect(summary(try loadElement(own, project: project)) == "requires\ntested 4:63\nmore 2:49")
  }

  @Test func beginAListWithAChangeOfNone() throws {
    #expect(summary(try loadElement("kind: manual\ncondition-requirements: {(>): [x]}")) == "requires\nx 2:32")
    #expect(
      summary(try loadElement("kind: manual\npublic: {assay: {condition-requirements: {(>): [x]}}}"))
        == "requires\nx 2:49")
    #expect(
      summary(try loadElement("kind: manual\ncondition-providers: {t: {(>): [t1.bst]}}", with: tests))
        == "t: t1.bst 2:33\nrequires")
  }

  @Test func haveNamesAndProvidersHaveFiles() {
    #expect(
      elementProblems(
        "kind: manual\ncondition-providers:\n  is it: [lost.bst]\n  ok: t1\ncondition-requirements: [a/b]") == """
          elements/e.bst:3:3: error: 'is it' can't be the name of a condition [element.condition-name]
          hint: use letters, digits, '-' and '_', and begin with no digit
          elements/e.bst:3:11: error: there is no element 'lost.bst' [element.missing]
          hint: make the file 'elements/lost.bst', or correct the name
          elements/e.bst:4:7: error: 'ok' must be a list, but is text [element.wrong-type]
          hint: write ok: [ … ]
          elements/e.bst:5:26: error: 'a/b' can't be the name of a condition [element.condition-name]
          hint: use letters, digits, '-' and '_', and begin with no digit
          """)
  }

  @Test func noJunctionVouchesForAnything() {
    #expect(
      projectProblems([
        "e.bst": "kind: manual\ncondition-providers:\n  tested: [j.bst]\n  checked: ['j.bst:t.bst']",
        "j.bst": "kind: junction\nsources: [{kind: local, path: sub}]",
      ]) == """
        elements/e.bst:4:13: error: 'j.bst:t.bst' is an element of another project, which Assay does not read [element.junction]
        hint: load that project by itself, or copy the element into this one
        elements/j.bst:1:7: error: a junction opens another project, which Assay does not read [element.junction]
        hint: load that project by itself, or copy the elements into this one
        """)
  }

  @Test func ofALinkAreItsTargets() {
    #expect(
      projectProblems([
        "l.bst": "kind: link\nconfig: {target: e.bst}\ncondition-requirements: [tested]", "e.bst": "kind: manual",
      ]) == """
        elements/l.bst:3:25: error: a link has no conditions of its own [element.condition-of-link]
        hint: write them in its target
        """)
  }

  @Test func aMissingProviderIsLeftToWhoRequiresIt() throws {
    let project = try loadProject(
      ["e.bst": "kind: manual\ncondition-providers: {tested: [lost.bst]}"], targets: ["e.bst"])
    #expect(project.elements["e.bst"]?.conditionProviders.map(\.element) == ["lost.bst"])
  }

  // Public data

  @Test func publicDataGivesCommandsAndRules() throws {
    let element = try loadElement(
      """
      kind: manual
      public:
        bst:
          integration-commands: [ldconfig]
          split-rules: {mine: ["%{libdir}/x"], runtime: {(>): [/own]}}
          overlap-whitelist: ["/etc/*"]
      """)
    #expect(element.integrationCommands == ["ldconfig"])
    #expect(element.splitRules["mine"] == ["/usr/lib/x"])
    #expect(element.splitRules["runtime"]?.last == "/own")
    #expect(element.splitRules["runtime"]?.first == "/usr/bin")
    #expect(element.overlapWhitelist == ["/etc/*"])
  }

  @Test func publicDataHasOneText() throws {
    let one = try loadElement("kind: manual\npublic: {b: {y: 1, x: [2]}, a: é}")
    let other = try loadElement("kind: manual\npublic:\n  a: é\n  b:\n    x:\n    - 2\n    y: 1")
    #expect(one.publicData == other.publicData)
    #expect(
      one.publicData.hasPrefix(
        "{\"a\": \"\\u00e9\", \"b\": {\"x\": [\"2\"], \"y\": \"1\"}, \"bst\": {\"split-rules\": "))
  }

  @Test func publicDataOfAssayKeepsWhatIsNoCondition() throws {
    let element = try loadElement("kind: manual\npublic: {assay: {note: x, condition-requirements: [t]}}")
    #expect(element.publicData.hasPrefix("{\"assay\": {\"note\": \"x\"}, \"bst\": "))
  }
}
