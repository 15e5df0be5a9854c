import Foundation
import Testing

/// Keeps imports pointing down the list of modules that ARCHITECTURE.md explains.
struct LayeringTests {
  /// From the ground up: a module may import only modules before it.
  static let order = [
    "CArchive", "CCrypto", "CDeflate", "CLinux", "CToml", "CZlib", "Diagnostics", "CanonicalJSON", "Store", "Archives",
    "Specs", "Graph", "Execution", "Building", "PythonLayers", "Publishing", "Comparison", "Causes", "Verification",
    "Reports", "AssayCLI",
  ]

  /// Which module may import what stands beside the modules of this package.
  static let outside: [String: Set<String>] = [
    "Glibc": ["Store", "Archives", "Execution", "PythonLayers", "AssayCLI"], "Dispatch": ["Archives", "AssayCLI"],
    "Foundation": ["AssayCLI"], "Subprocess": ["Execution"], "ArgumentParser": ["AssayCLI"],
    "CArchive": ["Archives"], "CZlib": ["Archives"], "CDeflate": ["Archives"], "CCrypto": ["Store"], "CToml": ["Specs"],
    "CLinux": ["Store", "Archives"],
    // Yams' own trees know no places of keys that come twice, and follow aliases without end.
    "CYaml": ["Specs"], "Yams": [],
    "Synchronization": ["Store", "Archives", "Execution", "Building", "AssayCLI"],
  ]

  static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    .standardized

  @Test func everyFolderOfSourcesHasItsPlaceInTheOrder() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(folders.sorted() == Self.order.sorted())
  }

  @Test(arguments: order)
  func importsOnlyWhatStandsBelow(module: String) throws {
    let position = try #require(Self.order.firstIndex(of: module))
    for (file, imports) in try Self.imports(of: module) {
      let upward = imports.intersection(Self.order[position...])
      #expect(upward.isEmpty, "\(file) may not import \(upward.sorted())")
    }
  }

  @Test(arguments: order)
  func importsLibrariesOnlyWhereTheyBelong(module: String) throws {
    for (file, imports) in try Self.imports(of: module) {
      let strays = imports.filter { Self.outside[$0].map { !$0.contains(module) } ?? false }
      #expect(strays.isEmpty, "\(file) may not import \(strays.sorted())")
    }
  }

  /// The imports of each Swift file of a module.
  private static func imports(of module: String) throws -> [(file: String, imports: Set<String>)] {
    let folder = sources.appending(path: module)
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
      let text = try String(contentsOf: file, encoding: .utf8)
      let names = text.matches(
        of: /^(?:package |public |private )?import (?:struct |class |func )?(\w+)/.anchorsMatchLineEndings())
      return ("\(module)/\(file.lastPathComponent)", Set(names.map { String($0.1) }))
    }
  }
}
