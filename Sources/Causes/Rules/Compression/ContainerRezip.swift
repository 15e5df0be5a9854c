import Comparison

/// Members that are archives themselves differ only by causes that are known.
package struct ContainerRezip: CauseRule {
  private let explained: Set<ContentPairIdentity>

  package static let description = CauseDescription(
    id: "container-rezip", meaning: "members that are archives themselves were made anew, and hold the same",
    proof: "the causes inside are taken away, after which the members hold the same",
    fooledBy: "nothing, as what is inside is compared; the causes inside are reported too",
    fix: "fix the step that makes the inner archives, by the advice for the causes inside")

  /// - Parameter explained: the contents whose insides differ by known causes only.
  init(explained: Set<ContentPairIdentity> = []) { self.explained = explained }

  package var description: CauseDescription { Self.description }

  package func observe(_ pair: InventoryPair) -> [Observation] {
    guard !explained.isEmpty else { return [] }
    let found = pair.difference.differences.filter {
      $0.differs(in: .content) && explained.contains(ContentPairIdentity($0))
    }
    guard !found.isEmpty else { return [] }
    let members = MemberSet(found.compactMap(\.expected), of: pair.expected)
    return [
      Observation(members: found.count, evidence: ["the same inside: \(quoted(found.map(\.path)))"]) { inventory in
        inventory.editingMembers { member in
          guard members.contains(member) else { return }
          (member.content, member.size, member.compressed, member.inner) = (nil, nil, nil, nil)
          // The ending of a name that tells the compression goes with it.
          member.name = member.matchedName
        }
      }
    ]
  }
}
