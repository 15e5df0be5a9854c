import Diagnostics
import Graph
import Specs
import Store
import TestSupport
import Testing

/// What the two keys of an element see of the project.
struct ElementKeyTests {
  @Test func whereNothingGatesBothKeysAreTheSame() throws {
    let keys = try Keys(conditionsProject())
    for name in ["base", "lib", "app", "lib-test", "app-test"] { #expect(!keys[name].isGated, "\(name)") }
    #expect(keys["app-pkg"].isGated)
  }

  @Test func noTwoElementsShareAKey() throws {
    let graph = try ElementGraph(sampleProject(["a", "b", "c"].map { SampleElement($0) }))
    let keys = try ElementKeys(graph)
    #expect(Set(graph.elements.map { keys[$0.id].payload }).count == 3)
  }

  @Test func whatIsAboveAGatedElementIsGatedThroughIt() throws {
    let extra = [
      SampleElement("all").needing("app-pkg"), SampleElement("site").runningWith("all"),
      SampleElement("image").builtWith("site"), SampleElement("beside").builtWith("app"),
    ]
    func keys(_ test: String) throws -> Keys {
      var project = conditionsProject { name, element in
        name == "lib-test" ? .manual("lib-test", test).builtWith("lib") : element
      }
      for element in extra { project.elements[element.declaration.name] = element.declaration }
      return try Keys(project)
    }
    let (before, after) = (try keys("one"), try keys("two"))
    for name in ["app-pkg", "all", "image"] {
      #expect(before[name].payload == after[name].payload, "\(name)")
      #expect(before[name].artifact != after[name].artifact, "\(name)")
    }
    for name in ["site", "beside", "app", "app-test"] { #expect(before[name] == after[name], "\(name)") }
  }

  // Traps, number 2.
  @Test func orderAndRepetitionOfDependenciesDoNotMatter() throws {
    func keys(_ app: SampleElement) throws -> Keys {
      try Keys(
        sampleProject(
          .manual("a"), .manual("b"), .link("c", to: "b"), app, SampleElement("top").needing("app")))
    }
    let expected = try keys(SampleElement("app").builtWith("a", "b").runningWith("b"))
    for app in [
      SampleElement("app").runningWith("b").builtWith("b", "a"),
      SampleElement("app").needing("b").builtWith("b", "a", "b"),
      SampleElement("app").builtWith("c", "a", "b").runningWith("c"),
    ] { #expect(try keys(app) == expected) }
  }

  // Traps, number 3.
  @Test func providersAreInTheKeysOfRequirersOnly() throws {
    let before = try Keys(conditionsProject())
    var project = conditionsProject { name, element in
      name == "lib" ? element.providing("tested", by: "lib-bench") : element
    }
    project.elements["lib-bench.bst"] = SampleElement("lib-bench").builtWith("lib").declaration
    let added = try Keys(project)
    project.elements["lib-bench2.bst"] = SampleElement("lib-bench2").builtWith("lib").declaration
    project.elements["lib.bst"]?.conditionProviders[1].element = "lib-bench2.bst"
    let renamed = try Keys(project)
    for keys in [added, renamed] {
      for name in ["base", "lib", "app", "lib-test", "app-test"] { #expect(keys[name] == before[name], "\(name)") }
      #expect(keys["app-pkg"].payload == before["app-pkg"].payload)
    }
    #expect(Set([before, added, renamed].map { $0["app-pkg"].artifact }).count == 3)
  }

  @Test func theOrderOfProvidersAndRepeatedOnesDoNotMatter() throws {
    func key(_ providers: String...) throws -> ContentDigest {
      let lib = providers.reduce(SampleElement("lib")) { $0.providing("tested", by: $1) }
      return try Keys(
        sampleProject(
          lib, .manual("t1").builtWith("lib"), .manual("t2").builtWith("lib"),
          SampleElement("pkg").builtWith("lib").requiring("tested")))["pkg"].artifact
    }
    #expect(try key("t1", "t2") == key("t2", "t1", "t2"))
    #expect(try key("t1", "t2") != key("t1"))
  }

  @Test func whoAskedForAProviderUnderWhichNameDoesNotMatter() throws {
    func key(_ condition: String, subject: String) throws -> ContentDigest {
      try Keys(
        sampleProject(
          subject == "base" ? SampleElement("base").providing(condition, by: "t") : SampleElement("base"),
          subject == "lib"
            ? SampleElement("lib").builtWith("base").providing(condition, by: "t")
            : SampleElement("lib").builtWith("base"),
          SampleElement("t").builtWith("lib"), SampleElement("pkg").builtWith("lib").requiring(condition)))["pkg"]
        .artifact
    }
    #expect(try key("tested", subject: "lib") == key("signed", subject: "base"))
  }

  @Test func aRequirementThatGatesNothingIsInNoKey() throws {
    let project = { (pkg: SampleElement) in sampleProject(SampleElement("lib"), pkg.builtWith("lib")) }
    #expect(
      try Keys(project(SampleElement("pkg").requiring("tested"))) == Keys(project(SampleElement("pkg"))))
  }

  @Test func runtimeDependenciesAreInTheKeysOfWhatIsBuiltWithThemOnly() throws {
    func keys(_ lib: SampleElement) throws -> Keys {
      try Keys(sampleProject(.manual("data"), lib, .manual("app").builtWith("lib"), .manual("use").runningWith("lib")))
    }
    let (without, with) = (try keys(.manual("lib")), try keys(.manual("lib").runningWith("data")))
    #expect(without["lib"] == with["lib"])
    #expect(without["use"] == with["use"])
    #expect(without["app"] != with["app"])
  }

  // The hole of BuildStream's issue 1893.
  @Test func keysSeeHowDependenciesDependOnEachOther() throws {
    func key(_ b: SampleElement) throws -> ContentDigest {
      try Keys(sampleProject(.manual("a"), b, .manual("app").builtWith("a", "b")))["app"].payload
    }
    #expect(try key(.manual("b")) != key(.manual("b").runningWith("a")))
  }

  @Test func buildDependenciesOfBuildDependenciesAreSeenThroughTheirKeys() throws {
    func keys(_ tool: String) throws -> Keys {
      try Keys(sampleProject(.manual("tool", tool), .manual("lib").builtWith("tool"), .manual("app").builtWith("lib")))
    }
    #expect(try keys("a")["app"].payload != keys("b")["app"].payload)
  }

  @Test func whatElseIsLoadedDoesNotMatter() throws {
    let all = try Keys(conditionsProject())
    let graph = try ElementGraph(conditionsProject(), targets: ["lib-test.bst"])
    #expect(try ElementKeys(graph)[graph.id("lib-test")] == all["lib-test"])
  }

  /// Fails when the format of keys changes: name a new one in the texts then, and know that all is built again.
  @Test func keysAreTheSameOnEveryMachine() throws {
    let key = try Keys(conditionsProject())["app-pkg"].artifact
    #expect(key.hex == "b1662dd0f83999016dd5175b157da8a0226ab2500a5f552f06f129637deb14b4")
  }
}

/// The keys of a project by names without `.bst`.
struct Keys: Equatable {
  private var pairs: [String: ElementKeys.Pair] = [:]

  init(_ project: ElementProject) throws {
    let graph = try ElementGraph(project)
    let keys = try ElementKeys(graph)
    for element in graph.elements { pairs[element.name] = keys[element.id] }
  }

  subscript(name: String) -> ElementKeys.Pair { pairs[name + ".bst"] ?? pairs["", default: missing] }

  private var missing: ElementKeys.Pair { fatalError("the project has no such element") }
}
