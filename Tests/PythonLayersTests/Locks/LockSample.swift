import Diagnostics
import Execution
import Foundation
import Graph
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@testable import PythonLayers

/// A stack of two layers to lock through a real uv.
enum LockSample {
  static let spec = """
    [[runtimes]]
    name = "base"
    python_implementation = "cpython@3.11.11"
    requirements = ["core"]

    [[frameworks]]
    name = "upper"
    runtime = "base"
    requirements = ["tool"]
    versioned = true

    [tool.uv]
    no-index = true
    exclude-newer = "2026-01-01T00:00:00Z"

    [tool.assay]
    local-wheels = ["wheels"]

    """
}

/// The locks of a spec.
func lock(
  _ spec: String, from existing: LockSet = LockSet(), plan: LockPlan = .all(.always), uv: FilePath? = nil,
  isOffline: Bool = true
) async throws -> LockSet {
  try await lockOutcome(of: try graph(spec), from: existing, plan: plan, uv: uv, isOffline: isOffline).locks
}

/// Locks layers offline with an environment of their own.
func lockOutcome(
  of graph: LayerGraph, from existing: LockSet = LockSet(), plan: LockPlan = .all(.always), uv: FilePath? = nil,
  isOffline: Bool = true, variables: [String: String] = [:]
) async throws -> LockOutcome {
  var environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }.merging(variables) { $1 }
  environment["UV_HTTP_RETRIES"] = "0"
  let machine = Machine(
    store: try temporaryStore(), environment: environment, explicitUv: uv ?? testUv, pinnedUv: nil,
    isOffline: isOffline)
  let locker = Locker(
    graph: graph, machine: machine, locksFolder: TemporaryFolder.path.appending("locks"), progress: { _ in })
  return try await locker.lock(from: existing, plan: plan, modules: [:], now: .now)
}

/// The one problem that something throws.
func problem(_ body: () async throws -> some Any) async -> Diagnostic? {
  let list = await #expect(throws: DiagnosticList.self) { _ = try await body() }
  #expect(list?.diagnostics.count == 1)
  return list?.diagnostics.first
}

/// Wheels in the folder that the sample names; `NAME-VERSION`, and what requires what.
func makeWheels(_ plain: [String], _ requiring: [String: String] = [:]) throws {
  for name in plain { try makeWheel(name, requires: "") }
  for (name, requirement) in requiring { try makeWheel(name, requires: requirement) }
}

/// A wheel of one module; `NAME-VERSION` as in its file name.
func makeWheel(_ wheel: String, requires: String, tag: String = "py3-none-any") throws {
  let parts = wheel.split(separator: "-")
  let info = "\(wheel).dist-info"
  let requirement = requires.isEmpty ? "" : "Requires-Dist: \(requires)\n"
  let files = [
    ("\(parts[0]).py", "VERSION = '\(parts[1])'\n"),
    ("\(info)/METADATA", "Metadata-Version: 2.1\nName: \(parts[0])\nVersion: \(parts[1])\n\(requirement)"),
    ("\(info)/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: \(tag)\n"),
    ("\(info)/RECORD", "\(parts[0]).py,,\n\(info)/METADATA,,\n\(info)/WHEEL,,\n\(info)/RECORD,,\n"),
  ]
  try TemporaryFolder.path.pushing("stack/wheels").appending("\(wheel)-\(tag).whl").write(storedZip(files))
}

/// The uv of `ASSAY_UV`, else the newest of the cache's tools folder.
let testUv: FilePath? = {
  let environment = ProcessInfo.processInfo.environment
  if let named = environment["ASSAY_UV"], !named.isEmpty { return FilePath(named) }
  let tools = ContentStore.defaultRoot(environment: environment).appending("tools")
  guard tools.isFolder, let names = try? tools.names() else { return nil }  // No folder, no uv.
  return names.reversed().filter { $0.hasPrefix("uv-") }.map { tools.appending($0).appending("bin/uv") }
    .first { $0.isExecutableFile }
}()

extension Trait where Self == ConditionTrait {
  /// Skips, with a reason, where neither `ASSAY_UV` nor the tools folder has a uv.
  static var needsUv: Self {
    .enabled(if: testUv?.isExecutableFile == true, "there is no uv: run misc/setup.sh, or set ASSAY_UV")
  }
}

/// A zip whose members are stored, not compressed (APPNOTE 4.3).
func storedZip(_ files: [(name: String, text: String)]) -> [UInt8] {
  func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var (bytes, directory) = ([UInt8](), [UInt8]())
  for (name, text) in files {
    let content = Array(text.utf8)
    let fields =
      number(20, 2) + number(0, 4) + number(0, 2) + number(33, 2) + number(Int(crc32(content)), 4)
      + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    directory +=
      Array("PK\u{1}\u{2}".utf8) + number(20, 2) + fields + number(0, 10) + number(bytes.count, 4) + Array(name.utf8)
    bytes += Array("PK\u{3}\u{4}".utf8) + fields + Array(name.utf8) + content
  }
  return bytes + directory + Array("PK\u{5}\u{6}".utf8) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
    + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { state, byte in
    (0..<8).reduce(state ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
