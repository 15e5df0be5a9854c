import Diagnostics
import Store
package import SystemPackage

/// What a stack is built from; paths are absolute.
package enum StackSource: Hashable, Sendable {
  case layers(LayerSource)
  case elements(ElementSource)
  case command(CommandSource)

  /// The file that declares what is built; nil for a command, which stands in `assay.toml` itself.
  package var spec: FilePath? {
    switch self {
    case .layers(let source): source.spec
    case .elements(let source): source.folder.appending(ElementSource.fileName)
    case .command: nil
    }
  }
}

/// A layered Python stack.
package struct LayerSource: Hashable, Sendable {
  package var spec: FilePath
  package var locks: FilePath
  package var layout: ProjectFile.ExpectedLayout

  package init(spec: FilePath, locks: FilePath, layout: ProjectFile.ExpectedLayout = .assay) {
    (self.spec, self.locks, self.layout) = (spec, locks, layout)
  }
}

/// A project of elements.
package struct ElementSource: Hashable, Sendable {
  /// The name of a project's file.
  package static let fileName = "project.conf"

  /// The folder of `project.conf`.
  package var folder: FilePath
  /// Empty for the project's own defaults.
  package var targets: [String] = []
  /// Values of the project's options.
  package var options: [String: String] = [:]

  package init(folder: FilePath) { self.folder = folder }
}

/// Any command and the files that it makes.
package struct CommandSource: Hashable, Sendable {
  /// The folder of `assay.toml`, where the command runs (in a copy).
  package var folder: FilePath
  /// The program and its arguments.
  package var arguments: [String]
  /// Globs of the files that it makes, relative to `folder`.
  package var outputs: [String]
  /// Variables that are set beside the few that every command gets.
  package var environment: [String: String] = [:]
  /// In seconds; the command is killed after it.
  package var timeout = 600
  package var usesNetwork = false
  /// Whether it sees the repository's history, too: `git = true`.
  package var usesHistory = false
  /// Whether each platform has expected outputs of its own.
  package var isPlatformSpecific = false

  package init(folder: FilePath, arguments: [String], outputs: [String]) {
    (self.folder, self.arguments, self.outputs) = (folder, arguments, outputs)
  }
}
