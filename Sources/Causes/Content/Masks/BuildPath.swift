import Comparison
import Diagnostics

/// Paths of the folder that something was built in stand in the content.
struct BuildPath: ContentMask {
  let description = CauseDescription(
    id: "build-path", meaning: "paths of the folder in which something was built stand in the content",
    proof: "the folder of one side is taken for that of the other wherever the same path goes on behind both",
    fooledBy: "another place in the target system that is chosen on purpose; paths below /usr and /etc are not touched",
    fix:
      "'-ffile-prefix-map=OLD=NEW', 'rustc --remap-path-prefix', 'go -trimpath', 'compileall -s/-p', or a fixed folder")

  func apply(to pair: ContentPair) -> MaskedContent? {
    let pairs = pair.tokenPairs(absolutePaths).map { left, right in
      (left.range, right.range, PathSplit(pair.expected[left.range], pair.actual[right.range]))
    }
    let folders = chosenFolders(pairs.map(\.2))
    let replaced = pairs.filter { folders.contains($0.2.folders) }
    guard var masked = pair.unifying(replaced.map { (expected: $0.0, actual: $0.1) }, noun: "path") else { return nil }
    masked.evidence += folders.filter { folder in replaced.contains { $0.2.folders == folder } }.map { folder in
      "folder '\(escaped(bytes: folder.expected))' expected, '\(escaped(bytes: folder.actual))' actual"
    }
    return masked
  }

  /// The pairs of folders that most paths begin with, at most three.
  private func chosenFolders(_ splits: [PathSplit]) -> [PathSplit.Folders] {
    let isKnown = Set(splits.filter { !$0.isWholePath }.map(\.folders))
    let possible = splits.filter { split in
      !split.folders.areOfTheSystem && (isKnown.contains(split.folders) || split.folders.areOfBuilds)
    }
    let counts = Dictionary(possible.map { ($0.folders, 1) }, uniquingKeysWith: +)
    return counts.sorted { left, right in
      left.value != right.value
        ? left.value > right.value : left.key.expected.lexicographicallyPrecedes(right.key.expected)
    }.prefix(3).map(\.key)
  }
}

/// Two paths divided where what they have in common begins.
private struct PathSplit {
  struct Folders: Hashable {
    var expected: ArraySlice<UInt8>
    var actual: ArraySlice<UInt8>

    var areOfTheSystem: Bool {
      [expected, actual].contains { path in
        isBelow(path, ["/usr", "/etc", "/bin", "/sbin", "/lib", "/lib64", "/proc", "/sys", "/dev", "/run", "/boot"])
          && !isBelow(path, ["/usr/src", "/usr/local/src", "/dev/shm"])
      }
    }

    /// Whether both lie where builds happen, so that nothing more is needed to see it.
    var areOfBuilds: Bool {
      [expected, actual].allSatisfy {
        isBelow($0, ["/tmp", "/var/tmp", "/var/folders", "/private", "/build", "/builds", "/home", "/Users", "/root"])
      }
    }

    private func isBelow(_ path: ArraySlice<UInt8>, _ folders: [String]) -> Bool {
      folders.contains { folder in
        path.starts(with: folder.utf8) && (path.dropFirst(folder.utf8.count).first ?? slash) == slash
      }
    }
  }

  var folders: Folders
  /// Whether nothing is in common.
  var isWholePath: Bool

  init(_ expected: ArraySlice<UInt8>, _ actual: ArraySlice<UInt8>) {
    var common = zip(expected.reversed(), actual.reversed()).prefix { $0 == $1 }.count
    // What is in common begins at a slash, behind which a folder is left on both sides.
    while common > 0,
      expected[expected.endIndex - common] != slash || common == expected.count || common == actual.count
    { common -= 1 }
    folders = Folders(expected: expected.dropLast(common), actual: actual.dropLast(common))
    isWholePath = common == 0
  }
}

private let slash = UInt8(ascii: "/")
