import Comparison

/// The members of a container that differ, as reports for reading list them: those that need a look one by one, and
/// those that causes explain by what they have in common.
struct MemberList {
  /// Members that gain a setuid or setgid bit come first.
  var listed: [Difference]
  /// In the order of their first members.
  var folded: [Group]

  /// Members of which the same is to be said.
  struct Group {
    var kind: Difference.Kind
    var fields: [MemberField]
    var count: Int
    /// The first three.
    var names: [[UInt8]]
  }

  private struct Signature: Hashable {
    var kind: Difference.Kind
    var fields: [MemberField]
  }

  init(_ difference: InventoryDifference, explained: ExplainedMembers) {
    var (first, others) = ([Difference](), [Difference]())
    var (groups, indices) = ([Group](), [Signature: Int]())
    for member in difference.differences {
      if member.gainsPrivilege {
        first.append(member)
      } else if explained.contains(member) {
        let signature = Signature(kind: member.kind, fields: member.differingFields)
        let index = indices[signature] ?? groups.endIndex
        if index == groups.endIndex {
          indices[signature] = index
          groups.append(Group(kind: member.kind, fields: signature.fields, count: 0, names: []))
        }
        groups[index].count += 1
        if groups[index].names.count < 3 { groups[index].names.append(member.path) }
      } else {
        others.append(member)
      }
    }
    (listed, folded) = (first + others, groups)
  }
}

extension MemberList.Group {
  /// `3 changed in mtime, uid: 'a', 'b', 'c'`, or the first three and how many more.
  var text: String {
    let what = fields.isEmpty || kind == .moved ? "" : " in " + fields.map(\.rawValue).joined(separator: ", ")
    let rest = count > names.count ? " and \(count - names.count) more" : ""
    return "\(count) \(kind.rawValue)\(what): \(names.map { shownName($0) }.joined(separator: ", "))\(rest)"
  }
}

extension Difference {
  /// Whether the actual member, or one inside it, runs with its owner's or group's rights and the expected one does not.
  var gainsPrivilege: Bool {
    gainedPrivileges != nil || inner?.differences.contains(where: \.gainsPrivilege) ?? false
  }

  /// `gains setuid`, or what else the actual member's mode has that the expected one's has not; nil for nothing.
  var gainedPrivileges: String? {
    let gained = (actual?.mode ?? 0) & ~(expected?.mode ?? 0)
    let names = [(0o4000, "setuid"), (0o2000, "setgid")].filter { gained & $0.0 != 0 }.map(\.1)
    return names.isEmpty ? nil : "gains " + names.joined(separator: " and ")
  }

  /// What the one side that has the member knows of it, such as `file, 12 bytes`; nil for one that both sides have.
  var outline: String? {
    guard kind == .missing || kind == .extra, let member = expected ?? actual else { return nil }
    var parts = [shownValue(member.value(of: .type))]
    if let size = member.size { parts.append(count(size, "byte")) }
    if let target = member.linkTarget { parts.append("to \(shownName(target))") }
    if let gainedPrivileges { parts.append("mode \(shownValue(member.value(of: .mode))) (\(gainedPrivileges))") }
    return parts.joined(separator: ", ")
  }

  /// Whether there is more to tell than the fields.
  var hasDetails: Bool { content != nil || inner != nil }
}
