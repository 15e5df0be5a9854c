import Store
import TestSupport
import Testing

@testable import PythonLayers

/// The first line of a script that a package brings and a layer keeps.
@Suite(.temporaryFolder)
struct InstalledScriptsTests {
  private static let record = "lib/python3.11/site-packages/a-1.dist-info/RECORD"
  private static let relocatable = """
    #!/bin/sh
    '''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"
    ' '''
    import a

    """

  @Test(arguments: [
    "#!/opt/py/bin/python\nimport a\n", "#!/elsewhere/bin/python3.11\nimport a\n",
    "#!/bin/sh\n'''exec' '/a path/bin/python3.11' \"$0\" \"$@\"\n' '''\nimport a\n",
  ])
  func callsTheInterpreterBesideIt(script: String) throws {
    let tree = try relocated(["bin/python-a": script])
    #expect(try text("bin/python-a", of: tree, in: temporaryStore()) == Self.relocatable)
  }

  @Test(arguments: [
    "#!/bin/sh\nexec true\n", "#!/usr/bin/python3\n", "#!python3.11\n", "#!/opt/py/bin/python -E\n", "import a\n", "#!",
    "",
  ])
  func leavesOtherFirstLines(script: String) throws {
    let tree = try relocated(["bin/python-a": script, "lib/tool": "#!/opt/py/bin/python\n"])
    #expect(try text("bin/python-a", of: tree, in: temporaryStore()) == script)
    #expect(try text("lib/tool", of: tree, in: temporaryStore()) == "#!/opt/py/bin/python\n")
  }

  @Test func theRecordDescribesTheNewContent() throws {
    let tree = try relocated([
      "bin/python-a": "#!/opt/py/bin/python\nimport a\n",
      Self.record: "../../../bin/python-a,sha256=old,3\na.py,sha256=kept,1\n",
    ])
    let hash = ContentDigest(of: Self.relocatable).base64url
    #expect(
      try text(Self.record, of: tree, in: temporaryStore())
        == "../../../bin/python-a,sha256=\(hash),\(Self.relocatable.utf8.count)\na.py,sha256=kept,1\n")
  }

  private func relocated(_ files: [String: String]) throws -> Folder {
    let store = try temporaryStore()
    return try InstalledScripts.relocated(
      try folder(files, in: store), from: "/opt/py/bin/python", layout: LayerLayout(pythonVersion: "3.11"), store: store
    )
  }
}
