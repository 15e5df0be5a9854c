package import Graph

/// What would become of an element if it were built now; nothing is run to find out.
package enum ElementStatus: String, Hashable, Sendable, CaseIterable {
  /// Its artifact is there.
  case cached
  /// Its failure is there, and would be told again.
  case failed
  /// All that it needs is there.
  case buildable
  /// Something that it needs has to be built first.
  case waiting
  /// Something that it needs has failed or is blocked.
  case blocked
}

/// The status of all elements of a graph.
package struct ElementStatuses: Sendable {
  private let statuses: [ElementStatus]
  package let blockage: Blockage

  /// - Parameter stored: By element id, what the store holds.
  package init(_ graph: ElementGraph, stored: [StoredElement]) {
    /// With all that is needed at run time.
    var usable = [ElementStatus](repeating: .waiting, count: graph.elements.count)
    var own = usable
    for id in graph.buildOrder {
      let element = graph.elements[id]
      own[id] = status(of: stored[id]) {
        element.buildDependencies.map { usable[$0] } + graph.providers(of: id).map { own[$0] }
      }
      usable[id] = worst([own[id]] + element.runtimeDependencies.map { usable[$0] })
    }
    statuses = own
    blockage = Blockage(graph, own.map { $0 == .failed ? .failed : $0 == .blocked ? .blocked : nil })
  }

  package subscript(element: ElementID) -> ElementStatus { statuses[element] }
}

private func status(of stored: StoredElement, needs: () -> [ElementStatus]) -> ElementStatus {
  switch stored.artifact {
  case .succeeded: return .cached
  case .failed: return .failed
  case nil: break
  }
  switch worst(needs()) {
  case .failed, .blocked: return .blocked
  case .waiting, .buildable: return .waiting
  case .cached: return stored.payload?.artifact == .failed ? .failed : .buildable
  }
}

/// Whatever holds up most; `cached` for nothing at all.
private func worst(_ statuses: [ElementStatus]) -> ElementStatus {
  let order: [ElementStatus] = [.failed, .blocked, .waiting, .buildable]
  return order.first(where: statuses.contains) ?? .cached
}
