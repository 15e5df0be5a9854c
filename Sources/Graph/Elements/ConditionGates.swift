import Diagnostics
import Specs

/// A provider as an element names it, its reference resolved.
struct NamedProvider {
  let condition: String
  let subject: Int
  let place: Place
  /// What stands behind the name, or why nothing does.
  let provider: Result<Int, Diagnostic>

  var number: Int? { try? provider.get() }
}

/// Which providers each element of a project would wait for, before it is known which elements are needed.
///
/// An element that requires a condition waits for all providers of it that are named by what stands below the element
/// over declared dependencies. Edges to providers are never followed for this.
struct ConditionGates {
  /// Sorted by the provider's name, then condition, then subject, so that lists of indexes are in the order of keys.
  let named: [NamedProvider]
  /// For each element with a requirement, what it waits for: indexes of `named`, ascending.
  private(set) var gates: [Int: [Int]] = [:]
  /// Requirements that nothing below the element provides.
  private(set) var unprovided: [Int: [ConditionRequirementDeclaration]] = [:]
  /// Indexes of `named` where the provider does not depend on its subject.
  private(set) var unrelated: Set<Int> = []
  /// Providers that an element names twice for a condition.
  private(set) var duplicates: [Int: [ConditionProviderDeclaration]] = [:]
  /// The providers of the goal's condition that its elements and those below them name: indexes of `named`, ascending.
  private(set) var goals: [Int] = []

  /// - Parameter goal: A condition whose providers are wanted for elements that need not require it.
  init(_ elements: inout DeclaredElements, goal: (condition: String, of: [Int])?) {
    (named, duplicates) = Self.named(&elements)
    var requirers: [String: [(element: Int, requirement: ConditionRequirementDeclaration)]] = [:]
    for (element, declaration) in elements.declarations.enumerated() {
      var seen: Set<String> = []
      for requirement in declaration.conditionRequirements where seen.insert(requirement.condition).inserted {
        requirers[requirement.condition, default: []].append((element, requirement))
      }
    }
    if let goal { requirers[goal.condition, default: []] += [] }
    let members = Dictionary(grouping: named.indices) { named[$0].condition }
    for (condition, requirers) in requirers.sorted(by: { byteOrder($0.key, $1.key) }) {
      let own = members[condition] ?? []
      let sets = ProviderSets(own, subjects: own.map { named[$0].subject }, in: elements)
      for (element, requirement) in requirers {
        let below = sets.below(element)
        if below.isEmpty { unprovided[element, default: []].append(requirement) }
        gates[element, default: []] += below.filter { named[$0].number != element }
      }
      if let goal, goal.condition == condition { goals = Set(goal.of.flatMap(sets.atOrBelow)).sorted() }
      for (position, index) in own.enumerated() where isUnrelated(index, position, sets, elements) {
        unrelated.insert(index)
      }
    }
    for element in gates.keys where elements.declarations[element].conditionRequirements.count > 1 {
      gates[element]?.sort()
    }
  }

  private func isUnrelated(_ index: Int, _ position: Int, _ sets: ProviderSets, _ elements: DeclaredElements) -> Bool {
    guard let provider = named[index].number, elements.topology.levels[provider] != nil else { return false }
    return provider != named[index].subject && !sets.isMember(position, below: provider)
  }

  private static func named(
    _ elements: inout DeclaredElements
  ) -> ([NamedProvider], duplicates: [Int: [ConditionProviderDeclaration]]) {
    var (result, duplicates): ([NamedProvider], [Int: [ConditionProviderDeclaration]]) = ([], [:])
    for (subject, declaration) in elements.declarations.enumerated() {
      var seen: Set<ConditionAndProvider> = []
      for provider in declaration.conditionProviders {
        let found = elements.element(provider.element, at: provider.place)
        let number = try? found.get()
        let isNew = seen.insert(.init(condition: provider.condition, provider: number, name: provider.element)).inserted
        if isNew {
          result.append(
            NamedProvider(condition: provider.condition, subject: subject, place: provider.place, provider: found))
        } else {
          duplicates[subject, default: []].append(provider)
        }
      }
    }
    return (result.sorted(by: isInKeyOrder), duplicates)
  }

  private static func isInKeyOrder(_ left: NamedProvider, _ right: NamedProvider) -> Bool {
    let (first, second) = (left.number ?? Int.max, right.number ?? Int.max)
    guard first == second else { return first < second }
    guard left.condition == right.condition else { return byteOrder(left.condition, right.condition) }
    return left.subject < right.subject
  }
}

/// What makes two entries of an element's providers the same; the name counts only where it stands for nothing.
private struct ConditionAndProvider: Hashable {
  let condition: String
  let provider: Int?
  let name: String

  init(condition: String, provider: Int?, name: String) {
    (self.condition, self.provider, self.name) = (condition, provider, provider == nil ? name : "")
  }
}
