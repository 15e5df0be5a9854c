import Archives
import Store

/// The members of a tree's zip in the order in which venvstacks walks a folder: its folders, its files, then what each
/// of those folders holds.
enum ZipMembers {
  static func members(
    of tree: Folder, under name: String, modified: Timestamp
  ) -> [(header: MemberHeader, content: Blob?)] {
    (name.isEmpty ? [] : [TreePublisher.member(.folder(tree), name, modified)]) + below(tree, name, modified)
  }

  private static func below(
    _ folder: Folder, _ name: String, _ modified: Timestamp
  ) -> [(header: MemberHeader, content: Blob?)] {
    var (folders, files, deeper) = (
      [(header: MemberHeader, content: Blob?)](), [(header: MemberHeader, content: Blob?)](),
      [(header: MemberHeader, content: Blob?)]()
    )
    for child in folder.names {
      guard let entry = folder.entries[child] else { continue }
      let path = name.isEmpty ? child : "\(name)/\(child)"
      let member = TreePublisher.member(entry, path, modified)
      if case .folder(let inner) = entry {
        folders.append(member)
        deeper += below(inner, path, modified)
      } else {
        files.append(member)
      }
    }
    return folders + files + deeper
  }
}
