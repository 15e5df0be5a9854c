import Diagnostics

/// All causes that are known, in the order in which they are looked for.
///
/// Rules that match names come first, because the others compare matched members; of two rules for one field the
/// narrower comes first.
package enum CauseCatalog {
  /// The rules that are looked for everywhere; each has its file in `Rules/`.
  package static let rules: [any CauseRule] =
    ofNames + ofTimes + ofOwners + [ZipCreator()] + ofModes + ofZips + ofTars + ofCompression + ofOrder + ofContent

  /// Lists of digests come early, while the members that they list are still there with their contents.
  private static let ofNames: [any CauseRule] = [
    NamePrefix(), DuplicateMembers(), DigestListRule.record, DigestListRule.checksums, DirEntries(), DirSlash(),
    ExtraMembers(), RandomNames(), HardlinkOrCopy(), SymlinkTarget(),
  ]
  private static let ofTimes: [any CauseRule] = [
    MtimeGranularity(), MtimeTimezone(), MtimeDST(), Mtime1980(), MtimeUnclamped(), MtimeNow(), AtimeCtime(),
  ]
  private static let ofOwners: [any CauseRule] = [ZipUnixIDs(), OwnerIDs(), OwnerNames()]
  private static let ofModes: [any CauseRule] = [
    SetgidInherit(), Umask(), ModeExec(), XattrACL(), InodeNumbers(), Sparse(), DifferentDeviceNumbers(),
  ]
  /// All but ``ZipCreator``, which comes before the modes, since some creators hold none.
  private static let ofZips: [any CauseRule] = [ZipFlags(), ZipExtra(), ZipComment()]
  private static let ofTars: [any CauseRule] = [TarDialect(), PaxHeaderName(), TarBlocking(), TarPadding()]
  private static let ofCompression: [any CauseRule] = [
    CompressionMethod(), GzipMtime(), GzipName(), GzipOS(), GzipXFL(), XzParameters(), ZstdParameters(), Bzip2Level(),
    Concatenation(), DeflateLevel(), DeflateImplementation(), OtherCompression(),
  ]
  private static let ofOrder: [any CauseRule] = [OrderCentral(), OrderLocale(), OrderParallel(), OrderReaddir()]
  /// Those that are found in contents, of which the lists of digests have rules of their own.
  private static let ofContent: [any CauseRule] =
    ContentCauses.descriptions
    .filter { ![RecordLayout().description.id, ChecksumList.description.id].contains($0.id) }
    .map { ContentCauseRule($0) } + [ContentChange()]

  /// What each cause means, those included that other evidence than the rules' shows.
  package static let descriptions: [CauseDescription] = rules.map(\.description) + [ContainerRezip.description]

  /// What the cause of this name means; nil for an unknown one.
  package static func description(of id: String) -> CauseDescription? { descriptions.first { $0.id == id } }

  /// The cause whose name `id` is most likely a slip for; nil when none is near enough.
  package static func nearest(to id: String) -> String? { nearestName(to: id, among: descriptions.map(\.id)) }
}
