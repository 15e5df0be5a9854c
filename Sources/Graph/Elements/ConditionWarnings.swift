import Diagnostics
import Specs

/// What deserves a look in the conditions of the needed elements; errors where the project makes it fatal.
///
/// A requirement of a kind of elements stands once, in `project.conf`, for many: it is unprovided only when nothing is
/// provided for any of them.
func conditionWarnings(
  _ elements: DeclaredElements, _ gates: ConditionGates, _ needed: NeededElements, fatal: [String]
) -> [Diagnostic] {
  var (result, provided): ([Diagnostic], Set<Place>) = ([], [])
  for element in needed.numbers {
    let unprovided = gates.unprovided[element, default: []]
    provided.formUnion(
      elements.declarations[element].conditionRequirements.map(\.place).filter { place in
        !unprovided.contains { $0.place == place }
      })
  }
  let providers = Dictionary(grouping: gates.named, by: \.condition)
  func warn(_ name: String, _ message: String, at place: Place, hint: String) {
    result.append(
      Diagnostic(
        "element.\(name)", message, at: place, hint: hint, severity: fatal.contains(name) ? .error : .warning))
  }
  var seen: Set<Place> = []
  for element in needed.numbers {
    let name = escaped(elements.declarations[element].name)
    for requirement in gates.unprovided[element, default: []] where !provided.contains(requirement.place) {
      guard seen.insert(requirement.place).inserted else { continue }
      warn(
        "condition-unprovided", "nothing that \(name) depends on provides '\(escaped(requirement.condition))'",
        at: requirement.place, hint: wayToProvide(requirement.condition, to: element, providers, elements))
    }
    for duplicate in gates.duplicates[element, default: []] {
      warn(
        "condition-duplicate",
        "\(name) names the provider \(escaped(duplicate.element)) of '\(escaped(duplicate.condition))' twice",
        at: duplicate.place, hint: "drop one of the two")
    }
  }
  for index in gates.unrelated.sorted() where needed.isGating[index] {
    let entry = gates.named[index]
    guard let provider = entry.number else { continue }
    let (subject, name) = (elements.declarations[entry.subject].name, elements.declarations[provider].name)
    warn(
      "condition-unrelated",
      "\(escaped(name)) vouches for '\(escaped(entry.condition))' of \(escaped(subject)), and does not depend on it",
      at: entry.place, hint: "add \(escaped(subject)) to the dependencies of \(escaped(name))")
  }
  return result
}

private func wayToProvide(
  _ condition: String, to element: Int, _ providers: [String: [NamedProvider]], _ elements: DeclaredElements
) -> String {
  let subjects = Set(providers[condition, default: []].map(\.subject))
  if let other = subjects.subtracting([element]).min() {
    return "\(escaped(elements.declarations[other].name)) has a provider of it, and is no dependency"
  }
  guard subjects.isEmpty else { return "an element's own providers only count for what depends on it" }
  if let near = nearestName(to: condition, among: providers.keys) { return "did you mean '\(escaped(near))'?" }
  return "name a provider under condition-providers of a dependency, or drop the requirement"
}
