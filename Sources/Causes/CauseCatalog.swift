/// All causes that are known, in the order in which they are looked for.
///
/// Rules that match names come first, because the others compare matched members; of two rules for one field the
/// narrower comes first.
package enum CauseCatalog {
  /// The rules that need only inventories; each has its file in `Rules/`.
  package static let rules: [any CauseRule] = [
    NamePrefix(), DuplicateMembers(), DirEntries(), ExtraMembers(), HardlinkOrCopy(), SymlinkTarget(),
    MtimeGranularity(), MtimeNow(), OwnerIDs(), OwnerNames(), Umask(), ModeExec(), OrderReaddir(), ContentChange(),
  ]

  /// What each cause means, those included that other evidence than inventories shows.
  package static let descriptions: [CauseDescription] = rules.map(\.description) + [Compressor.description]

  /// What the cause of this name means; nil for an unknown one.
  package static func description(of id: String) -> CauseDescription? { descriptions.first { $0.id == id } }
}
