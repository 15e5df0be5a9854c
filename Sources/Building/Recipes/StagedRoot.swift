import Store

/// The trees of elements laid over each other; what comes later wins.
struct StagedRoot {
  /// A path at which two elements bring different things.
  struct Clash: Hashable {
    /// Absolute.
    var path: String
    var element: String
    /// Nil where a link was followed, so that it can't be told.
    var earlier: String?
  }

  private(set) var tree = Folder()
  /// What replaced something of an earlier element and was not allowed to.
  private(set) var overlaps: [Clash] = []
  /// Files that were left out, since a folder with content was there.
  private(set) var unstaged: [Clash] = []
  private var staged: [(location: String, element: StagedElement)] = []

  /// Stages elements in their order.
  init(_ staging: [StagedElements]) {
    for group in staging {
      for element in group.elements { add(element, at: group.location) }
    }
  }

  private mutating func add(_ element: StagedElement, at location: String) {
    let whitelist = element.overlapWhitelist.map(PathGlob.init)
    // Folders that meet a link to a folder go where the link leads, as in a system whose `/lib` is `/usr/lib`.
    var pending = [(path: trimmed(location), folder: element.tree)]
    while let (path, folder) = pending.popLast() {
      let target = tree.resolved(path) ?? path
      let merged = merge(folder, into: tree.folder(at: target) ?? Folder(), at: target, element, whitelist, &pending)
      if target.isEmpty { tree = merged } else { tree.insert(.folder(merged), at: target) }
    }
    staged.append((trimmed(location), element))
  }

  private mutating func merge(
    _ folder: Folder, into base: Folder, at path: String, _ element: StagedElement, _ whitelist: [PathGlob],
    _ pending: inout [(path: String, folder: Folder)]
  ) -> Folder {
    var result = base
    for name in folder.names {
      guard let entry = folder.entries[name] else { continue }
      let place = path.isEmpty ? name : path + "/" + name
      switch (base.entries[name], entry) {
      case (nil, _): result.insert(entry, at: name)
      case (.folder(let ours)?, .folder(let theirs)):
        result.insert(.folder(merge(theirs, into: ours, at: place, element, whitelist, &pending)), at: name)
      case (.symlink?, .folder(let theirs)) where leadsToFolder(place): pending.append((place, theirs))
      case (.folder(let ours)?, _) where !ours.entries.isEmpty: unstaged.append(clash(place, element))
      case (let old?, _):
        if old != entry, old != .folder(Folder()), !whitelist.contains(where: { $0.matches("/" + place) }) {
          overlaps.append(clash(place, element))
        }
        result.insert(entry, at: name)
      }
    }
    return result
  }

  private func leadsToFolder(_ path: String) -> Bool {
    if case .folder? = tree.entry(following: path) { true } else { false }
  }

  private func clash(_ path: String, _ element: StagedElement) -> Clash {
    let earlier = staged.last { location, earlier in
      let inside =
        location.isEmpty ? path : path.hasPrefix(location + "/") ? String(path.dropFirst(location.count + 1)) : nil
      return inside.map { earlier.tree[$0] != nil } ?? false
    }
    return Clash(path: "/" + path, element: element.name, earlier: earlier?.element.name)
  }

  private func trimmed(_ location: String) -> String { location.split(separator: "/").joined(separator: "/") }
}
