import CanonicalJSON
import Diagnostics
import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

struct LayerConfigTests {
  @Test func aLayerFindsThoseBelowByTheirDeployedNames() {
    let config = LayerConfig(
      runtime: "cpython-3.11", dependencies: ["framework-scipy@5", "cpython-3.11"], launchModule: "scipy_import",
      pythonVersion: "3.11.11", hostPython: nil, layout: LayerLayout(pythonVersion: "3.11"))
    #expect(
      config.json.text == """
        {
          "base_python": "../cpython-3.11/bin/python",
          "dynlib_dirs": [
            "../framework-scipy@5/share/venv/dynlib",
            "../cpython-3.11/share/venv/dynlib"
          ],
          "launch_module": "scipy_import",
          "py_version": "3.11.11",
          "pylib_dirs": [
            "../framework-scipy@5/lib/python3.11/site-packages",
            "../cpython-3.11/lib/python3.11/site-packages"
          ],
          "python": "bin/python",
          "site_dir": "lib/python3.11/site-packages"
        }

        """)
  }

  @Test func aRuntimeStandsOnItself() {
    let config = LayerConfig(
      runtime: nil, dependencies: [], launchModule: nil, pythonVersion: "3.11.11", hostPython: "3.11",
      layout: LayerLayout(pythonVersion: "3.11"))
    #expect(
      config.json.text == """
        {
          "base_python": "bin/python",
          "dynlib_dirs": [],
          "host_python": "3.11",
          "py_version": "3.11.11",
          "pylib_dirs": [],
          "python": "bin/python",
          "site_dir": "lib/python3.11/site-packages"
        }

        """)
  }
}

@Suite(.temporaryFolder)
struct InjectedFilesTests {
  @Test(arguments: [(false, "#!/usr/bin/bash"), (true, "#!/bin/zsh -f")])
  func wrapperAddsEachLibraryFolderInASingleQuotedLine(isMacos: Bool, shebang: String) {
    let folders = ["../../framework-a@1/share/venv/dynlib", "../../it's/share/venv/dynlib"]
    let wrapper = InjectedFiles.standard.wrapper(forMacos: isMacos, libraryFolders: folders)
    let lines = String(decoding: wrapper, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first.map(String.init) == shebang)
    #expect(
      lines.filter { $0.hasPrefix("add_dynlib_dir ") } == [
        "add_dynlib_dir '../../framework-a@1/share/venv/dynlib'", #"add_dynlib_dir '../../it'\''s/share/venv/dynlib'"#,
      ])
    #expect(lines.contains { $0.hasPrefix("exec -a ") })
    #expect(!lines.contains { $0.contains("@DYNLIB_CALLS@") })
    #expect(lines.last == "")
  }

  @Test func aProjectsOwnFilesReplaceTheStandardOnes() throws {
    try TemporaryFolder.path.appending("python-wrapper-linux.sh").write(Array("one\n@DYNLIB_CALLS@\ntwo\n".utf8))
    let injected = try InjectedFiles(in: TemporaryFolder.path)
    let wrapper = injected.wrapper(forMacos: false, libraryFolders: ["a", "b"])
    #expect(String(decoding: wrapper, as: UTF8.self) == "one\nadd_dynlib_dir 'a'\nadd_dynlib_dir 'b'\ntwo\n")
    #expect(injected.postInstall == InjectedFiles.standard.postInstall)
  }

  @Test func saysThatTheFolderOfAProjectsOwnFilesIsNotThere() {
    let folder = TemporaryFolder.path.appending("none")
    let problem = #expect(throws: Diagnostic.self) { try InjectedFiles(in: folder) }
    #expect(
      problem?.description == """
        \(folder): error: the folder of injected files does not exist [layer.no-injected]
        hint: make it, or drop 'injected' from [tool.assay]
        """)
  }
}

@Suite(.temporaryFolder)
struct LayerAssemblyTests {
  private static let config = "share/venv/metadata/venvstacks_layer.json"
  private static let site = "lib/python3.11/site-packages"

  @Test func aHostRuntimeHoldsALauncherAndNoInterpreter() throws {
    let tree = try assemble("cpython-3.11", installed: ["\(Self.site)/a.py": ""], usesHostPython: true)
    #expect(
      files(tree) == [
        "bin/python*", "bin/python3 -> python", "bin/python3.11 -> python", "\(Self.site)/a.py", "postinstall.py",
        Self.config,
      ])
  }

  @Test func aHostRuntimeWithoutPackagesStillHasAPlaceForThem() throws {
    let tree = try assemble("cpython-3.11", installed: [:], usesHostPython: true)
    #expect(tree.folder(at: Self.site) != nil)
  }

  @Test func anArchiveRuntimeHoldsTheInterpretersFiles() throws {
    let tree = try assemble(
      "cpython-3.11",
      installed: [
        "bin/python": "-> python3.11", "bin/python3.11": "#!elf", "bin/2to3": "#!x", "lib/libpython3.11.so.1": "",
      ],
      usesHostPython: false)
    #expect(
      files(tree) == [
        "bin/python -> python3.11", "bin/python3.11*", "lib/libpython3.11.so.1", "postinstall.py", Self.config,
      ])
  }

  @Test func aFrameworkIsAnEnvironmentOnItsRuntime() throws {
    let tree = try assemble(
      "framework-scipy", installed: ["\(Self.site)/libx.so": "x", "bin/f2py": "#!x"], usesHostPython: true)
    #expect(
      listing(tree) == [
        "bin/", "bin/python*", "bin/python3 -> python", "bin/python3.11 -> python",
        "bin/python_ -> ../../cpython-3.11/bin/python", "include/", "include/python3.11/", "lib/", "lib/python3.11/",
        "lib/python3.11/site-packages/", "\(Self.site)/libx.so", "lib64 -> lib", "postinstall.py", "share/",
        "share/venv/",
        "share/venv/dynlib/", "share/venv/dynlib/libx.so -> ../../../\(Self.site)/libx.so", "share/venv/metadata/",
        Self.config,
      ])
  }

  @Test func aMacosLayerHasNoLib64() throws {
    let tree = try assemble("framework-scipy", installed: [:], usesHostPython: true, platform: .macosxArm64)
    #expect(tree["lib64"] == nil)
  }

  @Test func anApplicationHoldsItsModules() throws {
    let store = try temporaryStore()
    let package = try folder(["__main__.py": "", "data/a.txt": ""], in: store)
    let modules = [
      ModuleSource(name: "client", stem: "client", content: .folder(package), hash: "sha256/1"),
      ModuleSource(
        name: "util.py", stem: "util", content: .file(try store.save([1]), isExecutable: false), hash: "sha256:2"),
    ]
    let tree = try assemble("app-client", installed: [:], usesHostPython: true, modules: modules)
    #expect(
      files(tree).filter { $0.hasPrefix(Self.site) } == [
        "\(Self.site)/client/__main__.py", "\(Self.site)/client/data/a.txt", "\(Self.site)/util.py",
      ])
    #expect(try text(Self.config, of: tree, in: store)?.contains("\"launch_module\": \"client\"") == true)
  }

  private func assemble(
    _ buildName: String, installed: [String: String], usesHostPython: Bool, platform: TargetPlatform = .linuxX86,
    modules: [ModuleSource] = []
  ) throws -> Folder {
    let layer = try #require(try sampleGraph()[buildName])
    let store = try temporaryStore()
    let assembly = LayerAssembly(
      layer: layer, platform: platform, dependencies: layer.dependencies.map(\.buildName),
      runtime: layer.runtime?.buildName, injected: .standard, usesHostPython: usesHostPython, modules: modules,
      store: store)
    return try assembly.assembled(from: try folder(installed, in: store))
  }

  private func files(_ tree: Folder) -> [String] { listing(tree).filter { !$0.hasSuffix("/") } }
}
