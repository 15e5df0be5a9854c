package import Diagnostics
import SystemPackage

/// What a look at every file of a store found.
package struct CacheCheck: Hashable, Sendable {
  /// How many blobs and messages of trees were read, and records.
  package var contents = 0
  package var records = 0
  /// What was wrong, in order of the files' names; each of these was removed, and what it is of is made again.
  package var problems: [Diagnostic] = []

  package init() {}
}

extension ContentStore {
  /// Holds every blob against its name, and follows what every record names; removes what is wrong.
  ///
  /// Others may use the store meanwhile: they never see less than what they would see after a damaged disk.
  package func checkContents() throws(Diagnostic) -> CacheCheck {
    var check = CacheCheck()
    for folder in ["cas", "executables"] {
      try forEachContent(in: folder) { (digest, path) throws(Diagnostic) in
        check.contents += 1
        guard try path.digestWithoutUse() != digest else { return }
        try path.removeAll()
        check.problems.append(damaged(digest, at: path))
      }
    }
    // Their files may be those that were just removed from under their other name.
    if !check.problems.isEmpty { try dropStagedTrees(keeping: 0) }
    var known: [ContentDigest: Bool] = [:]
    try forEachRecord { (path) throws(Diagnostic) in
      check.records += 1
      guard let problem = problem(withRecord: path, &known) else { return }
      try path.removeAll()
      check.problems.append(problem)
    }
    return check
  }

  private func problem(withRecord path: FilePath, _ known: inout [ContentDigest: Bool]) -> Diagnostic? {
    guard let record = readRecord(at: path) else {
      return Diagnostic(
        "store.damaged-record", "the record is damaged; it was removed", at: Place(path.string),
        hint: "what it is of is made again when it is needed")
    }
    let trees = Self.treeFields.compactMap { record[$0] }.compactMap { ContentDigest(hex: $0) }
    let blobs = Self.blobFields.compactMap { record[$0] }.compactMap { ContentDigest(hex: $0) }
    guard !blobs.allSatisfy(contains) || !trees.allSatisfy({ isWhole($0, &known) }) else { return nil }
    return Diagnostic(
      "store.incomplete-record", "the record names content that the store lacks; it was removed",
      at: Place(path.string), hint: "what it is of is made again when it is needed")
  }

  /// Whether all that a stored tree names is there.
  package func isWhole(_ tree: ContentDigest) -> Bool {
    var known: [ContentDigest: Bool] = [:]
    return isWhole(tree, &known)
  }

  /// Reads one level after the other, each once.
  private func isWhole(_ tree: ContentDigest, _ known: inout [ContentDigest: Bool]) -> Bool {
    if let answer = known[tree] { return answer }
    guard let level = try? TreeBytes.decode(try read(tree)) else {  // What can't be read is not whole.
      known[tree] = false
      return false
    }
    let answer =
      level.files.allSatisfy { contains($0.blob.digest) }
      && level.folders.allSatisfy { isWhole($0.blob.digest, &known) }
    known[tree] = answer
    return answer
  }
}

extension FilePath {
  fileprivate func digestWithoutUse() throws(Diagnostic) -> ContentDigest {
    do { return try openWithoutUse().closing { try Blob(ofFile: $0).digest } } catch {
      throw diskProblem("read", self, error)
    }
  }
}
