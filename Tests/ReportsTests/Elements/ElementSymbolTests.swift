import Reports
import Specs
import Store
import TestSupport
import Testing

@testable import Building
@testable import Graph

/// What the symbols of `assay show --format` say.
struct ElementSymbolTests {
  @Test func configurationIsWhatTheKindMakesOfIt() {
    var build = BuildCommands(buildRoot: "/b", installRoot: "/i")
    (build.build, build.install) = (["make", "make\ncheck"], ["make install"])
    #expect(
      text("%{config}", .commands(build, kind: "make")) == """
        configure-commands: []
        build-commands:
        - make
        - make\\ncheck
        install-commands:
        - make install
        strip-commands: []
        """)
    #expect(text("%{config}", .import(source: "/", target: "/usr")) == "source: /\ntarget: /usr")
    let script = ScriptCommands(commands: [], workingFolder: "/", installRoot: "/i", isRootReadOnly: true)
    #expect(text("%{config}", .script(script)) == "commands: []\nroot-read-only: True")
    let docs = SplitSelection(include: ["doc"], exclude: [], includesOrphans: false)
    #expect(
      text("%{config}", .compose(docs, integrates: true))
        == "integrate: True\ninclude:\n- doc\nexclude: []\ninclude-orphans: False")
    #expect(
      text("%{config}", .filter(docs, passesIntegration: false))
        == "include:\n- doc\nexclude: []\ninclude-orphans: False\npass-integration: False")
    #expect(text("%{config}", .stack) == "{}")
  }

  @Test func sourcesSayWhereTheyComeFromAndWhichTheyAre() {
    let sources = [
      ListedElement.Source(kind: "local", address: "files/a", sha256: nil),
      ListedElement.Source(kind: "tar", address: "up:a.tar", sha256: "abc"),
      ListedElement.Source(kind: "remote", address: "up:b", sha256: nil),
    ]
    #expect(
      text("%{source-info}", .stack, sources: sources) == """
        - kind: local
          url: files/a
          medium: local
        - kind: tar
          url: up:a.tar
          medium: remote-file
          version-type: sha256
          version: abc
        - kind: remote
          url: up:b
          medium: remote-file
        """)
    #expect(text("%{source-info}", .stack) == "[]")
  }

  @Test func dependenciesAreListsAndConditionsStandApart() {
    #expect(
      text("%{deps}|%{build-deps}|%{runtime-deps}|%{conditions}", .stack)
        == "- a.bst\n- b.bst|- a.bst|- b.bst|- tested(a.bst) by a-test.bst")
  }

  @Test func keysAreCutOrWhole() {
    let (artifact, payload) = (ContentDigest(of: "a").hex, ContentDigest(of: "p").hex)
    #expect(text("%{key}|%{full-key}|%{payload-key}", .stack) == "\(artifact.prefix(8))|\(artifact)|\(payload)")
  }

  @Test func variablesAndEnvironmentAreSorted() {
    #expect(text("%{vars}|%{env}|%{public}", .stack) == "a: 1\nb: 2|HOME: /tmp\nPATH: /bin|{}")
  }

  @Test func thereAreNoWorkspaces() { #expect(text("%{name}%{workspaced}%{workspace-dirs}.", .stack) == "e.bst.") }

  private func text(_ format: String, _ work: ElementWork, sources: [ListedElement.Source] = []) -> String {
    let element = SampleElement("e", work).with {
      ($0.variables, $0.environment) = (["b": "2", "a": "1"], ["PATH": "/bin", "HOME": "/tmp"])
    }
    let listed = ListedElement(
      declaration: element.declaration,
      keys: ElementKeys.Pair(payload: ContentDigest(of: "p"), artifact: ContentDigest(of: "a")), status: .buildable,
      files: nil, buildDependencies: ["a.bst"], runtimeDependencies: ["b.bst"], dependencies: ["a.bst", "b.bst"],
      findConditions: { [.init(condition: "tested", subject: "a.bst", provider: "a-test.bst")] }, sources: sources,
      blockage: nil)
    return (try? ElementFormat(parsing: format))?.render(listed) ?? "no format"
  }
}
