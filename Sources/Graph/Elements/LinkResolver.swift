import Diagnostics
import Specs

/// Finds the elements that names stand for; a link stands for what it leads to.
struct LinkResolver {
  enum Answer {
    case element(Int)
    /// The name is not that of an element.
    case missing
    /// The name is that of a link which leads nowhere.
    case broken(Diagnostic)
  }

  private let numbers: [String: Int]
  private let links: [String: (target: String, place: Place)]
  private var known: [String: Answer] = [:]

  init(numbers: [String: Int], links: [ElementDeclaration]) {
    self.numbers = numbers
    var found: [String: (target: String, place: Place)] = [:]
    for link in links {
      if case .link(let target, let place) = link.work { found[link.name] = (target, place) }
    }
    self.links = found
  }

  mutating func resolve(_ name: String) -> Answer {
    if let number = numbers[name] { return .element(number) }
    guard links[name] != nil else { return .missing }
    if let answer = known[name] { return answer }
    let (path, answer) = follow(name)
    for link in path { known[link] = answer }
    return answer
  }

  private func follow(_ name: String) -> (path: [String], Answer) {
    var (path, positions): ([String], [String: Int]) = ([], [:])
    var current = name
    while let link = links[current] {
      if let answer = known[current] { return (path, answer) }
      if let start = positions[current] { return (path, .broken(cycle(Array(path[start...])))) }
      positions[current] = path.count
      path.append(current)
      guard links[link.target] == nil, numbers[link.target] == nil else {
        current = link.target
        continue
      }
      return (path, .broken(missingTarget(of: current, link.target, at: link.place)))
    }
    return (path, numbers[current].map(Answer.element) ?? .missing)
  }

  private func missingTarget(of link: String, _ target: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "element.missing", "link '\(escaped(link))' leads to '\(escaped(target))', which is no element", at: place,
      hint: nearestName(to: target, among: numbers.keys).map { "did you mean '\(escaped($0))'?" })
  }

  private func cycle(_ path: [String]) -> Diagnostic {
    let start = path.indices.min { byteOrder(path[$0], path[$1]) } ?? 0
    let steps = (Array(path[start...]) + Array(path[..<start])).compactMap { name in
      links[name].map { (name, $0.target, $0.place) }
    }
    let text = steps.map { "-> \(escaped($0.1)) (\($0.2))" }.joined(separator: " ")
    return Diagnostic(
      "element.link-cycle", "links lead in a circle: \(escaped(steps.first?.0 ?? "")) \(text)", at: steps.first?.2,
      hint: "let one of them lead to an element that is no link")
  }
}
