package import Execution
package import Store

/// What has to be done for an element's tree, as data; making one runs nothing.
package struct Recipe: Hashable, Sendable {
  /// What stands at `/`: the dependencies, laid over each other.
  package var root: Folder
  /// Run first, with all of the root writable; what they leave is the root for the rest.
  package var integration: Integration?
  package var result: Result

  package enum Result: Hashable, Sendable {
    /// The tree is known without running anything.
    case tree(Folder)
    /// The parts of the root that are taken; what integration has added belongs to no domain.
    case part(of: Folder, takesAdded: Bool)
    case commands(Commands)
  }

  /// The integration commands of dependencies.
  package struct Integration: Hashable, Sendable {
    package var title: String
    package var script: CommandScript
    package var environment: [String: String]
    package var sandbox: Action.Sandbox
  }

  /// Commands that leave a tree.
  package struct Commands: Hashable, Sendable {
    package var title: String
    package var script: CommandScript
    package var environment: [String: String]
    package var sandbox: Action.Sandbox
    /// What is put into the root besides the dependencies, by absolute path.
    package var content: [String: Folder]
    /// What is below it becomes the tree.
    package var installRoot: String
  }

  /// The action that integrates the root; nil when there is nothing to do.
  package func integrationAction(timeout: Int) -> Action? {
    integration.map { integration in
      Action(
        title: integration.title, input: root, arguments: integration.script.arguments,
        environment: integration.environment, outputs: ["/"], sandbox: integration.sandbox, timeout: timeout)
    }
  }
}

extension Recipe.Commands {
  /// The action that makes the tree, in an integrated root.
  package func action(in root: Folder, timeout: Int) -> Action {
    var input = root
    for (path, folder) in content.sorted(by: { $0.key < $1.key }) {
      let place = input.resolved(path) ?? path
      input.insert(.folder((input.folder(at: place) ?? Folder()).merging(folder)), at: place)
    }
    return Action(
      title: title, input: input, arguments: script.arguments, environment: environment, outputs: [installRoot],
      sandbox: sandbox, timeout: timeout)
  }

  /// The tree among the outputs of that action.
  package func tree(in output: Folder) -> Folder { output.folder(at: installRoot) ?? Folder() }
}

extension Recipe {
  /// The tree of an element whose root has been integrated, if it takes no further commands.
  package func tree(from integrated: Folder) -> Folder? {
    switch result {
    case .tree(let tree): tree
    case .part(let part, let takesAdded): integrated.taking(part, takesAdded: takesAdded, from: root)
    case .commands: nil
    }
  }
}

extension Folder {
  /// Of this root the entries at paths of `part`, and where it is asked for those that the root before had not.
  fileprivate func taking(_ part: Folder, takesAdded: Bool, from before: Folder) -> Folder {
    guard part != self else { return self }
    var result = Folder()
    forEachEntry { path, entry in
      if case .folder(let folder) = entry, !folder.entries.isEmpty { return }
      if part[path] != nil || takesAdded && before[path] == nil { result.insert(entry, at: path) }
    }
    return result
  }
}
