/// Whether a path matches a glob: `*` and `?` within a name, `[…]` for a set, `**` for any number of names.
///
/// - Parameter isAnchored: Whether the glob begins where the path does; else a part of the path that starts at a name
///   and goes to the end is enough.
///
/// The work is at most names times patterns: it keeps the set of places that the patterns so far can lead to.
package func matches(_ path: String, glob: String, isAnchored: Bool = false) -> Bool {
  let names = path.split(separator: "/").map(Array.init)
  let patterns = glob.split(separator: "/").map(Array.init)
  // At index N: whether the patterns seen so far match names that end before name N.
  var reached = names.indices.map { !isAnchored || $0 == 0 } + [false]
  for pattern in patterns {
    var next = reached.map { _ in false }
    if pattern == ["*", "*"] {
      if let first = reached.firstIndex(of: true) { for index in first..<next.count { next[index] = true } }
    } else {
      for (index, name) in names.enumerated() where reached[index] { next[index + 1] = matchesName(name, pattern) }
    }
    reached = next
  }
  return !patterns.isEmpty && reached[names.count]
}

/// Whether a glob matches a path or a folder that it lies in.
package func covers(glob: String, _ path: String) -> Bool {
  let names = path.split(separator: "/")
  return names.indices.contains { matches(names[...$0].joined(separator: "/"), glob: glob) }
}

/// One name against one pattern, linear in both by remembering only the last `*` (no nested backtracking).
private func matchesName(_ name: [Character], _ pattern: [Character]) -> Bool {
  var (n, p) = (0, 0)
  var star: (pattern: Int, name: Int)?
  while n < name.count {
    if p < pattern.count, pattern[p] == "*" {
      star = (p, n)
      p += 1
    } else if p < pattern.count, let next = step(name[n], pattern, at: p) {
      (n, p) = (n + 1, next)
    } else if let last = star {
      star = (last.pattern, last.name + 1)
      (n, p) = (last.name + 1, last.pattern + 1)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == "*" }
}

/// Where the pattern goes on after it took the character; nil when it doesn't.
private func step(_ character: Character, _ pattern: [Character], at index: Int) -> Int? {
  let isNegated = pattern[(index + 1)...].first == "!"
  let start = isNegated ? index + 2 : index + 1
  // A ']' at the start of a set stands for itself.
  guard pattern[index] == "[", let end = pattern[start...].dropFirst().firstIndex(of: "]") else {
    return pattern[index] == "?" || pattern[index] == character ? index + 1 : nil
  }
  var set = pattern[start..<end]
  var isIn = false
  while let low = set.popFirst() {
    if set.first == "-", set.count > 1 {
      set.removeFirst()
      if let high = set.popFirst(), low <= character, character <= high { isIn = true }
    } else if low == character {
      isIn = true
    }
  }
  return isIn != isNegated ? end + 1 : nil
}
