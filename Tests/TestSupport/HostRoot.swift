import Foundation
package import Store
package import SystemPackage
import Testing

extension ContentStore {
  /// A tree in which programs of this machine run as `/bin/NAME`: themselves and the libraries they load.
  package func hostRoot(programs: [String]) throws -> Folder {
    var root = Folder()
    for name in programs {
      let program = try #require(path(ofProgram: name), "no program '\(name)' on this machine")
      root.insert(.file(try save(file: program), isExecutable: true), at: "bin/\(name)")
      for library in try libraries(of: program) where root[library.string] == nil {
        let file = library.resolved ?? library
        root.insert(.file(try save(file: file), isExecutable: true), at: library.string)
      }
    }
    return root
  }

  private func path(ofProgram name: String) -> FilePath? {
    ["/bin", "/usr/bin", "/sbin", "/usr/sbin"].lazy.compactMap { FilePath($0).appending(name).resolved }.first
  }
}

/// Writes the same tree to a folder that is not there yet.
package func writeHostRoot(programs: [String], to folder: FilePath) throws {
  let store = try ContentStore(at: TemporaryFolder.path.appending("root-store"))
  try store.checkOut(try store.hostRoot(programs: programs), to: folder)
}

/// The paths under which `ldd` finds what a program loads.
private func libraries(of program: FilePath) throws -> [FilePath] {
  let (process, pipe) = (Process(), Pipe())
  process.executableURL = URL(filePath: "/usr/bin/ldd")
  process.arguments = [program.string]
  (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
  try process.run()
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return text.split(whereSeparator: { $0.isWhitespace }).filter { $0.hasPrefix("/") }.map { FilePath(String($0)) }
}
