import ArgumentParser
import Building
import Diagnostics
import Graph
import Specs
import SystemPackage
import Verification

/// The elements whose artifacts a command is about.
struct ArtifactOptions: ParsableArguments {
  @OptionGroup var options: StackOptions
  @OptionGroup var targets: TargetOptions

  /// - Throws: A usage error when no element is named.
  func needTargets() throws {
    guard !targets.targets.isEmpty else {
      throw ValidationError("name elements after the stack; '**/*' stands for all")
    }
  }

  /// - Throws: `project.no-elements` for another kind of stack, and every problem of the project.
  func load() throws -> LoadedElements {
    let stack = try options.selected
    guard case .elements(let source) = stack.source else {
      throw Diagnostic(
        "project.no-elements", "stack '\(escaped(stack.name))' is no project of elements, so it has no artifacts",
        hint: "name a stack whose spec is a project.conf")
    }
    return try ElementStep(stack, source, targets, options.request).loaded
  }
}
