package import Store

/// How far an element has come in a ``BuildSchedule``.
package enum BuildState: Hashable, Sendable {
  /// Nothing has asked for it, as for what lies below an artifact that is there.
  case untouched
  /// Its artifact is looked for.
  case lookedUp
  /// It waits for dependencies or providers.
  case waiting
  /// It can start as soon as there is room.
  case ready
  /// A command or the making of an alias is under way.
  case started
  /// The artifact was there.
  case cached
  case built
  /// The payload was there; the artifact has been named anew.
  case aliased(from: ContentDigest)
  /// A command failed, now or, when it is replayed, in an earlier build.
  case failed(isReplayed: Bool)
  case undecided
  case cancelled
  /// It can't be made: something that it needs is `failed`, `undecided` or `blocked`.
  case blocked

  /// Whether the artifact is there and says that all is well.
  package var isGood: Bool {
    switch self {
    case .cached, .built, .aliased: true
    default: false
    }
  }

  /// Whether what needs the element can't be made any more in this build.
  package var isBad: Bool {
    switch self {
    case .failed, .undecided, .blocked: true
    default: false
    }
  }
}
