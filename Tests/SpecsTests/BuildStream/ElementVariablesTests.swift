import Diagnostics
import Specs
import TestSupport
import Testing

/// `%{NAME}` in all its places.
@Suite(.temporaryFolder)
struct ElementVariablesTests {
  @Test func referToEachOtherInAnyOrder() throws {
    let element = try loadElement("kind: stack\nvariables: {a: '%{b}/x', b: '%{c}', c: '%{prefix}'}")
    #expect(element.variables["a"] == "/usr/x")
  }

  @Test func ofAnElementReachWhatTheProjectMakesOfThem() throws {
    let element = try loadElement("kind: manual\nvariables: {prefix: /opt}\nenvironment: {WHERE: '%{bindir}'}")
    #expect(element.variables["bindir"] == "/opt/bin")
    #expect(element.environment["WHERE"] == "/opt/bin")
    #expect(element.splitRules["devel"]?.first == "/opt/include")
    #expect(element.publicData.contains("\"/opt/include/**\""))
  }

  @Test func reachTheProjectsEnvironment() throws {
    let element = try loadElement(
      "kind: manual\nvariables: {where: here}", project: "variables: {where: there}\nenvironment: {W: '%{where}'}")
    #expect(element.environment["W"] == "here")
  }

  @Test func lieAboveEachOther() throws {
    let project = """
      variables: {prefix: /project, sysconfdir: /project}
      elements:
        manual:
          variables: {prefix: /kind, lib: kind}
      """
    let element = try loadElement("kind: manual\nvariables: {lib: own}", project: project)
    #expect(
      ["sysconfdir", "prefix", "lib", "datadir"].map { element.variables[$0] }
        == ["/project", "/kind", "own", "/kind/share"])
  }

  @Test(arguments: ["%{9x}", "%{a b}", "100%", "%{", "%{}", "% {a}", "%a"])
  func whatOnlyLooksAlikeIsText(text: String) throws {
    let element = try loadElement("kind: manual\nvariables: {x: '\(text)'}\nconfig: {build-commands: ['\(text) %{x}']}")
    guard case .commands(let commands, _) = element.work else { throw Missing() }
    #expect(commands.build == ["\(text) \(text)"])
  }

  @Test func areExpandedInSourcesPublicDataAndDependencies() throws {
    let element = try loadElement(
      """
      kind: manual
      variables: {where: files}
      build-depends: [{filename: a.bst, config: {location: "/%{where}"}}]
      sources: [{kind: local, path: "%{where}", directory: "%{where}"}]
      public: {bst: {integration-commands: ["update %{where}"]}, mine: {"k": ["%{where}"]}}
      sandbox: {build-uid: "%{uid}"}
      """, project: "variables: {uid: 7}", with: ["a.bst": "kind: manual", "files/x": ""])
    #expect(element.dependencies.first?.location == "/files")
    #expect(element.sources.first?.folder == "files")
    #expect(element.integrationCommands == ["update files"])
    #expect(element.publicData.contains("\"mine\": {\"k\": [\"files\"]}"))
    #expect(element.sandbox.userID == 7)
  }

  @Test func thatAreNotDefinedAreNamedWhereTheyStand() {
    #expect(
      elementProblems("kind: manual\nvariables:\n  a: x %{prefx}\nconfig:\n  build-commands:\n  - run %{lost}") == """
        elements/e.bst:3:6: error: the variable 'prefx' is not defined [element.undefined-variable]
        hint: did you mean 'prefix'?
        elements/e.bst:6:5: error: the variable 'lost' is not defined [element.undefined-variable]
        hint: define it under variables, here or in project.conf
        """)
  }

  @Test func ofTheProjectMayBeLeftToElements() throws {
    let project = "variables: {url: 'x/%{version}'}\nenvironment: {U: '%{url}'}"
    let element = try loadElement("kind: manual\nvariables: {version: 3}", project: project)
    #expect(element.environment["U"] == "x/3")
    #expect(
      elementProblems("kind: manual", project: project) == """
        project.conf:4:18: error: the variable 'version' is not defined [element.undefined-variable]
        hint: define it under variables, here or in project.conf
        """)
  }

  @Test func thatReferToThemselvesShowEachStep() {
    #expect(
      elementProblems("kind: stack\nvariables:\n  c: '%{a}'\n  a: '%{b}'\n  b: x%{c}\n  other: '%{b}'") == """
        elements/e.bst:4:6: error: variables refer to each other in a circle: 'a' (elements/e.bst:4:6) -> 'b' (elements/e.bst:5:6) -> 'c' (elements/e.bst:3:6) -> 'a' [element.variable-cycle]
        hint: give one of them a value of its own
        """)
  }

  @Test(arguments: ["element-name", "project-name", "max-jobs"])
  func thatAreGivenCantBeDefined(name: String) {
    let message =
      "the variable '\(name)' can't be defined, it is given [element.protected-variable]\nhint: use another name"
    #expect(
      elementProblems("kind: stack\nvariables:\n  \(name): x")
        == "elements/e.bst:3:\(name.count + 5): error: \(message)")
    #expect(
      elementProblems("kind: stack", project: "variables: {\(name): x}")
        == "project.conf:4:\(name.count + 15): error: \(message)")
  }

  @Test func thatDoubleEachOtherStayBounded() {
    let lines = (1...60).map { "  v\($0): '%{v\($0 - 1)}%{v\($0 - 1)}'\n" }.joined()
    #expect(
      elementProblems("kind: stack\nvariables:\n  v0: x\n" + lines) == """
        elements/e.bst:24:8: error: the variable 'v21' is longer than 1 MiB when it is expanded [element.variable-too-long]
        hint: look for variables that hold others twice
        """)
  }

  @Test func thatAreManyAndLongStayBounded() {
    let users = (1...200).map { "  u\($0): '%{long}'\n" }.joined()
    let long = String(repeating: "x", count: 1 << 19)
    #expect(
      elementProblems("kind: stack\nvariables:\n  long: \(long)\n" + users).contains("[element.variable-too-long]"))
  }

  @Test func ofLongChainsAreRefusedNotFollowed() {
    let lines = (1...3000).map { "  v\($0): '%{v\($0 - 1)}'\n" }.joined()
    #expect(elementProblems("kind: stack\nvariables:\n  v0: x\n" + lines).contains("[element.variable-depth]"))
  }

  @Test func usedAgainAndAgainStayBounded() {
    let commands = String(repeating: "  - '%{long}'\n", count: 200)
    let long = String(repeating: "x", count: 1 << 19)
    #expect(
      elementProblems("kind: manual\nvariables:\n  long: \(long)\nconfig:\n  build-commands:\n" + commands)
        .contains("[element.too-long]"))
  }
}
