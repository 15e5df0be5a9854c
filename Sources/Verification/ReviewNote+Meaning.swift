extension ReviewNote.Reason {
  /// What the reason is, for reports that explain their codes.
  package var meaning: String {
    switch self {
    case .sizeChanged: "the size of an artifact changed a lot"
    case .packageMoved: "a package is installed by a layer that inherited it before, or the reverse"
    case .packageAdded: "a package appeared"
    case .packageRemoved: "a package vanished"
    case .packageDowngraded: "a package went back in version"
    case .modeGained: "a member gained an executable or set-id bit"
    case .lockVersionMoved: "a lock's version moved although its content did not"
    case .notProduced: "an expected output is no longer produced"
    case .compressorChanged: "an archive is compressed in another way"
    }
  }
}
