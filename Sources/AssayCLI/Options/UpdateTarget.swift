import ArgumentParser
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
      self = writes || !isContinuousIntegration ? .files : .patch(nil)
    }
  }
}
