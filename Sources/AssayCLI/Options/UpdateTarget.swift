import ArgumentParser
import Foundation
import SystemPackage

/// Where an update goes.
enum UpdateTarget {
  /// The expected outputs themselves.
  case files
  /// A patch in a file, or on standard output.
  case patch(FilePath?)

  /// What the options say; else a patch on standard output where `CI` is set, since a check changes nothing, and
  /// the files elsewhere.
  init(writes: Bool, patch: String?) {
    if let patch {
      self = .patch(patch == "-" ? nil : FilePath(patch))
    } else {
      self = writes || !Self.isCI ? .files : .patch(nil)
    }
  }

  /// Whether this runs in a CI job, as its services and other tools have agreed on it.
  private static var isCI: Bool {
    let value = ProcessInfo.processInfo.environment["CI"] ?? ""
    return !value.isEmpty && value.lowercased() != "false"
  }
}
