import Foundation
package import Testing

extension Tag {
  /// Takes more than a second or so, or needs a network.
  @Tag package static var slow: Self
  /// Holds real output against committed expected outputs.
  @Tag package static var expectedOutput: Self
}

extension Trait where Self == ConditionTrait {
  /// Runs only where `ASSAY_SLOW_TESTS` is set, so that the default run stays fast and offline.
  package static var slowTestsEnabled: Self {
    .enabled(if: ProcessInfo.processInfo.environment["ASSAY_SLOW_TESTS"] != nil, "set ASSAY_SLOW_TESTS=1 to run")
  }

  /// Skips, with a reason, where a program that the test drives is not on PATH.
  package static func needs(_ tool: String) -> Self {
    .enabled("\(tool) is not on PATH") {
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { access("\($0)/\(tool)", X_OK) == 0 }
    }
  }
}
