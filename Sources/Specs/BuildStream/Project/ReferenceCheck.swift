import Diagnostics

/// Holds what elements say of each other against the elements that there are.
struct ReferenceCheck {
  private let settings: ProjectSettings
  private let elements: [String: ElementDeclaration]
  private let unread: Set<String>
  /// Whether every element was read, and not only what is reachable.
  private let isWhole: Bool

  init(
    _ settings: ProjectSettings, _ elements: [String: ElementDeclaration], unread: Set<String>, isWhole: Bool
  ) {
    (self.settings, self.elements, self.unread, self.isWhole) = (settings, elements, unread, isWhole)
  }

  func problems(targets: [String]) -> [Diagnostic] {
    var missing = targets.filter(isMissing).map { (name: $0, place: Place?.none) }
    for element in elements.values {
      var named = element.dependencies.map { ($0.element, $0.place) }
      if isWhole { named += element.conditionProviders.map { ($0.element, $0.place) } }
      if case .link(let target, let place) = element.work, !target.isEmpty { named.append((target, place)) }
      missing += named.filter { isMissing($0.0) }.map { ($0, $1) }
    }
    var defaults: [Diagnostic] = []
    for target in isWhole ? settings.defaultTargets : [] {
      do throws(Diagnostic) {
        let name = try elementName(target)
        if isMissing(name) { missing.append((name, target.place)) }
      } catch { defaults.append(error) }
    }
    return report(missing) + defaults + linkCycles() + filtersOfStacks()
  }

  private func isMissing(_ name: String) -> Bool { elements[name] == nil && !unread.contains(name) }

  private func report(_ missing: [(name: String, place: Place?)]) -> [Diagnostic] {
    guard !missing.isEmpty else { return [] }
    // What can't be listed gives no suggestions, and nothing else is lost by that.
    let names = (try? ElementFiles(settings).names()) ?? elements.keys.sorted(by: byteOrder)
    let wanted = Set(missing.map(\.name)).sorted(by: byteOrder)
    let hints = Dictionary(
      uniqueKeysWithValues: wanted.enumerated().map { ($1, hint(for: $1, among: $0 < mostSuggestions ? names : [])) }
    )
    return missing.map { name, place in
      Diagnostic(
        "element.missing", "there is no element '\(escaped(name))'", at: place, hint: hints[name] ?? nil)
    }
  }

  private func hint(for name: String, among names: [String]) -> String {
    let prefix = settings.elementPath + "/"
    if name.hasPrefix(prefix), names.contains(String(name.dropFirst(prefix.count))) {
      return
        "did you mean '\(escaped(String(name.dropFirst(prefix.count))))'? names start below '\(settings.elementPath)'"
    }
    return nearestName(to: name, among: names).map { "did you mean '\(escaped($0))'?" }
      ?? "make the file '\(escaped(settings.files.shownName(settings.path(of: name))))', or correct the name"
  }

  private func link(_ name: String) -> (target: String, place: Place)? {
    guard case .link(let target, let place)? = elements[name]?.work else { return nil }
    return (target, place)
  }

  private func linkCycles() -> [Diagnostic] {
    var (done, problems) = (Set<String>(), [Diagnostic]())
    let links = elements.values.filter { $0.work.kind == "link" }.map(\.name)
    for start in links.sorted(by: byteOrder) {
      var (chain, name) = ([String](), start)
      while !done.contains(name), let next = link(name) {
        done.insert(name)
        chain.append(name)
        name = next.target
      }
      // Only a chain that comes back to itself is a circle, not one that leads into one.
      guard let first = chain.firstIndex(of: name) else { continue }
      let steps = chain[first...].map { "'\(escaped($0))'" + (link($0).map { " (\($0.place))" } ?? "") }
      problems.append(
        Diagnostic(
          "element.link-cycle", "links lead in a circle: \((steps + ["'\(escaped(name))'"]).joined(separator: " -> "))",
          at: link(name)?.place, hint: "let one of them lead to an element"))
    }
    return problems
  }

  private func filtersOfStacks() -> [Diagnostic] {
    elements.values.compactMap { element in
      guard case .filter = element.work, let subject = element.dependencies.first(where: \.isForBuild) else {
        return nil
      }
      var (name, seen) = (subject.element, Set<String>())
      while seen.insert(name).inserted, let next = link(name) { name = next.target }
      guard elements[name]?.work == .stack else { return nil }
      return Diagnostic(
        "element.filtered-stack", "a filter can't filter the stack '\(escaped(name))', which has no files of its own",
        at: subject.place, hint: "filter an element that the stack stands for, or compose the stack first")
    }
  }
}
