import Graph

/// Something that can be needed of an element.
enum Need: Hashable, Sendable {
  /// Its artifact.
  case built(ElementID)
  /// Its artifact and those of all that it needs at run time.
  case usable(ElementID)
}

/// Keeps which needs wait for which; each is visited once, however many share it.
struct NeedTracker: Sendable {
  /// What one call has brought about.
  struct Changes {
    /// Elements that are needed for the first time.
    var required: [ElementID] = []
    /// Elements all of whose prerequisites are there.
    var fulfilled: [ElementID] = []
    /// Elements that can't be built any more.
    var blocked: [ElementID] = []
  }

  private enum Status { case unknown, open, good, bad }

  private let graph: ElementGraph
  /// Two for each element: built and usable.
  private var statuses: [Status]
  private var waiters: [[Int]]
  private var pending: [Int]

  init(_ graph: ElementGraph) {
    self.graph = graph
    let count = graph.elements.count * 2
    statuses = [Status](repeating: .unknown, count: count)
    waiters = [[Int]](repeating: [], count: count)
    pending = [Int](repeating: 0, count: count)
  }

  /// What must be there before an element is made: its build closure, and its providers.
  func prerequisites(of element: ElementID) -> [Need] {
    graph.elements[element].buildDependencies.map(Need.usable) + graph.providers(of: element).map(Need.built)
  }

  /// Notes that needs have come up; with a waiter, that it waits for them all.
  mutating func require(_ needs: [Need], by waiter: Need?) -> Changes {
    var changes = Changes()
    var waiting: [(need: Int, parts: [Int])] = []
    if let waiter { waiting.append((Self.number(waiter), needs.map(Self.number))) }
    var new = needs.map(Self.number)
    while let number = new.popLast() {
      guard statuses[number] == .unknown else { continue }
      statuses[number] = .open
      let element = number / 2
      if number.isMultiple(of: 2) {
        changes.required.append(element)
      } else {
        let parts = [number - 1] + graph.elements[element].runtimeDependencies.map { Self.number(.usable($0)) }
        waiting.append((number, parts))
        new += parts
      }
    }
    // All are open by now, so that what each waits for can be told apart from what is settled.
    for (number, parts) in waiting.reversed() { wait(number, for: parts, &changes) }
    changes.required.sort()
    return changes
  }

  /// Notes that an element's artifact is there, or that there will be none.
  mutating func settle(_ need: Need, isGood: Bool) -> Changes {
    var changes = Changes()
    settle(Self.number(need), isGood ? .good : .bad, &changes)
    return changes
  }

  private static func number(_ need: Need) -> Int {
    switch need {
    case .built(let element): element * 2
    case .usable(let element): element * 2 + 1
    }
  }

  private mutating func wait(_ number: Int, for parts: [Int], _ changes: inout Changes) {
    guard statuses[number] == .open else { return }
    var isBad = false
    for part in parts {
      switch statuses[part] {
      case .good: continue
      case .bad: isBad = true
      case .open, .unknown:
        pending[number] += 1
        waiters[part].append(number)
      }
    }
    if isBad {
      fail(number, &changes)
    } else if pending[number] == 0 {
      fulfil(number, &changes)
    }
  }

  private mutating func fulfil(_ number: Int, _ changes: inout Changes) {
    guard !number.isMultiple(of: 2) else { return changes.fulfilled.append(number / 2) }
    settle(number, .good, &changes)
  }

  private mutating func fail(_ number: Int, _ changes: inout Changes) {
    if number.isMultiple(of: 2) { changes.blocked.append(number / 2) }
    settle(number, .bad, &changes)
  }

  /// Passes on what is settled, without recursion: thousands may wait in a row.
  private mutating func settle(_ first: Int, _ status: Status, _ changes: inout Changes) {
    guard statuses[first] == .open else { return }
    statuses[first] = status
    var settled = [first]
    while let number = settled.popLast() {
      let isGood = statuses[number] == .good
      for waiter in waiters[number] where statuses[waiter] == .open {
        pending[waiter] -= 1
        if isGood {
          guard pending[waiter] == 0 else { continue }
          guard !waiter.isMultiple(of: 2) else {
            changes.fulfilled.append(waiter / 2)
            continue
          }
        } else if waiter.isMultiple(of: 2) {
          changes.blocked.append(waiter / 2)
        }
        statuses[waiter] = isGood ? .good : .bad
        settled.append(waiter)
      }
      waiters[number] = []
    }
  }
}
