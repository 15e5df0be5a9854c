import Diagnostics
import Specs
import TestSupport
import Testing

/// The lists of dependencies, and what is refused in them.
@Suite(.temporaryFolder)
struct ElementDependenciesTests {
  /// Name, purposes and place in the sandbox of each dependency, one a line.
  private func dependencies(_ text: String) throws -> String {
    let others = ["a.bst", "b.bst", "sub/c.bst"].map { ($0, "kind: manual") }
    let element = try loadElement("kind: manual\n" + text, with: Dictionary(uniqueKeysWithValues: others))
    return element.dependencies.map {
      [$0.element, $0.isForBuild ? "build" : nil, $0.isForRun ? "run" : nil, $0.location].compactMap { $0 }
        .joined(separator: " ")
    }.joined(separator: "\n")
  }

  @Test func areForBuildingAndRunningUnlessTheySay() throws {
    #expect(
      try dependencies(
        """
        depends:
        - a.bst
        - filename: b.bst
          type: build
        runtime-depends: [sub/c.bst]
        """) == "a.bst build run /\nb.bst build /\nsub/c.bst run /")
  }

  @Test func shareWhatIsSaidAboutSeveral() throws {
    #expect(
      try dependencies("build-depends:\n- filename: [a.bst, b.bst]\n  strict: True\n  config: {location: /sys/}")
        == "a.bst build /sys\nb.bst build /sys")
  }

  @Test func areJoinedWhenTheyAreRepeated() throws {
    #expect(
      try dependencies(
        "build-depends:\n- filename: ./a.bst\n  config: {location: '/%{element-name}'}\nruntime-depends: [sub/../a.bst]"
      )
        == "a.bst build run /e.bst")
  }

  @Test func pointAtTheName() throws {
    let element = try loadElement("kind: stack\ndepends:\n- filename:\n  - a.bst", with: ["a.bst": "kind: stack"])
    #expect(element.dependencies.map { "\($0.place.line ?? 0):\($0.place.column ?? 0)" } == ["4:5"])
  }

  @Test func nameElementsThatThereAre() {
    #expect(
      projectProblems(["e.bst": "kind: stack\ndepends:\n- libb.bst\n- far.bst", "lib.bst": "kind: stack"]) == """
        elements/e.bst:3:3: error: there is no element 'libb.bst' [element.missing]
        hint: did you mean 'lib.bst'?
        elements/e.bst:4:3: error: there is no element 'far.bst' [element.missing]
        hint: make the file 'elements/far.bst', or correct the name
        """)
  }

  @Test func doNotNameTheElementPath() {
    #expect(
      projectProblems(["e.bst": "kind: stack\ndepends:\n- elements/lib.bst", "lib.bst": "kind: stack"]) == """
        elements/e.bst:3:3: error: there is no element 'elements/lib.bst' [element.missing]
        hint: did you mean 'lib.bst'? names start below 'elements'
        """)
  }

  @Test func areNotBlamedForAnElementThatIsBroken() {
    #expect(
      projectProblems(["e.bst": "kind: stack\ndepends: [x.bst]", "x.bst": "kind: odd"]).split(separator: "\n").first
        == "elements/x.bst:1:7: error: unknown kind of element 'odd' [element.unknown-kind]")
  }

  @Test(arguments: [
    ("lib", "'lib' can't be the name of an element: it does not end in '.bst'", "name", "write 'lib.bst'"),
    (
      "j.bst:lib.bst", "'j.bst:lib.bst' is an element of another project, which Assay does not read", "junction",
      "load that project by itself, or copy the element into this one"
    ),
    (
      "../lib.bst", "'../lib.bst' leads out of the project's elements", "outside", "names start below the element path"
    ),
    (
      "/lib.bst", "'/lib.bst' leads out of the project's elements", "outside", "names start below the element path"
    ),
    (
      "li?.bst", "'li?.bst' can't be the name of an element: it holds '?'", "name",
      "use printable ASCII without < > : \" \\ | ? *"
    ),
    (
      "é.bst", "'é.bst' can't be the name of an element: it holds 'é'", "name",
      "use printable ASCII without < > : \" \\ | ? *"
    ),
  ])
  func haveNamesOfElements(name: String, message: String, code: String, hint: String) {
    #expect(
      elementProblems("kind: stack\ndepends:\n- \"\(name)\"") == """
        elements/e.bst:3:3: error: \(message) [element.\(code)]
        hint: \(hint)
        """)
  }

  @Test func haveOneOfThreeTypes() {
    #expect(
      projectProblems([
        "e.bst": "kind: manual\ndepends:\n- filename: a.bst\n  type: buld", "a.bst": "kind: manual",
      ]) == """
        elements/e.bst:4:9: error: a dependency is of type 'build', 'runtime' or 'all', not 'buld' [element.dependency-type]
        hint: did you mean 'build'?
        """)
  }

  @Test func haveNoTypeWhereTheListSaysIt() {
    #expect(
      projectProblems([
        "e.bst": "kind: manual\nbuild-depends:\n- filename: a.bst\n  type: all", "a.bst": "kind: manual",
      ]).split(separator: "\n").first
        == "elements/e.bst:4:3: error: unknown key 'type' [element.unknown-key]")
  }

  @Test func areNotStrictForRunning() {
    #expect(
      projectProblems([
        "e.bst": "kind: manual\nruntime-depends:\n- filename: a.bst\n  strict: True", "a.bst": "kind: manual",
      ]) == """
        elements/e.bst:4:11: error: a runtime dependency can't be strict: it is not there when the element is built [element.strict]
        hint: drop it, or make it a build dependency
        """)
  }

  @Test func takeNoConfigWhereNothingIsStaged() {
    #expect(
      projectProblems([
        "e.bst": "kind: manual\nruntime-depends:\n- filename: a.bst\n  config: {location: /x}", "a.bst": "kind: manual",
        "s.bst": "kind: stack\ndepends:\n- filename: a.bst\n  config: {location: /x}",
      ]) == """
        elements/e.bst:4:11: error: a runtime dependency takes no config: it is not staged [element.dependency-config]
        hint: drop it
        elements/s.bst:4:11: error: dependencies of 'stack' elements take no config [element.dependency-config]
        hint: drop it
        """)
  }

  @Test func refuseWhatIsNotSupported() {
    let config = "\n  config: {digest-environment: D, location: x}"
    #expect(
      projectProblems([
        "e.bst": "kind: manual\nbuild-depends:\n- filename: a.bst\n  junction: j.bst" + config, "a.bst": "kind: manual",
      ]) == """
        elements/e.bst:4:13: error: this depends on an element of another project, which Assay does not read [element.junction]
        hint: copy the element into this project
        elements/e.bst:5:32: error: 'digest-environment' is not supported: Assay sets no variables to digests [element.digest-environment]
        hint: drop it
        elements/e.bst:5:45: error: 'location' must be an absolute path, but is 'x' [element.path]
        hint: begin it with /
        """)
  }

  @Test func areStagedInOnePlace() {
    func item(_ place: String) -> String { "\n- filename: a.bst\n  config: {location: \(place)}" }
    #expect(
      projectProblems(["e.bst": "kind: manual\nbuild-depends:\(item("/x"))\(item("/y"))", "a.bst": "kind: manual"])
        == """
        elements/e.bst:6:22: error: 'a.bst' can't be staged at '/y' and at '/x' [element.location]
        hint: stage it once; a compose element can lay it out
        """)
  }

  @Test func mustBeAList() {
    #expect(
      elementProblems("kind: stack\ndepends: a.bst\nbuild-depends:") == """
        elements/e.bst:2:10: error: 'depends' must be a list, but is text [element.wrong-type]
        hint: write depends: [ … ]
        elements/e.bst:3:15: error: 'build-depends' must be a list, but is empty [element.wrong-type]
        hint: write build-depends: [ … ]
        """)
  }

  @Test func onlyWhatIsReachableIsRead() throws {
    let project = try loadProject(
      [
        "app.bst": "kind: manual\ndepends: [lib.bst]", "lib.bst": "kind: link\nconfig: {target: real.bst}",
        "real.bst": "kind: manual\ncondition-providers: {tested: [test.bst, lost.bst]}",
        "test.bst": "kind: script\nbuild-depends: [tool.bst]", "tool.bst": "kind: manual", "broken.bst": "kind: x",
      ], targets: ["app.bst"])
    #expect(project.elements.keys.sorted() == ["app.bst", "lib.bst", "real.bst", "test.bst", "tool.bst"])
  }

  @Test func targetsMustExist() {
    #expect(
      projectProblems(["lib.bst": "kind: stack"], targets: ["lip.bst", "lib"]) == """
        error: 'lib' can't be the name of an element: it does not end in '.bst' [element.name]
        hint: write 'lib.bst'
        error: there is no element 'lip.bst' [element.missing]
        hint: did you mean 'lib.bst'?
        """)
  }
}
