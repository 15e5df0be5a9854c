import Diagnostics
import Store
import TestSupport
import Testing

@testable import PythonLayers

@Suite(.temporaryFolder)
struct InstalledTreeTests {
  private let layout = LayerLayout(pythonVersion: "3.11")
  private let site = "lib/python3.11/site-packages"

  @Test func dropsScriptsCachesAndNotesOfTheInstaller() throws {
    let store = try temporaryStore()
    let tree = try folder(
      [
        ".lock": "", ".hidden/a": "", "bin/tool": "", "bin/Python-config": "", "bin/python3": "-> python",
        "bin/sub/python": "",
        "bin/python-folder/a": "", "\(site)/a/__init__.py": "", "\(site)/a/__pycache__/a.pyc": "", "\(site)/a/.dot": "",
        "\(site)/sitecustomize.py": "", "\(site)/a-1.dist-info/uv_cache.json": "", "\(site)/a/uv_cache.json": "",
        "\(site)/a/old.pyc": "", "share/bin/tool": "",
      ], in: store)
    #expect(
      listing(try InstalledTree.cleaned(tree, layout: layout, store: store)).filter { !$0.hasSuffix("/") } == [
        "bin/Python-config", "bin/python3 -> python", "\(site)/a/.dot", "\(site)/a/__init__.py", "\(site)/a/old.pyc",
        "\(site)/a/uv_cache.json", "share/bin/tool",
      ])
  }

  @Test func takesWhatWasDroppedOutOfEachRecord() throws {
    let store = try temporaryStore()
    let record =
      "a.py,sha256=1,1\r\n\"../../../bin/to\"\"ol\",,\r\n\"a,b.py\",,\r\n../../../../outside,,\r\ngone.py,,\r\n"
    let tree = try folder(
      ["bin/to\"ol": "", "\(site)/a.py": "", "\(site)/a,b.py": "", "\(site)/a-1.dist-info/RECORD": record], in: store)
    let cleaned = try InstalledTree.cleaned(tree, layout: layout, store: store)
    #expect(
      try text("\(site)/a-1.dist-info/RECORD", of: cleaned, in: store)
        == "a.py,sha256=1,1\n\"a,b.py\",,\n../../../../outside,,\ngone.py,,\n")
  }

  // As venvstacks does, but for 'sitecustomize.py', whose row it leaves behind.
  @Test func onlyRowsOfScriptsAndFilesThatNoLayerHoldsGo() throws {
    let store = try temporaryStore()
    let record =
      "../../../.hidden,,\n../../../bin/extra/thing,,\n../../../bin/tool,,\na/__pycache__/a.pyc,,\na/sitecustomize.py,,\n"
    let tree = try folder(
      [
        ".hidden": "", "bin/extra/thing": "", "bin/tool": "", "\(site)/a/__pycache__/a.pyc": "",
        "\(site)/a/sitecustomize.py": "", "\(site)/a-1.dist-info/RECORD": record, "\(site)/a/RECORD": record,
      ], in: store)
    let cleaned = try InstalledTree.cleaned(tree, layout: layout, store: store)
    let left = "../../../.hidden,,\n../../../bin/extra/thing,,\na/__pycache__/a.pyc,,\n"
    #expect(try text("\(site)/a-1.dist-info/RECORD", of: cleaned, in: store) == left)
    #expect(try text("\(site)/a/RECORD", of: cleaned, in: store) == left)
  }

  @Test func leavesARecordThatLosesNothingAsItIs() throws {
    let store = try temporaryStore()
    let record = "\"a.py\",sha256=1,1\r\n"
    let tree = try folder(["\(site)/a.py": "", "\(site)/a-1.dist-info/RECORD": record], in: store)
    let cleaned = try InstalledTree.cleaned(tree, layout: layout, store: store)
    #expect(try text("\(site)/a-1.dist-info/RECORD", of: cleaned, in: store) == record)
  }

  @Test func linksLibrariesThatAreNoExtensionModules() throws {
    try checkLinks(
      [
        "a/libx.so", "a/liby.dylib", "a/libz.so.5", "a/mod.cpython-311-x86_64-linux-gnu.so", "a/mod.abi3.so",
        "a/mod.cpython-311-darwin.so", "a/old.cpython-310-x86_64-linux-gnu.so", "a/dotted.mod.abi3.so", "a/plain.txt",
      ],
      [
        "dotted.mod.abi3.so": "../../../\(site)/a/dotted.mod.abi3.so", "libx.so": "../../../\(site)/a/libx.so",
        "liby.dylib": "../../../\(site)/a/liby.dylib",
        "old.cpython-310-x86_64-linux-gnu.so": "../../../\(site)/a/old.cpython-310-x86_64-linux-gnu.so",
      ])
  }

  @Test func leavesOutExcludedLibraries() throws {
    try checkLinks(
      ["a/libx.so", "triton/deep/liby.so", "b/libz.so"], ["libz.so": "../../../\(site)/b/libz.so"],
      excluding: ["triton/**", "a/*.so"])
    try checkLinks(["a/libx.so"], [:], excluding: ["*"])
  }

  @Test func looksForLibrariesInSitePackagesOnly() throws {
    let store = try temporaryStore()
    let tree = try folder(["lib/libpython3.so": ""], in: store)
    #expect(try InstalledTree.dynamicLibraryLinks(in: tree, layout: layout, excluding: []) == [:])
  }

  @Test func namesEveryConflictOfLibraries() throws {
    let store = try temporaryStore()
    let tree = try folder(
      ["\(site)/b/libx.so": "", "\(site)/a/libx.so": "", "\(site)/b/liba.so": "", "\(site)/c/liba.so": ""], in: store)
    let problem = #expect(throws: Diagnostic.self) {
      try InstalledTree.dynamicLibraryLinks(in: tree, layout: layout, excluding: [])
    }
    #expect(
      problem?.description == """
        error: shared libraries with one name: 'liba.so' (\(site)/b/liba.so, \(site)/c/liba.so); \
        'libx.so' (\(site)/a/libx.so, \(site)/b/libx.so) [layer.dynlib-conflict]
        hint: name the ones that need no link in 'dynlib_exclude'
        """)
  }

  @Test func removesPackagesWithAllTheirRecordLists() throws {
    let store = try temporaryStore()
    let tree = try folder(
      [
        "bin/pip3": "", "\(site)/pip/a.py": "", "\(site)/pip/__pycache__/a.pyc": "",
        "\(site)/pip-25.0.dist-info/METADATA": "",
        "\(site)/pip-25.0.dist-info/RECORD": "pip/a.py,,\n../../../bin/pip3,,\n../../../../../outside,,\n",
        "\(site)/_distutils_hack/a.py": "", "\(site)/setuptools-1.dist-info/RECORD": "",
        "\(site)/kept-1.dist-info/RECORD": "",
        "\(site)/pipx/a.py": "",
      ], in: store)
    let left = try InstalledTree.removing(
      packages: ["pip", "setuptools"], from: tree, layout: layout, store: store)
    #expect(
      listing(left).filter { !$0.hasSuffix("/") } == ["\(site)/kept-1.dist-info/RECORD", "\(site)/pipx/a.py"])
  }

  private func checkLinks(_ files: [String], _ expected: [String: String], excluding: [String] = []) throws {
    let store = try temporaryStore()
    let tree = try folder(
      Dictionary(uniqueKeysWithValues: files.map { ("\(site)/\($0)", "") }), in: store)
    #expect(try InstalledTree.dynamicLibraryLinks(in: tree, layout: layout, excluding: excluding) == expected)
  }
}
