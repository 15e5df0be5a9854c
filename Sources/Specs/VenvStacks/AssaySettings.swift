package import Diagnostics

/// `[tool.assay]` of a spec: what venvstacks' own fields don't say.
package struct AssaySettings: Hashable, Sendable {
  /// Where a runtime's interpreter comes from.
  package enum RuntimeProvider: Hashable, Sendable {
    /// The machine's own interpreter of the same `X.Y`; the layer then holds none.
    case host
    /// An archive in python-build-standalone's `install_only` layout for each platform.
    case archive([TargetPlatform: InterpreterSource])
  }

  /// Folders with wheels, relative to the spec's folder.
  package var localWheels: [String] = []
  /// By the runtime's name; `default` stands for all others.
  package var runtimes: [String: RuntimeProvider] = [:]
  /// A folder with templates that replace the injected files, relative to the spec's folder.
  package var injected: String?
  /// Where the spec names that folder, for messages about it.
  package var injectedPlace: Place?
  /// What a missing wheel for one of a layer's platforms is when locking.
  package var wheelAvailability = Diagnostic.Severity.error
  /// The kind of archives; nil for the platform's standard.
  package var publishFormat: PublishFormat?
  /// Seconds a launch module may run in the `export` check.
  package var launchTimeout = 60

  package init() {}

  package func provider(of runtime: String) -> RuntimeProvider { runtimes[runtime] ?? runtimes["default"] ?? .host }
}

/// One interpreter archive.
package struct InterpreterSource: Hashable, Sendable {
  /// An `http`, `https` or `file` URL, or a path relative to the spec's folder.
  package var location: String
  package var isURL: Bool
  /// 64 hexadecimal digits.
  package var sha256: String
}
