import Graph
import Specs
import TestSupport
import Testing

/// References between layers, and the runtime that follows from them.
@Suite(.temporaryFolder)
struct ReferenceTests {
  @Test func theRuntimeIsInheritedThroughFrameworks() throws {
    let graph = try graph(
      runtime("base"), runtime("other"), framework("a", runtime: "other"), framework("b", on: "a"),
      application("x", on: "b"))
    #expect(graph["app-x"]?.runtime?.name == "other")
    #expect(graph["app-x"]?.pythonImplementation == "cpython@3.11.11")
    #expect(graph["app-x"]?.pythonVersion == "3.11")
    #expect(graph["app-x"]?.pythonFullVersion == "3.11.11")
    #expect(graph["other"]?.runtime == nil)
  }

  @Test func frameworksOfALayerShareOneRuntime() throws {
    #expect(
      problems(
        runtime("base"), runtime("other"), framework("a"), framework("b", runtime: "other"),
        application("x", on: "a", "b"))
          == """
          stack.toml:21:1: error: application 'x': inconsistent frameworks, on different runtimes: 'a' (on 'base'), 'b' (on 'other') [spec.inconsistent-runtimes]
          hint: all frameworks of a layer need one runtime
          """)
  }

  @Test func unknownLayersAreNamed() throws {
    #expect(
      problems(runtime("base"), framework("numpy"), application("x", on: "nunpy"), application("y", runtime: "bass"))
        == """
        stack.toml:15:15: error: application 'x': unknown framework 'nunpy' [spec.unknown-layer]
        hint: did you mean 'numpy'?
        stack.toml:21:11: error: application 'y': unknown runtime 'bass' [spec.unknown-layer]
        hint: did you mean 'base'?
        """)
  }

  @Test func withoutAnyFrameworkTheHintSaysToDeclareOne() throws {
    #expect(
      problems(runtime("base"), application("x", on: "lost")) == """
        stack.toml:10:15: error: application 'x': unknown framework 'lost' [spec.unknown-layer]
        hint: declare it above: [[frameworks]]
        """)
  }

  @Test func layersAreDeclaredBeforeTheyAreNamed() throws {
    #expect(
      problems(runtime("base"), framework("a", on: "b"), framework("b")) == """
        stack.toml:9:15: error: framework 'a': unknown framework 'b' [spec.unknown-layer]
        hint: it is declared further down; a layer can only build on those above it
        """)
  }

  @Test func aCycleIsAReferenceToALaterLayer() throws {
    #expect(
      problems(runtime("base"), framework("a", on: "b"), framework("b", on: "a")) == """
        stack.toml:9:15: error: framework 'a': unknown framework 'b' [spec.unknown-layer]
        hint: it is declared further down; a layer can only build on those above it
        """)
  }

  @Test func aLayerCantBuildOnItself() throws {
    #expect(
      problems(runtime("base"), framework("a", on: "a")) == """
        stack.toml:9:15: error: framework 'a': unknown framework 'a' [spec.unknown-layer]
        hint: a layer can't build on itself: drop the reference
        """)
  }

  @Test func theKindOfALayerIsToldWhereItIsMistaken() throws {
    #expect(
      problems(
        runtime("base"), framework("a"), framework("b", on: "base"), framework("c", runtime: "a"), application("x"),
        application("y", on: "x")) == """
          stack.toml:14:15: error: framework 'b': unknown framework 'base' [spec.unknown-layer]
          hint: 'base' is a runtime: write runtime = "base"
          stack.toml:19:11: error: framework 'c': unknown runtime 'a' [spec.unknown-layer]
          hint: 'a' is a framework: write frameworks = ["a"]
          stack.toml:31:15: error: application 'y': unknown framework 'x' [spec.unknown-layer]
          hint: 'x' is an application, which nothing can build on
          """)
  }

  @Test func whatFollowsFromAProblemIsNotReported() throws {
    #expect(
      problems(runtime("base"), framework("a", on: "lost"), framework("b", on: "a"), application("x", on: "a", "b"))
        == """
        stack.toml:9:15: error: framework 'a': unknown framework 'lost' [spec.unknown-layer]
        hint: declare it above: [[frameworks]]
        """)
  }
}
