import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

/// What of an element's own declaration is in its payload key.
struct PayloadKeyTests {
  @Test(arguments: [
    Change("kind") { $0.work = .commands(building($0.work), kind: "make") },
    Change("configure") { $0.work = with($0.work) { $0.configure = ["x"] } },
    Change("build") { $0.work = with($0.work) { $0.build = ["x"] } },
    Change("install") { $0.work = with($0.work) { $0.install = ["x"] } },
    Change("strip") { $0.work = with($0.work) { $0.strip = ["x"] } },
    Change("build root") { $0.work = with($0.work) { $0.buildRoot = "/b" } },
    Change("install root") { $0.work = with($0.work) { $0.installRoot = "/i" } },
    Change("subfolder") { $0.work = with($0.work) { $0.subfolder = "s" } },
    Change("variable") { $0.environment["LANG"] = "C" },
    Change("user") { $0.sandbox.userID = 7 },
    Change("group") { $0.sandbox.groupID = 7 },
    Change("public data") { $0.publicData = #"{"bst":{}}"# },
    Change("split rules") { $0.splitRules["devel"] = ["/usr/include/**"] },
    Change("integration") { $0.integrationCommands = ["ldconfig"] },
    Change("whitelist") { $0.overlapWhitelist = ["/etc/*"] },
    Change("location") { $0.dependencies[0].location = "/sysroot" },
    Change("source folder") { $0.sources[0].folder = "sub" },
    Change("source order") { $0.sources.reverse() },
    Change("tar base") { $0.sources[1].content = .tar(url: url, sha256: digest, baseFolder: "*") },
    Change("tar digest") { $0.sources[1].content = .tar(url: url, sha256: other, baseFolder: "") },
    Change("remote name") {
      $0.sources[2].content = .remote(url: url, sha256: digest, fileName: "g", isExecutable: false)
    },
    Change("remote mode") {
      $0.sources[2].content = .remote(url: url, sha256: digest, fileName: "f", isExecutable: true)
    },
  ])
  private func sees(change: Change) throws { #expect(try payload(change.apply) != payload { _ in }) }

  @Test(arguments: [
    Change("description") { $0.description = "x" },
    Change("variables") { $0.variables["x"] = "y" },
    Change("uncached variable") { $0.environment["MAXJOBS"] = "8" },
    Change("address of a pinned source") {
      $0.sources[1].content = .tar(url: .init(written: "b:x.tar", resolved: "b"), sha256: digest, baseFolder: "")
    },
    Change("runtime dependency") {
      $0.dependencies.append(.init(element: "data.bst", place: $0.place, isForBuild: false, isForRun: true))
    },
    Change("place") { $0.place.line = 9 },
  ])
  private func doesNotSee(change: Change) throws { #expect(try payload(change.apply) == payload { _ in }) }

  @Test func localSourcesCountByTheirContent() throws {
    let project = sampleProject(element)
    let graph = try ElementGraph(project)
    let keys = try [ContentDigest(of: "a"), ContentDigest(of: "a"), ContentDigest(of: "b")].map {
      try ElementKeys(graph, localSources: ["/sample/files": $0])[graph.id("lib")].payload
    }
    #expect(keys[0] == keys[1])
    #expect(keys[0] != keys[2])
  }

  @Test func environmentAndUserOnlyMatterWhereCommandsRun() throws {
    let selection = SplitSelection(include: ["runtime"], exclude: [], includesOrphans: false)
    let quiet: [ElementWork] = [
      .stack, .import(source: "/", target: "/"), .compose(selection, integrates: false),
      .filter(selection, passesIntegration: true),
    ]
    let script = ScriptCommands(commands: [], workingFolder: "/", installRoot: "/i", isRootReadOnly: false)
    for work in quiet { #expect(try !seesEnvironment(work), "\(work.kind)") }
    for work in [.script(script), .compose(selection, integrates: true)] as [ElementWork] {
      #expect(try seesEnvironment(work), "\(work.kind)")
    }
  }

  @Test func orderOfSplitDomainsDoesNotMatter() throws {
    func key(_ include: [String], orphans: Bool = false) throws -> ContentDigest {
      let selection = SplitSelection(include: include, exclude: [], includesOrphans: orphans)
      return try Keys(sampleProject(SampleElement("c", .compose(selection, integrates: true))))["c"].payload
    }
    #expect(try key(["a", "b"]) == key(["b", "a", "b"]))
    #expect(try key(["a", "b"]) != key(["a"]))
    #expect(try key(["a"]) != key(["a"], orphans: true))
  }

  @Test func fatalWarningsCountUnlessTheyAreOfConditions() throws {
    func key(_ fatal: String...) throws -> ContentDigest {
      var project = sampleProject(SampleElement("a"))
      project.fatalWarnings = fatal
      return try Keys(project)["a"].payload
    }
    #expect(try key("overlaps") != key())
    #expect(try key("condition-unprovided") == key())
  }

  @Test func sourcesWithoutAReferenceAreRefusedAllAtOnce() throws {
    let graph = try ElementGraph(
      sampleProject(
        element.with {
          $0.sources[1].content = .tar(url: url, sha256: nil, baseFolder: "")
          $0.sources[2].content = .remote(url: url, sha256: nil, fileName: "f", isExecutable: false)
        }))
    let error = #expect(throws: DiagnosticList.self) { try ElementKeys(graph) }
    #expect(
      error?.description == """
        lib.bst:20: error: local source of lib.bst was not read [source.unread]
        lib.bst:21: error: source of lib.bst has no 'ref' [source.no-reference]
        hint: add the sha256 of the file as 'ref'
        lib.bst:22: error: source of lib.bst has no 'ref' [source.no-reference]
        hint: add the sha256 of the file as 'ref'
        """)
  }
}

private struct Change: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let apply: @Sendable (inout ElementDeclaration) -> Void

  init(_ name: String, _ apply: @escaping @Sendable (inout ElementDeclaration) -> Void) {
    (testDescription, self.apply) = (name, apply)
  }
}

private let url = SourceURL(written: "a:x.tar", resolved: "https://sources.example/x.tar")
private let digest = String(repeating: "a", count: 64)
private let other = String(repeating: "b", count: 64)

private let element = SampleElement.manual("lib", "make").with {
  $0.environment = ["PATH": "/bin"]
  $0.uncachedVariables = ["MAXJOBS"]
  let contents: [SourceDeclaration.Content] = [
    .local("/sample/files"), .tar(url: url, sha256: digest, baseFolder: ""),
    .remote(url: url, sha256: digest, fileName: "f", isExecutable: false),
  ]
  $0.sources = contents.enumerated().map { .init($1, folder: "", place: Place("lib.bst", line: 20 + $0)) }
}

private func payload(_ change: (inout ElementDeclaration) -> Void) throws -> ContentDigest {
  let changed = element.builtWith("base").with(change)
  let graph = try ElementGraph(sampleProject(.manual("base"), .manual("data"), changed))
  let keys = try ElementKeys(graph, localSources: ["/sample/files": ContentDigest(of: "files")])
  return keys[graph.id("lib")].payload
}

private func seesEnvironment(_ work: ElementWork) throws -> Bool {
  let keys = try ["C", "POSIX"].map { locale in
    try Keys(sampleProject(SampleElement("e", work).with { $0.environment["LC_ALL"] = locale }))["e"].payload
  }
  return keys[0] != keys[1]
}

private func building(_ work: ElementWork) -> BuildCommands {
  if case .commands(let commands, kind: _) = work { commands } else { BuildCommands(buildRoot: "", installRoot: "") }
}

private func with(_ work: ElementWork, _ change: (inout BuildCommands) -> Void) -> ElementWork {
  var commands = building(work)
  change(&commands)
  return .commands(commands, kind: work.kind)
}
