/// All causes that are known, in the order in which they are looked for.
///
/// Rules that match names come first, because the others compare matched members; of two rules for one field the
/// narrower comes first.
package enum CauseCatalog {
  /// The rules, each of which has its file in `Rules/`.
  ///
  /// Lists of digests come early, while the members that they list are still there with their contents.
  package static let rules: [any CauseRule] =
    [
      NamePrefix(), DuplicateMembers(), DigestListRule.record, DigestListRule.checksums, DirEntries(), ExtraMembers(),
      HardlinkOrCopy(), SymlinkTarget(), MtimeGranularity(), MtimeNow(), OwnerIDs(), OwnerNames(), Umask(), ModeExec(),
      OrderReaddir(),
    ] + contentRules + [ContentChange()]

  /// The rules for causes that are found in contents; the lists of digests have rules of their own.
  private static let contentRules: [any CauseRule] = ContentCauses.descriptions
    .filter { ![RecordLayout().description.id, ChecksumList.description.id].contains($0.id) }
    .map { ContentCauseRule($0) }

  /// What each cause means, those included that other evidence than inventories shows.
  package static let descriptions: [CauseDescription] = rules.map(\.description) + [Compressor.description]

  /// What the cause of this name means; nil for an unknown one.
  package static func description(of id: String) -> CauseDescription? { descriptions.first { $0.id == id } }
}
