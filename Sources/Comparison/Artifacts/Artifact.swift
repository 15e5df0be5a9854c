package import Archives
package import Diagnostics
import Store
package import SystemPackage

/// Something that can be compared: a folder, a file, or a committed inventory.
package enum Artifact {
  case folder(FilePath)
  /// An archive, or any other file.
  case file(ArchiveInput)
  case inventory(Inventory, name: String)

  /// The artifact at a path; links that the user names are followed.
  ///
  /// - Throws: `archive.…` when it can't be read, and what is wrong with an mtree file.
  package init(at path: FilePath) throws(DiagnosticList) {
    guard !path.isFolder else {
      self = .folder(path)
      return
    }
    let (input, start): (ArchiveInput, [UInt8])
    do throws(ArchiveError) {
      input = try ArchiveInput(opening: path)
      start = try input.bytes(at: 0, count: mtreeSignature.count)
    } catch { throw DiagnosticList([Diagnostic(reporting: error)]) }
    guard start == mtreeSignature else {
      self = .file(input)
      return
    }
    self = .inventory(try Self.inventory(input), name: path.string)
  }

  /// Whether its bytes can be compared as a whole.
  package var isFile: Bool { if case .file = self { true } else { false } }

  var isFolder: Bool { if case .folder = self { true } else { false } }

  private static func inventory(_ input: ArchiveInput) throws(DiagnosticList) -> Inventory {
    let bytes: [UInt8]
    guard input.size <= largestInventory else {
      throw DiagnosticList([
        Diagnostic(
          "archive.limit", "the inventory is larger than \(largestInventory) bytes", at: Place(input.name),
          hint: "an inventory of two million members takes about half of that")
      ])
    }
    do throws(ArchiveError) { bytes = try input.bytes(at: 0, count: Int(clamping: input.size)) } catch {
      throw DiagnosticList([Diagnostic(reporting: error)])
    }
    return try MtreeReader.inventory(from: bytes, file: input.name)
  }
}

/// It is read into memory as a whole.
private let largestInventory: Int64 = 1 << 30
private let mtreeSignature = Array("#mtree".utf8)
