/// A changed file that makes an update of a stack's expected outputs due.
package struct Trigger: Hashable, Sendable {
  /// Why a file counts; the raw value is its stable word in reports.
  package enum Reason: String, Sendable, CaseIterable {
    case spec
    case project
    case launchModule = "launch-module"
    case supportModule = "support-module"
    case injectedFile = "injected-file"
    case localWheel = "local-wheel"
    case pinnedTool = "pinned-tool"
    case environment
    case requestedUpdate = "requested-update"
    case glob
    case source

    /// What the file is to the stack, for `--help` and reports.
    package var meaning: String {
      switch self {
      case .spec: "the file that declares the stack"
      case .project: "assay.toml, which names the stack"
      case .launchModule: "the launch module of an application, or a file of it"
      case .supportModule: "a support module of an application, or a file of it"
      case .injectedFile: "a template of the files that every layer carries"
      case .localWheel: "a file in a folder of local wheels"
      case .pinnedTool: "the versions of tools in expected-output-config.toml"
      case .environment: "the variables in expected-output-config.toml"
      case .requestedUpdate: "anything else in expected-output-config.toml: an edit asks for an update"
      case .glob: "matches one of the stack's 'triggers' in assay.toml"
      case .source: "a file that the stack may be built from"
      }
    }
  }

  package var reason: Reason
  /// By its path below the root of the repository.
  package var file: String
  /// The layer or the glob that it counts for; nil where the stack as a whole is meant.
  package var subject: String?

  package init(_ reason: Reason, file: String, subject: String? = nil) {
    (self.reason, self.file, self.subject) = (reason, file, subject)
  }
}

/// What changed files mean for the stacks of a project.
package struct TriggerReport: Hashable, Sendable {
  /// One stack: an update is due when there is any trigger.
  package struct Stack: Hashable, Sendable {
    package var name: String
    /// By reason, in the order of the reasons, then by file.
    package var triggers: [Trigger]

    package var isDue: Bool { !triggers.isEmpty }

    package init(name: String, triggers: [Trigger]) { (self.name, self.triggers) = (name, triggers) }
  }

  /// As they were given; without a head the working tree was looked at.
  package var base: String
  package var head: String?
  package var stacks: [Stack]

  package var isDue: Bool { stacks.contains(where: \.isDue) }

  package init(base: String, head: String?, stacks: [Stack]) {
    (self.base, self.head, self.stacks) = (base, head, stacks)
  }
}
