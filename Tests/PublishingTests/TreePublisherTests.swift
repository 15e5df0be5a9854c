import Archives
import CanonicalJSON
import Execution
import Foundation
import PythonLayers
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

@Suite(.temporaryFolder)
struct TreePublisherTests {
  @Test func membersComeTopDownInByteOrderWithTwoModes() throws {
    let stack = try SampleStack()
    let members = TreePublisher.members(
      of: try sampleTree(in: stack.store), under: "framework-scipy@3", modified: Timestamp(seconds: 5))
    let lines = members.map { header, _ in
      let link = header.linkTarget.map { " -> " + String(decoding: $0.prefix(9), as: UTF8.self) } ?? ""
      return "\(String(header.mode, radix: 8)) \(String(decoding: header.name.prefix(40), as: UTF8.self))\(link)"
    }
    #expect(
      lines == [
        "755 framework-scipy@3/", "644 framework-scipy@3/B", "755 framework-scipy@3/a/", "644 framework-scipy@3/a/file",
        "755 framework-scipy@3/a/tool", "755 framework-scipy@3/a.b/", "644 framework-scipy@3/a.b/file",
        "644 framework-scipy@3/blocks", "755 framework-scipy@3/empty/", "755 framework-scipy@3/link -> a/file",
        "755 framework-scipy@3/long/", "755 framework-scipy@3/long/link -> ttttttttt",
        "644 framework-scipy@3/long/" + String(repeating: "n", count: 17), "644 framework-scipy@3/\u{E4}rger.txt",
      ])
  }

  @Test func membersBelongToRootAndCarryTheTimeOfLocking() throws {
    let stack = try SampleStack()
    let members = TreePublisher.members(
      of: try sampleTree(in: stack.store), under: "x", modified: Timestamp(seconds: 5))
    for (header, _) in members {
      #expect([header.uid, header.gid] == [0, 0])
      #expect([header.userName, header.groupName] == [Array("root".utf8), Array("root".utf8)])
      #expect(header.modified == Timestamp(seconds: 5))
    }
  }

  @Test func theTimeOfLockingIsCutToWholeSeconds() throws {
    let (published, store) = try publish(.tar(.none))
    var reader = try ArchiveReader(opening: store.path(of: published.archive.digest))
    #expect(try reader.nextMember()?.modified == Timestamp(seconds: 1_767_225_600))
  }

  @Test(arguments: [ArchiveForm.tar(.none), .tar(.gzip()), .tar(.xz()), .tar(.zstd()), .zip])
  func anotherStoreGivesTheSameBytes(form: ArchiveForm) throws {
    let (one, _) = try publish(form, store: "one")
    let (two, _) = try publish(form, store: "two")
    #expect(one.archive == two.archive)
    #expect(one.plain == two.plain)
  }

  @Test(arguments: PublishFormat.allCases, [2, 7])
  func numberOfThreadsDoesNotMatter(format: PublishFormat, threads: Int) throws {
    let (one, _) = try publish(ArchiveForm(format), store: "one", threads: 1, big: true)
    let (other, _) = try publish(ArchiveForm(format), store: "other", threads: threads, big: true)
    #expect(one.archive == other.archive)
  }

  @Test(arguments: PublishFormat.allCases) func everyFormatHoldsTheSameMembers(format: PublishFormat) throws {
    let (published, store) = try publish(ArchiveForm(format))
    var reader = try ArchiveReader(opening: store.path(of: published.archive.digest))
    var found: [String] = []
    while let header = try reader.nextMember() {
      let link = header.linkTarget.map { " -> " + String(decoding: $0, as: UTF8.self) } ?? ""
      found.append("\(String(header.mode, radix: 8)) \(String(decoding: header.name, as: UTF8.self))\(link)")
    }
    let expected = TreePublisher.members(
      of: try sampleTree(in: store), under: "app-alone", modified: Timestamp(seconds: 0)
    ).map { header, _ in
      let link = header.linkTarget.map { " -> " + String(decoding: $0, as: UTF8.self) } ?? ""
      return "\(String(header.mode, radix: 8)) \(String(decoding: header.name, as: UTF8.self))\(link)"
    }
    #expect(found.sorted() == expected.sorted())
  }

  @Test func aZipListsTheFoldersThenTheFilesOfAFolder() throws {
    let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
    let members = ZipMembers.members(of: try sampleTree(in: store), under: "x", modified: Timestamp(seconds: 0))
    #expect(
      members.map { String(decoding: $0.header.name.prefix(12), as: UTF8.self) } == [
        "x/", "x/a/", "x/a.b/", "x/empty/", "x/long/", "x/B", "x/blocks", "x/link", "x/\u{E4}rger.txt", "x/a/file",
        "x/a/tool", "x/a.b/file", "x/long/link", "x/long/nnnnn",
      ])
  }

  @Test func theTarOfAZipIsThatOfTheOtherFormats() throws {
    #expect(try publish(.zip).0.plain == publish(.tar(.xz())).0.plain)
  }

  @Test func publishesAgainFromWhatIsRemembered() throws {
    let (first, store) = try publish(.tar(.xz()))
    let (second, _) = try publish(.tar(.xz()))
    #expect(second.archive == first.archive)
    try store.path(of: first.archive.digest).removeAll()
    let (third, _) = try publish(.tar(.xz()))
    #expect(third.archive == first.archive)
    #expect(store.contains(third.archive.digest))
  }

  /// Each in a process of its own, since umask, working folder and locale belong to the process.
  @Test func umaskFolderTimeZoneAndLocaleDoNotMatter() async throws {
    let plain = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      try await printDigest()
    }
    let other = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      umask(0o077)
      #expect(chdir("/") == 0)
      for (name, value) in [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("LANG", "C")] { setenv(name, value, 1) }
      tzset()
      setlocale(LC_ALL, "")
      try await printDigest()
    }
    let (one, two) = (digest(in: plain), digest(in: other))
    #expect(one != nil)
    #expect(one == two)
  }

  @Test(.needs("python3")) func writesTheArchiveThatPythonWouldWrite() async throws {
    let (published, store) = try publish(.tar(.xz()))
    let folder = TemporaryFolder.path.appending("checkout/app-alone")
    try folder.createFolders()
    try store.checkOut(try sampleTree(in: store), to: folder)
    let script = """
      import lzma, os, sys, tarfile
      def normal(member):
          member.uid = member.gid = 0
          member.uname = member.gname = "root"
          member.mode = 0o755 if member.issym() else member.mode & 0o755
          member.mtime = 1767225600
          return member
      with tarfile.open(sys.argv[2], "w:xz", format=tarfile.PAX_FORMAT, preset=6) as archive:
          archive.add(sys.argv[1], arcname=os.path.basename(sys.argv[1]), filter=normal)
      """
    let environment = ProcessInfo.processInfo.environment
    let result = TemporaryFolder.path.appending("python.tar.xz")
    let outcome = try await runCommand(
      try #require(findProgram("python3", environment: environment)),
      ["-X", "utf8", "-c", script, folder.string, result.string], in: TemporaryFolder.path, variables: environment)
    try #require(outcome.succeeded, "\(outcome.standardError)")
    #expect(try Blob(of: result.readBytes()) == published.archive)
  }

  @Test(.needs("bsdtar")) func bsdtarListsTheArchive() async throws {
    let (published, store) = try publish(.tar(.xz()))
    let environment = ProcessInfo.processInfo.environment
    let outcome = try await runCommand(
      try #require(findProgram("bsdtar", environment: environment)),
      ["-tvf", store.path(of: published.archive.digest).string], in: TemporaryFolder.path,
      variables: ["TZ": "UTC", "LC_ALL": "C.UTF-8"])
    #expect(outcome.standardError == "")
    let lines = outcome.standardOutput.split(separator: "\n")
    #expect(lines.count == 14)
    #expect(lines.first == "drwxr-xr-x  0 root   root        0 Jan  1  2026 app-alone/")
    #expect(lines.contains("lrwxr-xr-x  0 root   root        0 Jan  1  2026 app-alone/link -> a/file"))
  }

  private func digest(in result: ExitTest.Result?) -> Substring? {
    String(decoding: result?.standardOutputContent ?? [], as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("digest ") }
  }

  private func publish(
    _ form: ArchiveForm, store name: String = "store", threads: Int = 2, big: Bool = false
  ) throws -> (PublishedLayer, ContentStore) {
    let store = try ContentStore(at: TemporaryFolder.path.appending(name))
    var tree = try sampleTree(in: store)
    if big {
      let lines = String(repeating: "a line like each other\n", count: 60_000)
      tree.insert(.file(try store.save(Array(lines.utf8)), isExecutable: false), at: "lines")
    }
    let publisher = TreePublisher(store: store, form: form, threads: threads)
    return (try publisher.publish(try SampleStack()["app-alone"], tree: tree), store)
  }
}

/// Publishes the sample tree in a new folder and prints the archive's digest; for a child process.
private func printDigest() async throws {
  let folder = FilePath(FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)").path)
  try folder.createFolders()
  defer { try? folder.removeAll() }  // What is left behind must not fail the test.
  let digest = try TemporaryFolder.$path.withValue(folder) {
    let stack = try SampleStack()
    let publisher = TreePublisher(store: stack.store, form: .tar(.gzip()))
    let published = try publisher.publish(try stack["app-alone"], tree: try sampleTree(in: stack.store))
    return "\(published.plain.digest) \(published.archive.digest)"
  }
  print("digest \(digest)")
}
