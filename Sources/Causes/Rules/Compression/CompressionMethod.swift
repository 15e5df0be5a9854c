import Archives
import CanonicalJSON
import Comparison

/// Members of a zip, or whole archives, are compressed by another method, or not at all.
package struct CompressionMethod: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "compression-method", meaning: "the same content is compressed by different methods, or not on one side",
    proof: "the content is decompressed and compared",
    fooledBy: "nothing, as the content is compared",
    fix: "name the method on both sides; some programs store what is small or does not shrink (Info-ZIP: 'zip -n')")

  package func observe(_ pair: InventoryPair) -> [Observation] { members(pair) + container(pair) }

  private func members(_ pair: InventoryPair) -> [Observation] {
    let differing = pair.members(differingIn: .method)
    guard !differing.isEmpty else { return [] }
    let members = MemberSet(differing.map(\.expected), of: pair.expected)
    return [
      Observation(members: differing.count, evidence: shownPairs("method", pair.values(of: .method))) { inventory in
        inventory.editingMembers { member in
          // Info-ZIP looks for text only where it may deflate, and tells the level also where it does not.
          member.zip?.internalAttributes &= ~1
          if let method = member.zip?.method, method == 0 || method == 8 { member.zip?.flags &= ~0x0006 }
          guard members.contains(member) else { return }
          // Each method needs its own version and sets flags of its own.
          member.compressed = nil
          member.zip?.method = 0
          member.zip?.creatorVersion = 0
          member.zip?.versionNeeded = 0
          member.zip?.flags &= ~0x0006
        }
      }
    ]
  }

  /// The format of the archive itself has to be the same: a tar.gz and a tar.xz, but not a zip.
  private func container(_ pair: InventoryPair) -> [Observation] {
    guard let format = pair.container([.format]).first, let expected = format.expected.stringValue,
      let actual = format.actual.stringValue, inner(expected) == inner(actual)
    else { return [] }
    return .leavingOut([.format], derived: ofCompression, of: pair)
  }

  private func inner(_ format: String) -> [UInt8] { Array(format.utf8.prefix { $0 != UInt8(ascii: ".") }) }
}

/// The fields that the compression around an archive brings with it.
private let ofCompression: [ContainerField] = [
  .gzipModified, .gzipName, .gzipOperatingSystem, .gzipExtraFlags, .gzipComment, .gzipExtraField, .gzipFlags, .xzCheck,
  .xzFilters, .xzBlocks, .zstdWindow, .zstdContentSize, .zstdChecksum, .lzmaProperties, .bzip2Level, .streams,
  .compressor, .compressed,
]
