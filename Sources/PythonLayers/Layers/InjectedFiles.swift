package import Diagnostics
package import Store
package import SystemPackage

/// The files that every published layer carries beside its packages: templates of this module, or a project's own.
package struct InjectedFiles: Sendable {
  /// The script that makes an unpacked layer usable where it lies.
  package var postInstall: [UInt8]
  /// The same for a runtime layer without an interpreter of its own, which an earlier publisher's script can't bind.
  package var hostPostInstall: [UInt8]
  package var linuxWrapper: WrapperTemplate
  package var macosWrapper: WrapperTemplate
  /// The program of a runtime layer without an interpreter of its own.
  package var hostLauncher: [UInt8]

  /// The templates that come with this program.
  package static let standard = InjectedFiles(
    postInstall: PackageResources.postinstall_py, hostPostInstall: PackageResources.postinstall_py,
    linuxWrapper: WrapperTemplate(bytes: PackageResources.python_wrapper_linux_sh),
    macosWrapper: WrapperTemplate(bytes: PackageResources.python_wrapper_macosx_sh),
    hostLauncher: PackageResources.host_launcher_sh)

  /// What the files of a folder are called.
  private enum Name: String, CaseIterable {
    case hostLauncher = "host-launcher.sh"
    case hostPostInstall = "host-postinstall.py"
    case postInstall = "postinstall.py"
    case linuxWrapper = "python-wrapper-linux.sh"
    case macosWrapper = "python-wrapper-macosx.sh"
  }

  /// The templates of a folder; for one that is not there the template of ``standard`` stays.
  ///
  /// - Parameter place: Where the folder is named; problems of the folder itself are reported there.
  /// - Throws: Every problem of the folder: `layer.no-injected` when it is not there or replaces nothing,
  ///   `layer.unknown-injected` for a file that replaces nothing, `layer.bad-template` for a wrapper that would leave
  ///   out the library folders.
  package init(in folder: FilePath, named place: Place? = nil) throws {
    let folderPlace = place ?? Place(folder.string)
    guard folder.isFolder else {
      throw Diagnostic(
        "layer.no-injected", "the folder of injected files does not exist: '\(escaped(folder.string))'",
        at: folderPlace, hint: "make it, or drop 'injected' from [tool.assay]")
    }
    let names = try folder.names().filter { !$0.hasPrefix(".") }
    let known = Name.allCases.map(\.rawValue)
    var problems = names.filter { !known.contains($0) }.map { name in
      Diagnostic(
        "layer.unknown-injected", "the file replaces none of the injected files",
        at: Place(folder.appending(name).string), hint: suggestion(for: name, among: known))
    }
    if !names.contains(where: known.contains) {
      problems.append(
        Diagnostic(
          "layer.no-injected", "the folder '\(escaped(folder.string))' replaces none of the injected files",
          at: folderPlace, hint: "put one of these into it: \(known.joined(separator: ", "))"))
    }
    self = .standard
    for name in Name.allCases where names.contains(name.rawValue) {
      let file = folder.appending(name.rawValue)
      let bytes = try file.readBytes()
      switch name {
      case .postInstall: postInstall = bytes
      case .hostLauncher: hostLauncher = bytes
      case .hostPostInstall: hostPostInstall = bytes
      case .linuxWrapper: linuxWrapper = WrapperTemplate(bytes: bytes)
      case .macosWrapper: macosWrapper = WrapperTemplate(bytes: bytes)
      }
      let isWrapper = name == .linuxWrapper || name == .macosWrapper
      if isWrapper, !WrapperTemplate(bytes: bytes).namesLibraryFolders {
        problems.append(WrapperTemplate.problem(at: file))
      }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
  }

  private init(
    postInstall: [UInt8], hostPostInstall: [UInt8], linuxWrapper: WrapperTemplate, macosWrapper: WrapperTemplate,
    hostLauncher: [UInt8]
  ) {
    (self.postInstall, self.hostPostInstall) = (postInstall, hostPostInstall)
    (self.linuxWrapper, self.macosWrapper, self.hostLauncher) = (linuxWrapper, macosWrapper, hostLauncher)
  }

  /// What stands for all of them in a key.
  package var digest: ContentDigest {
    let files = [postInstall, hostPostInstall, linuxWrapper.bytes, macosWrapper.bytes, hostLauncher]
    return ContentDigest(of: files.map { ContentDigest(of: $0).hex }.joined(separator: " "))
  }

  /// The `bin/python` of a layer that stands on others: library folders are relative to its own folder.
  func wrapper(forMacos: Bool, libraryFolders: [String]) -> [UInt8] {
    (forMacos ? macosWrapper : linuxWrapper).filled(with: libraryFolders)
  }
}
