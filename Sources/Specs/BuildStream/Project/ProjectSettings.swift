import SystemPackage

/// What `project.conf` says, composed and with its options resolved.
struct ProjectSettings: Sendable {
  var name: String
  var files: ProjectFiles
  /// How messages call `project.conf`.
  var file: String
  /// Below the project's folder; `.` for itself.
  var elementPath: String
  var options: [String: OptionValue]
  var defaultTargets: [LocatedText]
  var fatalWarnings: [String]
  /// URL prefixes by name.
  var aliases: [String: String]
  /// What stands below the keys of sources, by kind.
  var sources: [String: LocatedValue]
  var kinds: [ElementKind: KindDefaults]
  var references: SourceReferences

  /// The folder of elements; absolute.
  var elementFolder: FilePath { files.folder.pushing(FilePath(elementPath)).lexicallyNormalized() }

  /// The path of an element's file below the project's folder.
  func path(of element: String) -> String { elementPath == "." ? element : elementPath + "/" + element }
}
