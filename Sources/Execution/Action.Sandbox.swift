extension Action {
  /// What a command finds around it.
  ///
  /// `/proc`, `/dev` and an empty, writable `/tmp` are always there; a network never is.
  package struct Sandbox: Hashable, Sendable {
    package enum Root: Hashable, Sendable {
      /// The system's own folders, read-only; the input stands in the working folder, which is writable.
      case system
      /// The input alone, read-only but for these folders, which need not be in it; absolute, `/` for everything.
      /// Outputs are absolute too: writable folders, or `/`.
      case input(writable: [String])
    }

    package var root = Root.system
    /// Where the command starts; with an input root it must be there.
    package var workingFolder = Action.workingFolder
    package var userID = 0
    package var groupID = 0
    package var hostName = "assay"

    package init() {}

    /// What is built from the machine's own programs.
    package static let system = Sandbox()

    /// Lines of the key, by name and value.
    var keyLines: [String] {
      let root =
        switch root {
        case .system: ["root system"]
        case .input(let writable): ["root input"] + writable.map { "writable \($0)" }
        }
      return root + ["folder \(workingFolder)", "user \(userID)", "group \(groupID)", "host \(hostName)"]
    }
  }
}
