import Diagnostics
import Specs

/// All elements of a project by number, before it is known which of them are needed.
///
/// Numbers follow the names; links have none, since they are resolved here.
struct DeclaredElements {
  let declarations: [ElementDeclaration]
  /// Sorted by number, one for each element that is depended on.
  private(set) var dependencies: [[Dependency]] = []
  let topology: TopologicalLevels
  /// What is wrong with the references of an element, for the elements of which something is.
  private(set) var problems: [Int: [Diagnostic]] = [:]
  private var links: LinkResolver
  private var suggestions = SuggestionBudget()

  init(_ project: ElementProject) {
    let isLink = { (declaration: ElementDeclaration) in
      if case .link = declaration.work { true } else { false }
    }
    // Names are sorted rather than declarations, which are large.
    let names = project.elements.keys.sorted(by: byteOrder)
    declarations = names.compactMap { project.elements[$0] }.filter { !isLink($0) }
    let numbers = Dictionary(declarations.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    links = LinkResolver(numbers: numbers, links: project.elements.values.filter(isLink))
    var (resolver, budget) = (links, suggestions)
    for (number, declaration) in declarations.enumerated() {
      var found: [Dependency] = []
      found.reserveCapacity(declaration.dependencies.count)
      for dependency in declaration.dependencies {
        switch resolver.resolve(dependency.element) {
        case .element(let element): found.append(Dependency(dependency, of: element))
        case .broken(let problem): problems[number, default: []].append(problem)
        case .missing:
          problems[number, default: []].append(
            budget.missing(dependency.element, at: dependency.place, among: numbers.keys))
        }
      }
      dependencies.append(Self.joined(found))
    }
    (links, suggestions) = (resolver, budget)
    topology = TopologicalLevels(dependencies.map { $0.map(\.element) })
  }

  /// The element that a name stands for, or why there is none.
  mutating func element(_ name: String, at place: Place?) -> Result<Int, Diagnostic> {
    switch links.resolve(name) {
    case .element(let number): .success(number)
    case .broken(let problem): .failure(problem)
    case .missing: .failure(suggestions.missing(name, at: place, among: declarations.lazy.map(\.name)))
    }
  }

  private static func joined(_ dependencies: [Dependency]) -> [Dependency] {
    let sorted = dependencies.enumerated().sorted { ($0.element.element, $0.offset) < ($1.element.element, $1.offset) }
    var result: [Dependency] = []
    result.reserveCapacity(sorted.count)
    for (_, dependency) in sorted {
      if let last = result.last, last.element == dependency.element {
        result[result.count - 1].join(dependency)
      } else {
        result.append(dependency)
      }
    }
    return result
  }
}

/// Says of missing elements which one may have been meant; gives up after many, since each is held against all names.
struct SuggestionBudget {
  private var left = 50

  mutating func missing(_ name: String, at place: Place?, among names: some Sequence<String>) -> Diagnostic {
    left -= 1
    let near = left < 0 ? nil : nearestName(to: name, among: names)
    return Diagnostic(
      "element.missing", "there is no element '\(escaped(name))'", at: place,
      hint: near.map { "did you mean '\(escaped($0))'?" } ?? "write the path of a file below the project's element path"
    )
  }
}
