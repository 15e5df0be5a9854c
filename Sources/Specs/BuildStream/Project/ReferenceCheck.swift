import Diagnostics

/// Holds what elements say of each other against the elements that there are.
struct ReferenceCheck {
  private let settings: ProjectSettings
  private let unread: Set<String>
  /// Whether every element was read, and not only what is reachable.
  private let isWhole: Bool

  // Elements are large, so each is looked at once.
  private let names: Set<String>
  private var stacks: Set<String> = []
  private var links: [String: LocatedText] = [:]
  /// What filters filter.
  private var filtered: [LocatedText] = []
  /// All elements that are named somewhere and are not there.
  private var missing: [LocatedText] = []

  init(
    _ settings: ProjectSettings, _ elements: [String: ElementDeclaration], unread: Set<String>, isWhole: Bool
  ) {
    (self.settings, self.unread, self.isWhole, names) = (settings, unread, isWhole, Set(elements.keys))
    for element in elements.values {
      switch element.work {
      case .stack: stacks.insert(element.name)
      case .link(let target, let place): links[element.name] = LocatedText(target, at: place)
      case .filter:
        if let subject = element.dependencies.first(where: \.isForBuild) {
          filtered.append(LocatedText(subject.element, at: subject.place))
        }
      default: break
      }
      for dependency in element.dependencies where isMissing(dependency.element) {
        missing.append(LocatedText(dependency.element, at: dependency.place))
      }
      for provider in isWhole ? element.conditionProviders : [] where isMissing(provider.element) {
        missing.append(LocatedText(provider.element, at: provider.place))
      }
    }
    missing += links.values.filter { !$0.text.isEmpty && isMissing($0.text) }
  }

  func problems(targets: [String]) -> [Diagnostic] {
    var missing = targets.filter(isMissing).map { (name: $0, place: Place?.none) }
    missing += self.missing.map { ($0.text, $0.place) }
    var defaults: [Diagnostic] = []
    for target in isWhole ? settings.defaultTargets : [] {
      do throws(Diagnostic) {
        let name = try elementName(target)
        if isMissing(name) { missing.append((name, target.place)) }
      } catch { defaults.append(error) }
    }
    return report(missing) + defaults + linkCycles() + filtersOfStacks()
  }

  private func isMissing(_ name: String) -> Bool { !names.contains(name) && !unread.contains(name) }

  private func report(_ missing: [(name: String, place: Place?)]) -> [Diagnostic] {
    guard !missing.isEmpty else { return [] }
    // What can't be listed gives no suggestions, and nothing else is lost by that.
    var ignored: [Diagnostic] = []
    let known = (try? ElementFiles(settings).names(problems: &ignored)) ?? names.sorted(by: byteOrder)
    let wanted = Set(missing.map(\.name)).sorted(by: byteOrder)
    let hints = Dictionary(
      uniqueKeysWithValues: wanted.enumerated().map { ($1, hint(for: $1, among: $0 < mostSuggestions ? known : [])) }
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

  private func linkCycles() -> [Diagnostic] {
    var (done, problems) = (Set<String>(), [Diagnostic]())
    for start in links.keys.sorted(by: byteOrder) {
      var (chain, name) = ([String](), start)
      while !done.contains(name), let next = links[name]?.text {
        done.insert(name)
        chain.append(name)
        name = next
      }
      // Only a chain that comes back to itself is a circle, not one that leads into one.
      guard let first = chain.firstIndex(of: name) else { continue }
      let steps = chain[first...].map { "'\(escaped($0))'" + (links[$0].map { " (\($0.place))" } ?? "") }
      problems.append(
        Diagnostic(
          "element.link-cycle", "links lead in a circle: \((steps + ["'\(escaped(name))'"]).joined(separator: " -> "))",
          at: links[name]?.place, hint: "let one of them lead to an element"))
    }
    return problems
  }

  private func filtersOfStacks() -> [Diagnostic] {
    filtered.compactMap { subject in
      var (name, seen) = (subject.text, Set<String>())
      while seen.insert(name).inserted, let next = links[name]?.text { name = next }
      guard stacks.contains(name) else { return nil }
      return Diagnostic(
        "element.filtered-stack", "a filter can't filter the stack '\(escaped(name))', which has no files of its own",
        at: subject.place, hint: "filter an element that the stack stands for, or compose the stack first")
    }
  }
}
