import Diagnostics
import Specs
import SystemPackage

/// Loads the stack that a request names, of whatever kind it is.
///
/// - Throws: Every problem of `assay.toml` and of the stack's spec.
package func loadGatedStack(
  _ request: StackSetup.Request, progress: @escaping @Sendable (String) -> Void
) throws -> any GatedStack {
  let stack = try ProjectFile.Stack.select(request.stack, from: FilePath("."))
  switch stack.source {
  case .layers(let source): return try StackSetup.load(stack, source, request, progress: progress)
  case .command(let source): return try CommandStack(stack, source, request, progress: progress)
  case .elements(let source): return try ElementStack(stack, source, request, progress: progress)
  }
}
