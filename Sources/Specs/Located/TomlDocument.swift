import CToml
package import Diagnostics
import Store
package import SystemPackage

/// Reads TOML 1.0 into a tree with places.
package enum TomlDocument {
  /// The tree of a document; `file` is how messages call it.
  package static func parse(_ text: String, file: String) throws(Diagnostic) -> LocatedValue {
    let builder = TomlTreeBuilder(file: file)
    var message = [CChar](repeating: 0, count: 256)
    var place = ctoml_place()
    var copy = text
    let succeeded = copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1) { empty in
          // The address of an empty text may be nil, which the parser would refuse.
          ctoml_parse(
            characters.baseAddress ?? UnsafePointer(empty.baseAddress.unsafelyUnwrapped), characters.count,
            { context, event, text, length, place in
              guard let context else { return }
              let bytes = UnsafeRawBufferPointer(start: text, count: length)
              Unmanaged<TomlTreeBuilder>.fromOpaque(context).takeUnretainedValue()
                .add(event, String(decoding: bytes, as: UTF8.self), place)
            }, Unmanaged.passUnretained(builder).toOpaque(), &message, message.count, &place)
        }
      }
    }
    guard succeeded == 1, let root = builder.root else {
      let sentence = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let position = place.line > 0 ? Place(file, line: Int(place.line), column: Int(place.column)) : Place(file)
      throw Diagnostic(
        "toml.syntax",
        "this is not TOML 1.0: \(sentence.prefix(1).lowercased())\(escaped(String(sentence.dropFirst())))",
        at: position,
        hint: "correct the line; https://toml.io/en/v1.0.0 describes the format")
    }
    return root
  }

  /// Reads a file; `name` is how messages call it.
  package static func load(_ path: FilePath, name: String? = nil) throws(Diagnostic) -> LocatedValue {
    let name = name ?? path.string
    switch path.isFolder ? .folder : path.kind {
    case nil:
      throw Diagnostic("spec.missing-file", "the file does not exist", at: Place(name), hint: "check the path")
    case .folder?:
      throw Diagnostic("spec.is-folder", "expected a file, met a folder", at: Place(name), hint: "name the file in it")
    default:
      guard let text = String(validating: try path.readBytes(), as: UTF8.self) else {
        throw Diagnostic(
          "disk.not-utf-8", "the file is not UTF-8 text", at: Place(name), hint: "save it with the encoding UTF-8")
      }
      return try parse(text, file: name)
    }
  }
}
