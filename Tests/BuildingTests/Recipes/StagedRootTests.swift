import Diagnostics
import Store
import Testing

@testable import Building

struct StagedRootTests {
  @Test func laysLaterTreesOverEarlierOnes() {
    let root = staged([element("a", ["bin/x": "1", "bin/y": "1"]), element("b", ["bin/x": "2", "lib/z": "2"])])
    #expect(root.tree == sampleTree(["bin/x": "2", "bin/y": "1", "lib/z": "2"]))
    #expect(root.overlaps == [.init(path: "/bin/x", element: "b", earlier: "a")])
  }

  @Test func stagesWhereItIsTold() {
    let root = StagedRoot([
      StagedElements(at: "/", [element("a", ["x": "1"])]), StagedElements(at: "/sysroot/", [element("b", ["x": "2"])]),
    ])
    #expect(root.tree == sampleTree(["x": "1", "sysroot/x": "2"]))
    #expect(root.overlaps == [])
  }

  @Test func doesNotMindTheSameFileTwice() {
    #expect(staged([element("a", ["x": "1"]), element("b", ["x": "1"])]).overlaps == [])
  }

  @Test func doesNotMindWhatTheLaterElementIsAllowed() {
    var later = element("b", ["etc/x": "2", "bin/x": "2"])
    later.overlapWhitelist = ["/etc/*"]
    let root = staged([element("a", ["etc/x": "1", "bin/x": "1"]), later])
    #expect(root.overlaps.map(\.path) == ["/bin/x"])
    #expect(root.tree["etc/x"] == sampleTree(["x": "2"])["x"])
  }

  @Test func leavesOutAFileWhereAFolderWithContentIs() {
    let root = staged([element("a", ["x/y": "1"]), element("b", ["x": "2"])])
    #expect(root.tree == sampleTree(["x/y": "1"]))
    #expect(root.unstaged == [.init(path: "/x", element: "b", earlier: "a")])
    #expect(staged([element("a", ["x/": ""]), element("b", ["x": "2"])]).tree == sampleTree(["x": "2"]))
  }

  @Test func putsAFolderInPlaceOfAFile() {
    let root = staged([element("a", ["x": "1"]), element("b", ["x/y": "2"])])
    #expect(root.tree == sampleTree(["x/y": "2"]))
    #expect(root.overlaps == [.init(path: "/x", element: "b", earlier: "a")])
  }

  @Test func followsLinksToFolders() {
    let base = element("a", ["usr/lib/a": "1", "lib": "-> usr/lib"])
    let root = staged([base, element("b", ["lib/b": "2", "lib/a": "1"])])
    #expect(root.tree == sampleTree(["usr/lib/a": "1", "usr/lib/b": "2", "lib": "-> usr/lib"]))
    #expect(root.overlaps == [])
  }

  @Test func replacesALinkThatLeadsToNoFolder() {
    let root = staged([element("a", ["lib": "-> nowhere"]), element("b", ["lib/b": "2"])])
    #expect(root.tree == sampleTree(["lib/b": "2"]))
  }

  @Test func tellsWhoReplacesWhat() {
    let root = staged([
      element("a.bst", ["x": "1", "d/y": "1"]), element("b.bst", ["x": "2", "d": "2"]), element("c.bst", ["x": "3"]),
    ])
    let place = Place("app.bst", line: 1, column: 1)
    #expect(
      root.warnings(for: "app.bst", at: place, fatal: ["overlaps"]).map(\.description) == [
        """
        app.bst:1:1: error: 'b.bst' replaces 1 file staged for 'app.bst': '/x' of 'a.bst' [element.overlaps]
        hint: add the paths to 'overlap-whitelist' of 'b.bst', or drop one of the elements
        """,
        """
        app.bst:1:1: error: 'c.bst' replaces 1 file staged for 'app.bst': '/x' of 'b.bst' [element.overlaps]
        hint: add the paths to 'overlap-whitelist' of 'c.bst', or drop one of the elements
        """,
        """
        app.bst:1:1: warning: 'b.bst' can't replace folders by 1 file for 'app.bst': '/d' of 'a.bst' \
        [element.unstaged-files]
        hint: drop one of the elements, or let it install the file elsewhere
        """,
      ])
  }

  private func staged(_ elements: [StagedElement]) -> StagedRoot { StagedRoot([StagedElements(at: "/", elements)]) }

  private func element(_ name: String, _ entries: [String: String]) -> StagedElement {
    StagedElement(name: name, tree: sampleTree(entries))
  }
}
