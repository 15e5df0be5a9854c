import Diagnostics
import Specs
import TestSupport
import Testing

/// What each kind of element loads as, and what it refuses.
@Suite(.temporaryFolder)
struct ElementKindsTests {
  @Test func manualElementsHaveFourLists() throws {
    let element = try loadElement(
      """
      kind: manual
      description: A library
      variables: {strip-binaries: strip it, command-subdir: src}
      config:
        build-commands: [make, "make %{prefix}"]
      """)
    var commands = BuildCommands(buildRoot: "/buildstream/demo/e.bst", installRoot: "/buildstream-install")
    commands.build = ["make", "make /usr"]
    commands.strip = ["strip it"]
    commands.subfolder = "src"
    #expect(element.work == .commands(commands, kind: "manual"))
    #expect(element.description == "A library")
  }

  @Test func commandsThatAreEmptyAreLeftOut() throws {
    guard case .commands(let commands, _) = try loadElement("kind: manual").work else { throw Missing() }
    #expect(commands.strip == [])
  }

  @Test func aScriptRunsInItsFolder() throws {
    let element = try loadElement(
      "kind: script\nvariables: {cwd: /src}\nconfig: {commands: [./test], root-read-only: True}")
    #expect(
      element.work
        == .script(
          ScriptCommands(
            commands: ["./test"], workingFolder: "/src", installRoot: "/buildstream-install", isRootReadOnly: true)))
  }

  @Test func importMovesAFolder() throws {
    let element = try loadElement(
      "kind: import\nsources: [{kind: local, path: files}]\nconfig: {target: \"%{bindir}/\"}", with: ["files/a": ""])
    #expect(element.work == .import(source: "/", target: "/usr/bin"))
  }

  @Test func composeAndFilterSelectDomains() throws {
    let project = try loadProject([
      "c.bst": "kind: compose\nbuild-depends: [s.bst]\nconfig: {include: [runtime], integrate: False}",
      "f.bst": "kind: filter\nbuild-depends: [c.bst]\nconfig: {exclude: [doc], pass-integration: 1}",
      "s.bst": "kind: stack",
    ])
    #expect(
      project.elements["c.bst"]?.work
        == .compose(SplitSelection(include: ["runtime"], exclude: [], includesOrphans: true), integrates: false))
    #expect(
      project.elements["f.bst"]?.work
        == .filter(SplitSelection(include: [], exclude: ["doc"], includesOrphans: false), passesIntegration: true))
  }

  @Test func aLinkKnowsItsTarget() throws {
    let project = try loadProject(["l.bst": "kind: link\nconfig: {target: sub/../s.bst}", "s.bst": "kind: stack"])
    guard case .link(let target, let place)? = project.elements["l.bst"]?.work else { throw Missing() }
    #expect(target == "s.bst")
    #expect((place.line, place.column) == (2, 18))
  }

  @Test(arguments: [
    ("autotools", "make -j1 DESTDIR=\"/buildstream-install\"  install"),
    ("cmake", "env DESTDIR=\"/buildstream-install\" cmake --build \"_builddir\" --target install"),
    ("meson", "env DESTDIR=\"/buildstream-install\" ninja -C _builddir install"),
    ("make", "make -j1 PREFIX=\"/usr\" DESTDIR=\"/buildstream-install\" install"),
  ])
  func buildKindsAreManualOnesWithCommands(kind: String, install: String) throws {
    guard case .commands(let commands, let written) = try loadElement("kind: \(kind)").work else { throw Missing() }
    #expect(written == kind)
    #expect(commands.install.first == install)
  }

  @Test(arguments: [
    ("autotools", "conf-local", "--disable-nls"), ("cmake", "cmake-local", "-DX=1"),
    ("meson", "meson-local", "-Dx=true"),
  ])
  func buildKindsTakeArgumentsOfOneElement(kind: String, variable: String, argument: String) throws {
    let element = try loadElement("kind: \(kind)\nvariables: {\(variable): \(argument)}")
    guard case .commands(let commands, _) = element.work else { throw Missing() }
    #expect(commands.configure.last?.hasSuffix(" \(argument)") == true)
  }

  @Test func parallelJobsAreNotPartOfKeys() throws {
    let element = try loadElement("kind: cmake\nvariables: {notparallel: True}")
    #expect(element.environment["JOBS"] == "-j1")
    #expect(element.uncachedVariables == ["JOBS"])
    #expect(element.variables["max-jobs"] == "1")
  }

  @Test func buildStreamsVariablesAreThere() throws {
    let element = try loadElement("kind: stack")
    #expect(element.variables["libdir"] == "/usr/lib")
    #expect(element.variables["build-root"] == "/buildstream/demo/e.bst")
    #expect(element.variables["element-name"] == "e.bst")
    #expect(element.environment["SOURCE_DATE_EPOCH"] == "1321009871")
    #expect(element.splitRules["runtime"]?.first == "/usr/bin")
  }

  // Refused

  @Test func kindsThatAreNotKnown() {
    #expect(
      elementProblems("kind: manul") == """
        elements/e.bst:1:7: error: unknown kind of element 'manul' [element.unknown-kind]
        hint: did you mean 'manual'?
        """)
  }

  @Test func junctions() {
    #expect(
      elementProblems("kind: junction\nsources: [{kind: local, path: sub}]") == """
        elements/e.bst:1:7: error: a junction opens another project, which Assay does not read [element.junction]
        hint: load that project by itself, or copy the elements into this one
        """)
  }

  @Test(arguments: ["script", "compose"])
  func runtimeDependenciesOfWhatHasNone(kind: String) {
    #expect(
      projectProblems(["e.bst": "kind: \(kind)\nruntime-depends:\n- s.bst", "s.bst": "kind: stack"]) == """
        elements/e.bst:3:3: error: '\(kind)' elements have build dependencies only, and 's.bst' is one for running [element.dependency-kind]
        hint: list it under build-depends
        """)
  }

  @Test(arguments: ["stack", "script", "compose", "link"])
  func sourcesOfWhatTakesNone(kind: String) {
    let config = kind == "link" ? "\nconfig: {target: s.bst}" : ""
    #expect(
      projectProblems(["e.bst": "kind: \(kind)\nsources:\n- kind: local\(config)", "s.bst": "kind: stack"]) == """
        elements/e.bst:3:3: error: '\(kind)' elements have no sources [element.sources]
        hint: drop them
        """)
  }

  @Test func stacksWithADependencyForOnePurpose() {
    #expect(
      projectProblems(["e.bst": "kind: stack\nbuild-depends:\n- s.bst", "s.bst": "kind: stack"]) == """
        elements/e.bst:3:3: error: a stack needs 's.bst' for building and for running, not for one of them [element.dependency-kind]
        hint: list it under depends, without a type
        """)
  }

  @Test func importsWithoutASource() {
    #expect(
      elementProblems("kind: import") == """
        elements/e.bst:1:1: error: an import element needs a source to import [element.sources]
        hint: add sources: [{kind: local, path: FOLDER}]
        """)
  }

  @Test func filtersOfNoneOrSeveral() {
    let files = ["a.bst": "kind: manual", "b.bst": "kind: manual"]
    let filter = "kind: filter\nbuild-depends: [a.bst, b.bst]"
    #expect(
      projectProblems(files.merging(["e.bst": filter, "f.bst": "kind: filter"]) { $1 }) == """
        elements/e.bst:2:24: error: a filter has exactly one build dependency, and this one has 2 [element.dependency-kind]
        hint: name one element under build-depends
        elements/f.bst:1:1: error: a filter has exactly one build dependency, and this one has 0 [element.dependency-kind]
        hint: name one element under build-depends
        """)
  }

  @Test func filtersOfWhatTheyNeedToRun() {
    #expect(
      projectProblems(["e.bst": "kind: filter\ndepends: [a.bst]", "a.bst": "kind: manual"]) == """
        elements/e.bst:2:11: error: what a filter filters can't be a runtime dependency too [element.dependency-kind]
        hint: list it under build-depends
        """)
  }

  @Test func filtersOfStacksAlsoThroughLinks() {
    let link = "kind: link\nconfig: {target: s.bst}"
    #expect(
      projectProblems(["e.bst": "kind: filter\nbuild-depends: [l.bst]", "l.bst": link, "s.bst": "kind: stack"]) == """
        elements/e.bst:2:17: error: a filter can't filter the stack 's.bst', which has no files of its own [element.filtered-stack]
        hint: filter an element that the stack stands for, or compose the stack first
        """)
  }

  @Test func linksThatLeadInACircle() {
    let files = ["a.bst": "b.bst", "b.bst": "c.bst", "c.bst": "b.bst"].mapValues {
      "kind: link\nconfig: {target: \($0)}"
    }
    #expect(
      projectProblems(files) == """
        elements/b.bst:2:18: error: links lead in a circle: 'b.bst' (elements/b.bst:2:18) -> 'c.bst' (elements/c.bst:2:18) -> 'b.bst' [element.link-cycle]
        hint: let one of them lead to an element
        """)
  }

  @Test func keysOfAnotherKind() {
    #expect(
      elementProblems("kind: script\nconfig:\n  build-commands: []") == """
        elements/e.bst:3:3: error: unknown key 'build-commands' [element.unknown-key]
        hint: known: 'commands', 'root-read-only'
        """)
  }

  @Test func servicesInTheSandbox() {
    #expect(
      elementProblems("kind: manual\nsandbox: {remote-apis-socket: {path: /s}, build-uid: x, build-os: plan9}") == """
        elements/e.bst:2:31: error: 'remote-apis-socket' is not supported: commands see no services [element.sandbox]
        hint: drop it
        elements/e.bst:2:54: error: 'build-uid' must be a number, not 'x' [element.sandbox]
        hint: write build-uid: 0
        elements/e.bst:2:67: error: 'build-os' is 'plan9', but this machine is 'linux' [element.sandbox]
        hint: build it on such a machine
        """)
  }
}
