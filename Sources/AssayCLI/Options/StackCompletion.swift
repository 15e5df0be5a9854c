import ArgumentParser
import Specs
import Store
import SystemPackage

extension CompletionKind {
  /// The stacks of `assay.toml` by name, and the specs and folders that a path may go on with.
  static let stack = CompletionKind.custom { _, _, prefix in stackCompletions(for: prefix, from: FilePath(".")) }
}

/// What begins with `prefix`; a file that can't be read gives nothing, as nobody could be told while they type.
func stackCompletions(for prefix: String, from folder: FilePath) -> [String] {
  let names = ((try? ProjectFile.find(from: folder)?.stacks) ?? []).map(\.name)
  let end = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
  let shown = String(prefix[..<end])
  let place = shown.isEmpty ? folder : folder.pushing(FilePath(shown))
  let paths = ((try? place.names()) ?? []).compactMap { name -> String? in
    guard !name.hasPrefix(".") else { return nil }
    if place.appending(name).isFolder { return shown + name + "/" }
    return name.hasSuffix(".toml") ? shown + name : nil
  }
  return (names + paths).filter { $0.hasPrefix(prefix) }
}
