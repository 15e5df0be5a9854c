package import Building
import Diagnostics
package import Store

/// What `assay artifact` prints of artifacts.
package struct ArtifactReport: Sendable {
  private let kept: KeptArtifact
  private var artifact: Artifact { kept.artifact }

  package init(_ kept: KeptArtifact) { self.kept = kept }

  /// State, key and element, and whether the element is another one by now.
  package var line: String {
    "\(artifact.succeeded ? "cached" : "failed")  \(artifact.key.hex)  \(escaped(artifact.element))"
      + (kept.isCurrent ? "" : " (older)") + "\n"
  }

  /// All that is known of it, and the members of its tree.
  package func details(_ tree: Folder) -> String {
    let files = tree.files
    let size = files.reduce(0) { $0 + $1.blob.size }
    var rows = [("key", artifact.key.hex), ("payload key", artifact.payloadKey.hex), ("outcome", outcome)]
    if artifact.succeeded {
      rows.append(
        (
          "tree",
          "\(artifact.files.hex), \(files.count) \(files.count == 1 ? "file" : "files"), \(shownByteCount(size))"
        ))
    }
    if let key = artifact.aliasedFrom { rows.append(("aliased from", key.hex)) }
    if let log = artifact.log { rows.append(("log", log.hex)) }
    rows += artifact.dependencies.map { ("built with", "\(escaped($0.element)) \($0.key.hex)") }
    rows += artifact.conditions.map {
      ("condition", escaped("\($0.condition)(\($0.subject)) by \($0.provider.element)") + " \($0.provider.key.hex)")
    }
    return escaped(artifact.element) + "\n"
      + rows.map { "  \($0.0)\(String(repeating: " ", count: 14 - $0.0.count))\($0.1)\n" }.joined()
      + members(of: tree).map { "  \($0)\n" }.joined()
  }

  private var outcome: String {
    switch artifact.outcome {
    case .succeeded: "succeeded"
    case .failed(let message): "failed: \(escaped(message))"
    }
  }

  private func members(of tree: Folder) -> [String] {
    var lines: [String] = []
    tree.forEachEntry { path, entry in
      switch entry {
      case .file(let blob, let isExecutable):
        lines.append("\(isExecutable ? "x" : "-") /\(escaped(path)) \(blob.size)")
      case .symlink(let target): lines.append("l /\(escaped(path)) -> \(escaped(target))")
      case .folder(let folder): if folder.names.isEmpty { lines.append("d /\(escaped(path))/") }
      }
    }
    return lines
  }
}
