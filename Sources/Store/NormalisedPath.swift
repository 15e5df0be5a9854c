/// A relative path with `.` and `..` folded; nil when it leads out of the folder it starts in.
package func normalised(_ path: String) -> String? {
  var names: [Substring] = []
  guard !path.hasPrefix("/") else { return nil }
  for name in path.split(separator: "/") where name != "." {
    if name != ".." {
      names.append(name)
    } else if names.popLast() == nil {
      return nil
    }
  }
  return names.joined(separator: "/")
}
