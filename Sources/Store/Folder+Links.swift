extension Folder {
  /// A path with its links followed, the last one too, as if this folder were `/`; without a slash in front.
  ///
  /// Names that are not there are kept. Nil when links go round in a circle (more than 40 on the way, as in Linux).
  package func resolved(_ path: String) -> String? {
    var (done, links) = ([String](), 0)
    var pending = Array(path.pathNames.reversed())
    while let name = pending.popLast() {
      switch name {
      case ".": continue
      case "..": _ = done.popLast()
      default:
        guard case .symlink(let target)? = self[(done + [name]).joined(separator: "/")] else {
          done.append(name)
          continue
        }
        links += 1
        guard links <= 40 else { return nil }
        if target.hasPrefix("/") { done = [] }
        pending += target.pathNames.reversed()
      }
    }
    return done.joined(separator: "/")
  }

  /// What stands at a path with its links followed; nil when nothing does.
  package func entry(following path: String) -> Entry? { resolved(path).flatMap { self[$0] } }
}
