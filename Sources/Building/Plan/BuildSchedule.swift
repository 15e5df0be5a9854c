package import Graph

/// Decides what is done for which element and when; does none of it.
///
/// Whoever drives it takes steps from ``next()``, does them, at once or side by side, and reports each with
/// ``finished(_:_:)``, until ``isDone``:
///
///     var schedule = BuildSchedule(graph, keys, targets: graph.targets)
///     while !schedule.isDone {
///       for step in schedule.next() { start(step) }
///       let (element, outcome) = await nextOutcome()
///       schedule.finished(element, outcome)
///     }
///
/// An element is looked up when something needs it. With its artifact in the store nothing below it is looked at: that
/// it is there proves that its gates were passed. Without, its build closure and its providers become needed; when all
/// of them are there, its payload is aliased if the store has it, and made if not. The same answers in the same order
/// give the same steps.
package struct BuildSchedule: Sendable {
  package let graph: ElementGraph
  package let keys: ElementKeys
  package let targets: [ElementID]
  private let failurePolicy: FailurePolicy
  private let retriesFailed: Bool
  /// How many commands may run at once.
  private let jobs: Int

  private(set) var states: [BuildState]
  private var needs: NeedTracker
  private var found: [ElementID: StoredElement] = [:]
  /// Steps that need no room: they run no command.
  private var immediate: [BuildStep] = []
  private var ready: ReadyQueue
  private var started: [ElementID: BuildStep] = [:]
  private var running = 0
  private var lookingUp = 0
  private var isStopped = false

  /// - Parameters:
  ///   - targets: What has to be there in the end; what they need at run time is built only when it is a target too.
  ///   - retriesFailed: Whether elements whose failure is in the store are built again, rather than their failure told.
  ///   - jobs: How many steps that run commands are given out before one of them has finished.
  package init(
    _ graph: ElementGraph, _ keys: ElementKeys, targets: [ElementID], onError failurePolicy: FailurePolicy = .quit,
    retriesFailed: Bool = false, jobs: Int = .max
  ) {
    (self.graph, self.keys, self.targets) = (graph, keys, targets)
    (self.failurePolicy, self.retriesFailed, self.jobs) = (failurePolicy, retriesFailed, jobs)
    states = [BuildState](repeating: .untouched, count: graph.elements.count)
    needs = NeedTracker(graph)
    ready = ReadyQueue(remainingSteps: remainingSteps(of: graph))
    for target in targets { need([.built(target)], by: nil) }
  }

  /// Whether nothing is under way and nothing is left to start.
  package var isDone: Bool { started.isEmpty && (isStopped || immediate.isEmpty && ready.isEmpty) }

  /// The steps that can be started now, each given once.
  ///
  /// Commands start only when all that is needed has been looked up, which takes next to no time beside them: so the
  /// one comes first over which the longest way to the end leads, and not the one that was found first.
  package mutating func next() -> [BuildStep] {
    guard !isStopped else { return [] }
    var steps = immediate
    immediate = []
    lookingUp += steps.count { if case .lookUp = $0 { true } else { false } }
    while lookingUp == 0, running < jobs, let element = ready.first {
      ready.removeFirst()
      running += 1
      steps.append(.run(element))
      states[element] = .started
    }
    for step in steps { started[step.element] = step }
    return steps
  }

  /// Takes what became of a step that ``next()`` has given; what was not given is ignored.
  package mutating func finished(_ element: ElementID, _ outcome: BuildOutcome) {
    guard let step = started.removeValue(forKey: element) else { return }
    switch step {
    case .lookUp: lookingUp -= 1
    case .run: running -= 1
    case .alias: break
    }
    switch (outcome, step) {
    case (.found(let stored), _): take(stored, for: element)
    case (.succeeded, .alias(_, let key)): settle(element, .aliased(from: key))
    case (.succeeded, _): settle(element, .built)
    case (.failed, .alias): settle(element, .failed(isReplayed: true))
    case (.failed, _): settle(element, .failed(isReplayed: false))
    case (.undecided, _): settle(element, .undecided)
    case (.cancelled, _):
      states[element] = .cancelled
      stop()
    }
  }

  /// Starts nothing any more; what is under way still has to be reported.
  package mutating func stop() { isStopped = true }

  /// How far all elements have come.
  package var report: BuildReport { BuildReport(graph, states: states, targets: targets) }
}

extension BuildSchedule {
  private mutating func take(_ stored: StoredElement, for element: ElementID) {
    switch stored.artifact {
    case .succeeded: settle(element, .cached)
    case .failed where !retriesFailed: settle(element, .failed(isReplayed: true))
    case .failed, nil:
      found[element] = stored
      states[element] = .waiting
      need(needs.prerequisites(of: element), by: .built(element))
    }
  }

  /// Makes needs known, for the sake of another one that then waits for them.
  private mutating func need(_ list: [Need], by waiter: Need?) {
    apply(needs.require(list, by: waiter))
  }

  private mutating func settle(_ element: ElementID, _ state: BuildState) {
    states[element] = state
    if state.isBad, failurePolicy == .quit { stop() }
    apply(needs.settle(.built(element), isGood: state.isGood))
  }

  private mutating func apply(_ changes: NeedTracker.Changes) {
    for element in changes.required {
      states[element] = .lookedUp
      immediate.append(.lookUp(element))
    }
    for element in changes.fulfilled { start(element) }
    for element in changes.blocked { states[element] = .blocked }
  }

  /// Everything that the element needs is there.
  private mutating func start(_ element: ElementID) {
    if let payload = found[element]?.payload, payload.artifact == .succeeded || !retriesFailed {
      states[element] = .started
      immediate.append(.alias(element, from: payload.madeAs))
    } else {
      states[element] = .ready
      ready.insert(element)
    }
  }
}
