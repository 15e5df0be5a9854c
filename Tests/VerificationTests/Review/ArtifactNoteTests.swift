import Specs
import Store
import SystemPackage
import TestSupport
import Testing
import Verification

/// What a review says of archives and their members.
struct ArtifactNoteTests {
  private func sizeNotes(_ before: Int64, _ after: Int64, _ settings: ReviewSettings = .init()) throws -> [String] {
    let path = "linux_x86_64/env_metadata/app.json"
    return try notes([(path, metadata(size: before), metadata(size: after))], settings: settings)
  }

  @Test func smallChangeOfSizeNeedsNoNote() throws {
    #expect(try sizeNotes(1000, 1100) == [])
    #expect(try sizeNotes(1000, 900) == [])
  }

  @Test func changeByMoreThanThePercentageIsNoted() throws {
    #expect(
      try sizeNotes(1000, 1101) == [
        "linux_x86_64/app: size 1000 bytes expected, 1101 actual (+10.1 %) [review.size-changed]"
      ])
    #expect(
      try sizeNotes(1000, 500) == [
        "linux_x86_64/app: size 1000 bytes expected, 500 actual (-50.0 %) [review.size-changed]"
      ])
  }

  @Test func changeByMoreThanTheBytesIsNoted() throws {
    #expect(try sizeNotes(100 << 20, 101 << 20) == [])
    #expect(
      try sizeNotes(100 << 20, 101 << 20 + 1) == [
        "linux_x86_64/app: size 104857600 bytes expected, 105906177 actual (+1.0 %) [review.size-changed]"
      ])
  }

  @Test func thresholdsCanBeChosen() throws {
    var settings = ReviewSettings()
    (settings.sizePercent, settings.sizeBytes) = (300, 1999)
    #expect(try sizeNotes(1000, 2999, settings) == [])
    #expect(try sizeNotes(1000, 3000, settings).count == 1)
  }

  @Test func hostileSizesDoNoHarm() throws {
    #expect(
      try sizeNotes(1, .max) == [
        "linux_x86_64/app: size 1 bytes expected, 9223372036854775807 actual [review.size-changed]"
      ])
    #expect(try sizeNotes(-5, 10) == [])
  }

  @Test func manifestAndMetadataGiveOneNote() throws {
    let entry = (before: metadata(size: 1000), after: metadata(size: 2000))
    #expect(
      try notes([
        ("linux_x86_64/env_metadata/app.json", entry.before, entry.after),
        ("linux_x86_64/venvstacks.json", "{\"layers\": [\(entry.before)]}", "{\"layers\": [\(entry.after)]}"),
      ]) == ["linux_x86_64/app: size 1000 bytes expected, 2000 actual (+100.0 %) [review.size-changed]"])
  }

  @Test func unpackedSizeIsMeasuredToo() throws {
    #expect(
      try notes([
        ("linux_x86_64/contents/app.mtree", inventory([], tarSize: 10240), inventory([], tarSize: 20480))
      ]) == ["linux_x86_64/app: unpacked 10240 bytes expected, 20480 actual (+100.0 %) [review.size-changed]"])
  }

  @Test func outputsOfCommandsAreMeasuredAlike() throws {
    func outputs(_ size: Int) -> String {
      "{\"outputs\": [{\"name\": \"dist/a.tar.gz\", \"size\": \(size), \"sha256\": \"\(size)\"}]}"
    }
    #expect(
      try notes([("outputs.json", outputs(10), outputs(20))]) == [
        "dist/a.tar.gz: size 10 bytes expected, 20 actual (+100.0 %) [review.size-changed]"
      ])
  }

  @Test func outputOfACommandThatCanBeExecutedNowIsNoted() throws {
    func outputs(_ isExecutable: Bool) -> String {
      let field = isExecutable ? "\"executable\": true, " : ""
      return "{\"outputs\": [{\(field)\"name\": \"bin/a\", \"size\": 10, \"sha256\": \"aa\"}]}"
    }
    #expect(
      try notes([("outputs.json", outputs(false), outputs(true))]) == [
        "bin/a: it can be executed, which it could not before [review.mode-gained]"
      ])
    #expect(try notes([("outputs.json", outputs(true), outputs(false))]) == [])
    #expect(try notes([("outputs.json", outputs(true), outputs(true))]) == [])
  }

  private func modeNotes(_ before: [(String, UInt32)], _ after: [(String, UInt32)]) throws -> [String] {
    try notes([("linux_x86_64/contents/app.mtree", inventory(before), inventory(after))])
  }

  @Test func executableAndSetIdBitsThatAreGainedAreNoted() throws {
    #expect(
      try modeNotes(
        [("app/a", 0o644), ("app/b", 0o755)], [("app/a", 0o755), ("app/b", 0o4755), ("app/c", 0o2755)]) == [
          "linux_x86_64/app: 3 members gain an executable or set-id bit: 'app/a' (0644 expected, 0755 actual), "
            + "'app/b' (0755 expected, 4755 actual), 'app/c' (new, 2755) [review.mode-gained]"
        ])
  }

  @Test func membersOfTheSameNameInOtherFoldersAreOthers() throws {
    let before: [(String, UInt32)] = [("bin/a", 0o755), ("src/a", 0o644)]
    #expect(try modeNotes(before, before) == [])
    #expect(
      try modeNotes(before, [("bin/a", 0o755), ("src/a", 0o755)]) == [
        "linux_x86_64/app: 1 member gains an executable or set-id bit: 'src/a' (0644 expected, 0755 actual) "
          + "[review.mode-gained]"
      ])
  }

  @Test func membersOfOutputsOfCommandsAndElementsAreLookedAtAlike() throws {
    #expect(
      try notes([("contents/dist/a.tar.gz.mtree", inventory([("a", 0o644)]), inventory([("a", 0o4755)]))]) == [
        "dist/a.tar.gz: 1 member gains an executable or set-id bit: 'a' (0644 expected, 4755 actual) "
          + "[review.mode-gained]"
      ])
  }

  @Test func bitsThatAreLostAndNewExecutablesNeedNoNote() throws {
    #expect(try modeNotes([("app/a", 0o4755)], [("app/a", 0o644), ("app/b", 0o755)]) == [])
  }

  @Test func membersOfAVersionedLayerAreFoundAgain() throws {
    #expect(try modeNotes([("app@1/a", 0o755)], [("app@2/a", 0o755)]) == [])
    #expect(try modeNotes([("app@1/a", 0o644)], [("app@2/a", 0o755)]).count == 1)
  }

  @Test func outputThatIsNoLongerProducedIsNoted() throws {
    #expect(
      try notes([
        ("linux_x86_64/env_metadata/app.json", metadata(), nil),
        ("linux_x86_64/contents/app.mtree", inventory([]), nil),
        ("linux_x86_64/venvstacks.json", "[\(metadata()), \(metadata("other"))]", "[\(metadata("other"))]"),
      ]) == [
        "linux_x86_64/app: is no longer produced: it goes from 'env_metadata/app.json', 'contents/app.mtree', "
          + "'venvstacks.json' [review.not-produced]"
      ])
  }

  @Test func outputThatACommandOrElementMakesNoLongerIsNoted() throws {
    func outputs(_ names: String...) -> String {
      let entries = names.map { "{\"name\": \"\($0)\", \"size\": 1, \"sha256\": \"aa\"}" }
      return "{\"outputs\": [\(entries.joined(separator: ", "))]}"
    }
    #expect(
      try notes([("outputs.json", outputs("a", "b"), outputs("b")), ("contents/a.mtree", inventory([]), nil)]) == [
        "a: is no longer produced: it goes from 'contents/a.mtree', 'outputs.json' [review.not-produced]"
      ])
    #expect(try notes([("outputs.json", outputs("a"), outputs("a", "b"))]) == [])
  }

  @Test func outputThatIsNewOrOtherwiseMadeIsProduced() throws {
    #expect(
      try notes([
        ("linux_x86_64/env_metadata/app.json", nil, metadata()),
        ("linux_x86_64/venvstacks.json", "[\(metadata("other"))]", "[\(metadata()), \(metadata("other"))]"),
      ]) == [])
  }

  @Test func fileWithConflictMarkersCountsAsMissing() throws {
    #expect(
      try notes([
        ("locks/app/packages-app.txt", "<<<<<<< HEAD\n" + packages("a==2"), packages("a==1")),
        ("linux_x86_64/venvstacks.json", "<<<<<<< HEAD\n[\(metadata("x"))]", "[\(metadata())]"),
      ]) == [])
  }
}

/// What a review says where a file that stays counts as well as those that change.
@Suite(.temporaryFolder)
struct CompressorNoteTests {
  private func compressorNotes(_ before: String?, _ after: String?, onDisk: String? = nil) throws -> [String] {
    let path = "linux_x86_64/contents/app.mtree"
    let file = TemporaryFolder.path.pushing(FilePath(path))
    if let onDisk { try file.write(Array(onDisk.utf8)) }
    let metadata = (
      "linux_x86_64/env_metadata/app.json", metadata(size: 1000, sha256: "aa"), metadata(size: 1001, sha256: "bb")
    )
    let contents = before == nil && after == nil ? [] : [(path: path, before: before, after: after)]
    return try notes([metadata] + contents, in: TemporaryFolder.path)
  }

  private let note =
    "linux_x86_64/app: the tar inside stays the same (10240 bytes), but it is compressed to 1001 bytes, not 1000: "
    + "was the compressor changed? [review.compressor-changed]"

  @Test func sameTarInAnotherArchiveIsTheCompressor() throws {
    #expect(try compressorNotes(nil, nil, onDisk: inventory([], tarSize: 10240)) == [note])
    #expect(
      try compressorNotes(inventory([], tarSize: 10240), inventory([("a", 0o644)], tarSize: 10240)) == [note])
  }

  @Test func sameMembersInOtherBytesAreTheCompressorOfACommand() throws {
    func outputs(_ size: Int, _ digest: String) -> String {
      "{\"outputs\": [{\"name\": \"a.tar.gz\", \"size\": \(size), \"sha256\": \"\(digest)\"}]}"
    }
    let contents = TemporaryFolder.path.pushing("contents/a.tar.gz.mtree")
    try contents.write(Array(inventory([("a", 0o644)]).utf8))
    let manifest = ("outputs.json", outputs(1000, "aa"), outputs(1001, "bb"))
    #expect(
      try notes([manifest], in: TemporaryFolder.path) == [
        "a.tar.gz: its members stay the same, but they are packed into 1001 bytes, not 1000: was the compressor "
          + "changed? [review.compressor-changed]"
      ])
    let changed = (contents.string, inventory([("a", 0o644)]), inventory([("b", 0o644)]))
    #expect(try notes([manifest, changed], in: TemporaryFolder.path) == [])
  }

  @Test func anotherTarIsNot() throws {
    #expect(try compressorNotes(inventory([], tarSize: 10240), inventory([], tarSize: 10241)) == [])
    #expect(try compressorNotes(nil, nil) == [])
  }
}
