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

struct WindowsLayerConfigTests {
  @Test func aLayerNamesWhatWindowsHas() {
    let config = LayerConfig(
      runtime: "base", dependencies: ["framework-scipy@5", "base"], launchModule: "client", pythonVersion: "3.11.11",
      hostPython: nil, layout: LayerLayout(pythonVersion: "3.11", platform: .winArm64))
    #expect(
      config.json.text == """
        {
          "base_python": "../base/python.exe",
          "dynlib_dirs": [
            "../framework-scipy@5/Library/bin",
            "../base/Library/bin"
          ],
          "launch_module": "client",
          "py_version": "3.11.11",
          "pylib_dirs": [
            "../framework-scipy@5/Lib/site-packages",
            "../base/Lib/site-packages"
          ],
          "python": "Scripts/python.exe",
          "site_dir": "Lib/site-packages"
        }

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

  @Test func aWindowsLayerHoldsTheLaunchersOfItsInterpreterAndNoLinks() throws {
    let tree = try assemble(
      "framework-scipy",
      installed: ["Lib/site-packages/libx.so": "x", "Scripts/f2py.exe": "x", "Library/bin/x.dll": "x"],
      usesHostPython: false, platform: .winAmd64,
      interpreter: ["python": "console", "pythonw": "windowed", "other": ""])
    #expect(
      listing(tree) == [
        "Include/", "Lib/", "Lib/site-packages/", "Lib/site-packages/libx.so", "Library/", "Library/bin/",
        "Library/bin/x.dll", "Scripts/", "Scripts/python.exe", "Scripts/pythonw.exe", "postinstall.py", "share/",
        "share/venv/", "share/venv/metadata/", Self.config,
      ])
    #expect(try text("Scripts/pythonw.exe", of: tree, in: temporaryStore()) == "windowed")
  }

  @Test func newerInterpretersNameTheirLaunchersOtherwise() throws {
    let tree = try assemble(
      "framework-scipy", installed: [:], usesHostPython: false, platform: .winAmd64,
      interpreter: ["venvlauncher": "console", "venvwlauncher": "windowed"])
    #expect(try text("Scripts/python.exe", of: tree, in: temporaryStore()) == "console")
    #expect(try text("Scripts/pythonw.exe", of: tree, in: temporaryStore()) == "windowed")
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
    modules: [ModuleSource] = [], interpreter: [String: String]? = nil
  ) throws -> Folder {
    let layer = try #require(try sampleGraph()[buildName])
    let store = try temporaryStore()
    let launchers = interpreter.map { programs in
      Dictionary(uniqueKeysWithValues: programs.map { ("Lib/venv/scripts/nt/\($0.key).exe", $0.value) })
    }
    let assembly = LayerAssembly(
      layer: layer, platform: platform, dependencies: layer.dependencies.map(\.buildName),
      runtime: layer.runtime?.buildName, injected: .standard, usesHostPython: usesHostPython,
      interpreter: try launchers.map { try folder($0, in: store) }, modules: modules,
      store: store)
    return try assembly.assembled(from: try folder(installed, in: store))
  }

  private func files(_ tree: Folder) -> [String] { listing(tree).filter { !$0.hasSuffix("/") } }
}
