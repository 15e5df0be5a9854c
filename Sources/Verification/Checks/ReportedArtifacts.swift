import CanonicalJSON
import Diagnostics
import Publishing
import PythonLayers
import Store

extension VerificationState {
  /// The archives that were published or are expected, with their sizes: first those of this stack in its order.
  ///
  /// - Throws: What building and publishing throw.
  func reportedArtifacts(_ expected: ExpectedOutputs) async throws -> [ReportedArtifact] {
    let sizes = expected.metadata.mapValues { try? $0.get()["archive_size"]?.integerValue }
    let published = try await published().layers.map { (name: $0.layer.buildName, size: $0.archive.size) }
    let names = Set(published.map(\.name))
    return published.map {
      ReportedArtifact(escaped($0.name), expectedSize: sizes[$0.name] ?? nil, actualSize: $0.size)
    }
      + sizes.filter { !names.contains($0.key) }.sorted { byteOrder($0.key, $1.key) }
      .map { ReportedArtifact(escaped($0.key), expectedSize: $0.value, actualSize: nil) }
  }
}
