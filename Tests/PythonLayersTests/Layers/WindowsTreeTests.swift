import Specs
import Store
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct WindowsTreeTests {
  @Test func everyFolderGetsTheNameItHasOnWindows() throws {
    let store = try temporaryStore()
    let tree = try folder(
      [
        "lib/python3.11/site-packages/a/b.py": "", "lib/other/c": "", "bin/tool": "#!x",
        "include/site/python3.11/a/a.h": "",
        "share/doc/a": "", "Library/bin/a.dll": "",
      ], in: store)
    let moved = try WindowsTree.moved(tree, pythonVersion: "3.11", store: store)
    #expect(
      listing(moved).filter { !$0.hasSuffix("/") } == [
        "Include/site/python3.11/a/a.h", "Lib/other/c", "Lib/site-packages/a/b.py", "Library/bin/a.dll",
        "Scripts/tool*", "share/doc/a",
      ])
  }

  @Test func aRecordFollowsWhatLeavesSitePackages() throws {
    let store = try temporaryStore()
    let record = "lib/python3.11/site-packages/a-1.dist-info/RECORD"
    let tree = try folder(
      [record: "a/b.py,sha256=1,1\n../../../bin/tool,,\n../../../share/doc/a,,\n../../../../outside,,\n"], in: store)
    let moved = try WindowsTree.moved(tree, pythonVersion: "3.11", store: store)
    #expect(
      try text("Lib/site-packages/a-1.dist-info/RECORD", of: moved, in: store)
        == "a/b.py,sha256=1,1\n../../Scripts/tool,,\n../../share/doc/a,,\n../../../../outside,,\n")
  }

  @Test func scriptsAreDroppedWithTheirRows() throws {
    let store = try temporaryStore()
    let record = "lib/python3.11/site-packages/a-1.dist-info/RECORD"
    let tree = try folder(["bin/tool": "#!x", record: "a/b.py,,\n../../../bin/tool,,\n"], in: store)
    let cleaned = try InstalledTree.cleaned(
      try WindowsTree.moved(tree, pythonVersion: "3.11", store: store),
      layout: LayerLayout(pythonVersion: "3.11", platform: .winAmd64), store: store)
    #expect(listing(cleaned).contains("Scripts/tool*") == false)
    #expect(try text("Lib/site-packages/a-1.dist-info/RECORD", of: cleaned, in: store) == "a/b.py,,\n")
  }
}
