import Diagnostics
import Specs
import SystemPackage
import TestSupport
import Testing

/// `MACOSX_DEPLOYMENT_TARGET`, the one variable that a spec's meaning depends on.
@Suite(.temporaryFolder)
struct EnvironmentTargetTests {
  private func load(_ spec: String, _ target: String) throws -> StackSpec {
    try write(["stack.toml": spec])
    return try StackSpec.load(
      TemporaryFolder.path.appending("stack.toml"), environment: ["MACOSX_DEPLOYMENT_TARGET": target])
  }

  @Test func layersWithoutATargetTakeItFromTheEnvironmentWithAWarning() throws {
    let spec = try load(runtime, "14.2")
    #expect(spec.layers[0].macosxTarget == OSTarget(text: "14.2", version: OSVersion(major: 14, minor: 2)))
    #expect(
      DiagnosticList(spec.warnings).description == """
        warning: layers without 'macosx_target' are for macOS 14.2, after MACOSX_DEPLOYMENT_TARGET [spec.target-from-environment]
        hint: write macosx_target = "14.2" where it is meant, so that every machine gives the same locks
        """)
  }

  @Test func aLayersOwnTargetWins() throws {
    let spec = try load(runtime + "macosx_target = \"12\"", "14.2")
    #expect(spec.layers[0].macosxTarget == OSTarget(text: "12", version: OSVersion(major: 12, minor: 0)))
  }

  @Test func anEmptyVariableCountsAsNone() throws {
    let spec = try load(runtime, "")
    #expect(spec.layers[0].macosxTarget.text == "13.0")
    #expect(spec.warnings == [])
  }

  @Test func theVariableIsAVersion() {
    #expect(
      shown { DiagnosticList(try load(runtime, "Ventura").warnings) } == """
        error: MACOSX_DEPLOYMENT_TARGET: macOS version must be of the form 'X.Y', not 'Ventura' [spec.bad-target]
        hint: unset the variable, or write MACOSX_DEPLOYMENT_TARGET=13.0
        """)
  }
}
