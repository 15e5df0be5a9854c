import Graph
import TestSupport
import Testing

@testable import PythonLayers

/// What locking does with each layer: by its name, or as with all others; a reset layer is always locked anew.
@Suite(.temporaryFolder)
struct LockPlanTests {
  @Test func takesModesByBuildName() throws {
    let layers = try sampleGraph().layers
    let plan = LockPlan(
      modes: ["framework-scipy": .ifNeeded, "app-client": .ifNeeded], common: .keep,
      resets: ["cpython-3.11", "app-client"])
    #expect(layers.map { plan[$0] } == [.keep, .ifNeeded, .always])
  }
}
