import Diagnostics

extension StagedRoot {
  /// What is to be said about the staging for an element; warnings that the project makes fatal are errors.
  func warnings(for element: String, at place: Place, fatal: [String]) -> [Diagnostic] {
    let overlaps = grouped(overlaps).map { name, clashes in
      Diagnostic(
        "element.overlaps", "\(shown(name)) replaces \(files(clashes)) staged for \(shown(element)): \(list(clashes))",
        at: place, hint: "add the paths to 'overlap-whitelist' of \(shown(name)), or drop one of the elements",
        severity: fatal.contains("overlaps") ? .error : .warning)
    }
    let unstaged = grouped(unstaged).map { name, clashes in
      Diagnostic(
        "element.unstaged-files",
        "\(shown(name)) can't replace folders by \(files(clashes)) for \(shown(element)): \(list(clashes))", at: place,
        hint: "drop one of the elements, or let it install the file elsewhere",
        severity: fatal.contains("unstaged-files") ? .error : .warning)
    }
    return overlaps + unstaged
  }

  /// By the element that came later, in the order of staging.
  private func grouped(_ clashes: [Clash]) -> [(String, [Clash])] {
    var groups: [(String, [Clash])] = []
    for clash in clashes {
      if groups.last?.0 == clash.element {
        groups[groups.count - 1].1.append(clash)
      } else {
        groups.append((clash.element, [clash]))
      }
    }
    return groups
  }

  private func files(_ clashes: [Clash]) -> String { clashes.count == 1 ? "1 file" : "\(clashes.count) files" }

  private func list(_ clashes: [Clash]) -> String {
    let first = clashes.prefix(5).map { clash in
      shown(clash.path) + (clash.earlier.map { " of \(shown($0))" } ?? "")
    }
    return first.joined(separator: ", ") + (clashes.count > 5 ? ", …" : "")
  }

  private func shown(_ text: String) -> String { "'\(escaped(text))'" }
}
