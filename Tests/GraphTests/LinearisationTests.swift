import Graph
import Specs
import TestSupport
import Testing

/// The order of import, C3 as in venvstacks (and in Python's classes).
@Suite(.temporaryFolder)
struct LinearisationTests {
  @Test func aLayerOnARuntimeHasNoFrameworks() throws {
    #expect(try graph(runtime("base"), framework("a"))["framework-a"]?.order == "")
  }

  // The layers of venvstacks' minimal project, with the order that venvstacks gives.
  @Test func theReferenceStackHasItsReferenceOrder() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b", on: "a"), framework("c", on: "a"), framework("d", on: "b", "c"),
      framework("e", on: "b"), framework("f", on: "e"), application("x", on: "d", "f"))
    #expect(graph["framework-b"]?.order == "a")
    #expect(graph["framework-c"]?.order == "a")
    #expect(graph["framework-d"]?.order == "b,c,a")
    #expect(graph["framework-e"]?.order == "b,a")
    #expect(graph["framework-f"]?.order == "e,b,a")
    #expect(graph["app-x"]?.order == "d,f,e,b,c,a")
  }

  @Test func theOrderOfDeclarationDecidesBetweenEquals() throws {
    let graph = try graph(
      runtime("base"), framework("a"), framework("b"), application("x", on: "a", "b"), application("y", on: "b", "a"))
    #expect(graph["app-x"]?.order == "a,b")
    #expect(graph["app-y"]?.order == "b,a")
  }

  @Test func dependenciesEndWithTheRuntime() throws {
    let graph = try graph(runtime("base"), framework("a"), framework("b", on: "a"))
    #expect(graph["framework-b"]?.dependencies.map(\.buildName) == ["framework-a", "base"])
    #expect(graph["framework-a"]?.dependencies.map(\.buildName) == ["base"])
    #expect(graph["base"]?.dependencies.map(\.buildName) == [])
  }

  @Test func aFrameworkCantComeAfterWhatItBuildsOn() throws {
    #expect(
      problems(runtime("base"), framework("a"), framework("b", on: "a"), application("x", on: "a", "b")) == """
        stack.toml:16:1: error: application 'x': linearization failed; no order satisfies [a], [b, a], [a, b] [spec.no-order]
        hint: name a framework before those it builds on
        """)
  }

  @Test func frameworksThatOrderOthersDifferentlyDontGoTogether() throws {
    #expect(
      problems(
        runtime("base"), framework("a"), framework("b"), framework("c", on: "a", "b"), framework("d", on: "b", "a"),
        application("x", on: "c", "d")) == """
          stack.toml:26:1: error: application 'x': linearization failed; no order satisfies [a, b], [b, a] [spec.no-order]
          hint: name a framework before those it builds on
          """)
  }
}
