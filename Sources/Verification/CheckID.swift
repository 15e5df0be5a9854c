/// The checks of a verification, in the order in which they run.
package enum CheckID: String, Sendable, CaseIterable {
  case lockedInputs = "locked-inputs"
  case locks
  case dryRun = "dry-run"
  case build
  case tests
  case repeatable
  case conditions
  case metadata
  case contents
  case archives
  case export
  case noSideEffects = "no-side-effects"

  /// What the check establishes, for `--help` and reports.
  package var meaning: String {
    switch self {
    case .lockedInputs: "the committed locks were made from this spec"
    case .locks: "locking again gives the committed locks"
    case .dryRun: "the publication request names the expected artifacts"
    case .build: "everything builds from what is committed, without a network unless it asks for one"
    case .tests: "tests pass, run where what they test is deployed"
    case .repeatable: "a command that gives other outputs than expected gives the same ones when it runs again"
    case .conditions: "what gates an element was met by the artifacts that its metadata names"
    case .metadata: "manifest and metadata are as expected"
    case .contents: "every archive holds the expected members"
    case .archives: "every archive has the expected size and sha256"
    case .export: "exported layers install and every launch module runs"
    case .noSideEffects: "spec, locks and expected outputs are untouched"
    }
  }
}
