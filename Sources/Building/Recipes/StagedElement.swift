package import Store

/// What an element brings with it when it is staged for another one.
package struct StagedElement: Hashable, Sendable {
  package var name: String
  package var tree: Folder
  /// Run in the root before that root is used, when the element is staged at `/`.
  package var integrationCommands: [String] = []
  /// Globs by split domain.
  package var splitRules: [String: [String]] = [:]
  /// Globs of paths that it may lay over what was staged before.
  package var overlapWhitelist: [String] = []

  package init(name: String, tree: Folder) { (self.name, self.tree) = (name, tree) }
}

/// Elements that are staged in one folder, in their order.
package struct StagedElements: Hashable, Sendable {
  /// An absolute path.
  package var location: String
  package var elements: [StagedElement]

  package init(at location: String, _ elements: [StagedElement]) {
    (self.location, self.elements) = (location, elements)
  }
}
