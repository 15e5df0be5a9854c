import Diagnostics
import SystemPackage

/// The shell script that runs a layer's Python with the libraries of the layers below, but for the names of their folders.
///
/// It is kept as bytes, since a project may want to keep those of an earlier publisher. Two things are filled in:
/// a line `@DYNLIB_CALLS@` becomes one line `add_dynlib_dir 'FOLDER'` for each folder, and a line that holds
/// `@DYNLIB_DIR@` is repeated for each folder with its name in that place, quoted for a shell only if it must be.
package struct WrapperTemplate: Hashable, Sendable {
  package var bytes: [UInt8]

  private static let calls = Array("@DYNLIB_CALLS@".utf8)
  private static let folder = Array("@DYNLIB_DIR@".utf8)

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether the script would know the folders.
  var namesLibraryFolders: Bool { lines.contains { $0.elementsEqual(Self.calls) || !Self.positions(in: $0).isEmpty } }

  /// The script for these folders.
  func filled(with folders: [String]) -> [UInt8] {
    let filled = lines.flatMap { line -> [[UInt8]] in
      if line.elementsEqual(Self.calls) {
        return folders.map { Array("add_dynlib_dir '\($0.replacing("'", with: "'\\''"))'".utf8) }
      }
      guard !Self.positions(in: line).isEmpty else { return [Array(line)] }
      return folders.map { Self.replaced(line, with: Array(shellQuoted($0).utf8)) }
    }
    return Array(filled.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// What to say about a template that names no folder.
  static func problem(at file: FilePath) -> Diagnostic {
    Diagnostic(
      "layer.bad-template", "the wrapper does not name the library folders of the layers below", at: Place(file.string),
      hint: "put a line '@DYNLIB_CALLS@' into it, or a line for each folder that holds '@DYNLIB_DIR@'")
  }

  private var lines: [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  private static func positions(in line: ArraySlice<UInt8>) -> [Int] {
    line.indices.filter { line[$0...].starts(with: folder) }
  }

  private static func replaced(_ line: ArraySlice<UInt8>, with text: [UInt8]) -> [UInt8] {
    var (result, rest) = ([UInt8](), line)
    for position in positions(in: line) {
      result += line[rest.startIndex..<position] + text
      rest = line[(position + folder.count)...]
    }
    return result + rest
  }
}

/// The text as one word of a shell, in quotes only where it needs some (Python's `shlex.quote`).
func shellQuoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: Array("_@%+=:,./-".utf8).contains(byte)
    }
  }
  return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\"'\"'") + "'"
}
