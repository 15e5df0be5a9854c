import Comparison
import Diagnostics
import Specs

/// What a comparison leaves out because the user asked for it.
package struct Ignoring: Sendable {
  /// A group of fields that can be left out; the raw value is the word for it.
  package enum Aspect: String, Sendable, CaseIterable {
    case mtime, order, owner, mode, attributes, compression, format

    /// What the word stands for.
    package var meaning: String {
      switch self {
      case .mtime: "modification times, of members and in gzip headers"
      case .order: "the order of the members"
      case .owner: "user and group, by number and by name"
      case .mode: "permissions"
      case .attributes: "extended attributes, access control lists, file flags and further times"
      case .compression: "how archives and members are compressed, and by what"
      case .format: "dialects, padding, comments, and what zip says of the program that wrote it"
      }
    }

    var fields: Set<MemberField> {
      switch self {
      case .mtime: [.mtime]
      case .order: [.position]
      case .owner: [.uid, .gid, .uname, .gname]
      case .mode: [.mode]
      case .attributes: [.attributes]
      case .compression: [.method, .compressed]
      case .format: [.creator, .flags, .extra, .comment]
      }
    }

    var containerFields: Set<ContainerField> {
      switch self {
      case .mtime: [.gzipModified]
      case .order: [.zipOrder]
      case .owner, .mode, .attributes: []
      case .compression:
        [
          .gzipName, .gzipOperatingSystem, .gzipExtraFlags, .gzipComment, .gzipExtraField, .gzipFlags, .xzCheck,
          .xzFilters,
          .xzBlocks, .zstdWindow, .zstdContentSize, .zstdChecksum, .lzmaProperties, .bzip2Level, .streams, .compressor,
          .compressed,
        ]
      case .format:
        [.format, .dialect, .paxNames, .endBytes, .zipComment, .zipPrefix, .zipGaps, .trailingBytes, .bytes]
      }
    }
  }

  package var aspects: [Aspect]
  /// Patterns of names, matched from the start of any component on; with a folder goes all that lies below it.
  package var patterns: [String]

  package init(aspects: [Aspect] = [], patterns: [String] = []) {
    (self.aspects, self.patterns) = (aspects, patterns)
  }

  package var isEmpty: Bool { aspects.isEmpty && patterns.isEmpty }

  /// The inventory without what is ignored, in the archives inside as well.
  func applied(to inventory: Inventory) -> Inventory {
    guard !isEmpty else { return inventory }
    var result = inventory.mapMembers { member in
      guard !patterns.contains(where: { excludes(member.plainName, $0) }) else { return nil }
      guard let inner = member.inner else { return member }
      var member = member
      member.inner = applied(to: inner)
      return member
    }
    for aspect in aspects {
      result.fields.subtract(aspect.fields)
      for field in aspect.containerFields { result.container?[field] = nil }
    }
    return result
  }

  /// What would have differed, by each word and pattern.
  func counts(in difference: InventoryDifference) -> [IgnoredDifferences] {
    aspects.map { aspect in
      let members = count(difference) { member in !aspect.fields.isDisjoint(with: member.differingFields) }
      return IgnoredDifferences(
        rule: aspect.rawValue, members: members, containers: containers(difference, aspect.containerFields))
    }
      + patterns.map { pattern in
        IgnoredDifferences(
          rule: pattern, members: count(difference) { excludes($0.path, pattern) }, containers: 0)
      }
  }

  private func excludes(_ name: [UInt8], _ pattern: String) -> Bool {
    matches(escaped(bytes: name), glob: pattern + "/**")
  }

  private func count(_ difference: InventoryDifference, _ counts: (Difference) -> Bool) -> Int {
    difference.differences.reduce(0) { sum, member in
      sum + (counts(member) ? 1 : 0) + (member.inner.map { count($0, counts) } ?? 0)
    }
  }

  private func containers(_ difference: InventoryDifference, _ fields: Set<ContainerField>) -> Int {
    difference.differences.reduce(difference.container.contains { fields.contains($0.field) } ? 1 : 0) { sum, member in
      sum + (member.inner.map { containers($0, fields) } ?? 0)
    }
  }
}
