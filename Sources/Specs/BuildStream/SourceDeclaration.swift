package import Diagnostics
package import SystemPackage

/// One source of an element.
package struct SourceDeclaration: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// A file or folder of the project; absolute, and known to be inside it.
    case local(FilePath)
    /// An archive by its sha256 in hexadecimal; nil where none is given yet. `baseFolder` is a glob, empty for the root.
    case tar(url: SourceURL, sha256: String?, baseFolder: String)
    /// A file by its sha256.
    case remote(url: SourceURL, sha256: String?, fileName: String, isExecutable: Bool)
  }

  package var content: Content
  /// The folder below the element's sources into which it is staged; empty for their root.
  package var folder: String
  package var place: Place

  package init(_ content: Content, folder: String, place: Place) {
    (self.content, self.folder, self.place) = (content, folder, place)
  }
}

/// The address of a source: as written, which keys see, and with its alias replaced, which is fetched.
package struct SourceURL: Hashable, Sendable {
  package var written: String
  package var resolved: String

  package init(written: String, resolved: String) { (self.written, self.resolved) = (written, resolved) }
}
