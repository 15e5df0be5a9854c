import Comparison

/// Members stand on one side only: litter that a build leaves behind, or something that is really missing.
package struct ExtraMembers: CauseRule {
  package init() {}

  package let description = CauseDescription(
    id: "extra-members", meaning: "some members stand on one side only",
    proof: "members with the names of well-known litter (caches, editor backups, logs) are left out",
    fooledBy: "a member that is really missing, which is the most important difference of all: only litter is proven",
    fix: "build from a clean tree ('git clean -fdx'), set PYTHONDONTWRITEBYTECODE=1, and archive from an explicit list")

  package func observe(_ pair: InventoryPair) -> [Observation] {
    // Of two things that were never meant to be the same no build is to blame.
    guard pair.hasUnmatched, !pair.isFileAgainstMembers else { return [] }
    let members = pair.unmatched.compactMap { $0.expected ?? $0.actual }
    let litter = members.filter { isLitter($0.plainName) }
    var observations: [Observation] = []
    if !litter.isEmpty {
      let names = Set(litter.map(\.plainName))
      let evidence = "well-known litter on one side: \(quoted(litter.map(\.plainName)))"
      observations.append(
        Observation(members: litter.count, evidence: [evidence]) { inventory in
          inventory.mapMembers { names.contains($0.plainName) ? nil : $0 }
        })
    }
    let others = pair.unmatched.filter { !isLitter(($0.expected ?? $0.actual)?.plainName ?? $0.path) }
    guard !others.isEmpty else { return observations }
    let sides = [(Difference.Kind.missing, "missing"), (.extra, "extra")].compactMap { kind, word -> String? in
      let names = others.filter { $0.kind == kind }.map(\.path)
      return names.isEmpty ? nil : "\(word): \(quoted(names))"
    }
    return observations + [Observation(members: others.count, evidence: sides, confidence: .possible)]
  }
}

private let litterNames = Set(
  [
    "__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".gitignore", ".gitattributes", ".gitmodules",
    ".hg", ".svn", "nohup.out", ".coverage", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis",
    ".tox", ".cache", "__MACOSX", ".idea", ".vscode", ".lock",
  ].map { Array($0.utf8) })

private let litterEndings = ["~", ".orig", ".rej", ".bak", ".swp", ".swo", ".pyc", ".pyo", ".gcda", ".gcno", ".log"]

/// Whether a folder or file on the way to the member has a name that no one ships on purpose.
private func isLitter(_ name: [UInt8]) -> Bool {
  let parts = name.split(separator: UInt8(ascii: "/"))
  guard let last = parts.last else { return false }
  return parts.contains {
    litterNames.contains(Array($0)) || $0.starts(with: ".nfs".utf8) || $0.starts(with: "._".utf8)
  }
    || litterEndings.contains { last.count > $0.utf8.count && last.suffix($0.utf8.count).elementsEqual($0.utf8) }
}
