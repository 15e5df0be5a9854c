import Diagnostics
import Store
package import SystemPackage

/// The files that every published layer carries beside its packages: templates of this module, or a project's own.
package struct InjectedFiles: Sendable {
  /// The script that makes an unpacked layer usable where it lies.
  package var postInstall: [UInt8]
  package var linuxWrapper: String
  package var macosWrapper: String
  package var hostLauncher: String

  /// The line of a wrapper template that stands for the calls which add a library folder each.
  private static let callsPlaceholder = "@DYNLIB_CALLS@"

  /// The templates that come with this program.
  package static let standard = InjectedFiles(
    postInstall: PackageResources.postinstall_py, linuxWrapper: text(PackageResources.python_wrapper_linux_sh),
    macosWrapper: text(PackageResources.python_wrapper_macosx_sh), hostLauncher: text(PackageResources.host_launcher_sh)
  )

  /// The templates of a folder; a file that is not there is taken from ``standard``.
  package init(in folder: FilePath) throws {
    func file(_ name: String, _ fallback: [UInt8]) throws -> [UInt8] {
      let path = folder.appending(name)
      return path.kind == nil ? fallback : try path.readBytes()
    }
    guard folder.isFolder else {
      throw Diagnostic(
        "layer.no-injected", "the folder of injected files does not exist", at: Place(folder.string),
        hint: "make it, or drop 'injected' from [tool.assay]")
    }
    let standard = Self.standard
    postInstall = try file("postinstall.py", standard.postInstall)
    linuxWrapper = Self.text(try file("python-wrapper-linux.sh", Array(standard.linuxWrapper.utf8)))
    macosWrapper = Self.text(try file("python-wrapper-macosx.sh", Array(standard.macosWrapper.utf8)))
    hostLauncher = Self.text(try file("host-launcher.sh", Array(standard.hostLauncher.utf8)))
  }

  private init(postInstall: [UInt8], linuxWrapper: String, macosWrapper: String, hostLauncher: String) {
    (self.postInstall, self.linuxWrapper) = (postInstall, linuxWrapper)
    (self.macosWrapper, self.hostLauncher) = (macosWrapper, hostLauncher)
  }

  /// The `bin/python` of a layer that stands on others: library folders are relative to its own folder.
  func wrapper(forMacos: Bool, libraryFolders: [String]) -> [UInt8] {
    let calls = libraryFolders.map { "add_dynlib_dir '" + $0.replacing("'", with: "'\\''") + "'" }
    let lines = (forMacos ? macosWrapper : linuxWrapper).split(separator: "\n", omittingEmptySubsequences: false)
    let filled = lines.flatMap { line in
      line == Self.callsPlaceholder ? calls : [String(line)]
    }
    return Array(filled.joined(separator: "\n").utf8)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
