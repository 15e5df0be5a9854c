package import Diagnostics

/// One element as its file declares it, composed with the project's and its kind's defaults, variables expanded.
package struct ElementDeclaration: Hashable, Sendable {
  /// The path below the element path, such as `lib/core.bst`.
  package var name: String
  /// Where the element is declared.
  package var place: Place
  package var description = ""
  package var work: ElementWork
  /// In the order of `depends`, `build-depends`, `runtime-depends`, one for each element that is named: types of
  /// repeated ones are joined.
  package var dependencies: [DependencyDeclaration] = []
  /// In the order in which they are staged into one tree.
  package var sources: [SourceDeclaration] = []
  /// Every variable with its value, those of the project and of the program too.
  package var variables: [String: String] = [:]
  /// What commands see.
  package var environment: [String: String] = [:]
  /// Names of `environment` that are left out of keys.
  package var uncachedVariables: Set<String> = []
  package var sandbox: SandboxDeclaration = SandboxDeclaration()
  /// Globs by split domain, those of the project included; see ``ElementWork/compose(_:)``.
  package var splitRules: [String: [String]] = [:]
  /// Run in the tree of whoever stages this element at `/`.
  package var integrationCommands: [String] = []
  /// Globs of paths that this element may lay over what another one staged before.
  package var overlapWhitelist: [String] = []
  /// All of `public` as canonical JSON text, conditions left out: what keys see of it.
  package var publicData = "{}"
  package var conditionProviders: [ConditionProviderDeclaration] = []
  package var conditionRequirements: [ConditionRequirementDeclaration] = []

  package init(name: String, place: Place, work: ElementWork) {
    (self.name, self.place, self.work) = (name, place, work)
  }
}

/// What an element does, by its kind; paths are absolute inside the sandbox.
package enum ElementWork: Hashable, Sendable {
  /// Moves the folder `source` of the sources to `target`; runs nothing.
  case `import`(source: String, target: String)
  /// `manual` and every kind that is `manual` with commands filled in; `kind` is the one that was written.
  case commands(BuildCommands, kind: String)
  case script(ScriptCommands)
  /// Stands for its dependencies; its own tree is empty.
  case stack
  case compose(SplitSelection, integrates: Bool)
  case filter(SplitSelection, passesIntegration: Bool)
  /// Replaced by its target wherever it is named.
  case link(target: String, at: Place)

  /// The kind as it is written in files.
  package var kind: String {
    switch self {
    case .import: "import"
    case .commands(_, let kind): kind
    case .script: "script"
    case .stack: "stack"
    case .compose: "compose"
    case .filter: "filter"
    case .link: "link"
    }
  }
}

/// The four lists of a building element, each item one shell command, run as one script in this order.
package struct BuildCommands: Hashable, Sendable {
  package var configure: [String] = []
  package var build: [String] = []
  package var install: [String] = []
  package var strip: [String] = []
  /// Where sources are staged and commands run.
  package var buildRoot: String
  /// What is below it becomes the artifact.
  package var installRoot: String
  /// Below `buildRoot`; empty for itself.
  package var subfolder = ""

  package init(buildRoot: String, installRoot: String) { (self.buildRoot, self.installRoot) = (buildRoot, installRoot) }
}

/// The commands of a `script` element.
package struct ScriptCommands: Hashable, Sendable {
  package var commands: [String]
  package var workingFolder: String
  package var installRoot: String
  package var isRootReadOnly: Bool

  package init(commands: [String], workingFolder: String, installRoot: String, isRootReadOnly: Bool) {
    (self.commands, self.workingFolder) = (commands, workingFolder)
    (self.installRoot, self.isRootReadOnly) = (installRoot, isRootReadOnly)
  }
}

/// Which files of a tree are taken, by split domain.
package struct SplitSelection: Hashable, Sendable {
  /// Empty for all.
  package var include: [String]
  package var exclude: [String]
  /// Whether files of no domain are taken.
  package var includesOrphans: Bool

  package init(include: [String], exclude: [String], includesOrphans: Bool) {
    (self.include, self.exclude, self.includesOrphans) = (include, exclude, includesOrphans)
  }
}

/// What an element depends on.
package struct DependencyDeclaration: Hashable, Sendable {
  /// The element as it is named, a link not yet followed.
  package var element: String
  package var place: Place
  package var isForBuild: Bool
  package var isForRun: Bool
  /// Where its tree is staged; `/` by default.
  package var location = "/"

  package init(element: String, place: Place, isForBuild: Bool, isForRun: Bool) {
    (self.element, self.place, self.isForBuild, self.isForRun) = (element, place, isForBuild, isForRun)
  }
}

/// How the sandbox of an element's commands looks from inside.
package struct SandboxDeclaration: Hashable, Sendable {
  package var userID = 0
  package var groupID = 0
  package init() {}
}

/// An element that vouches for the one that names it.
package struct ConditionProviderDeclaration: Hashable, Sendable {
  package var condition: String
  /// The element as it is named, a link not yet followed.
  package var element: String
  package var place: Place

  package init(condition: String, element: String, place: Place) {
    (self.condition, self.element, self.place) = (condition, element, place)
  }
}

/// A condition that an element demands of all it depends on.
package struct ConditionRequirementDeclaration: Hashable, Sendable {
  package var condition: String
  package var place: Place

  package init(condition: String, place: Place) { (self.condition, self.place) = (condition, place) }
}
