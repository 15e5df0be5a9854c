import CanonicalJSON
import Diagnostics
import Glibc
import PythonLayers
import Specs
import Store
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

@Suite(.temporaryFolder)
struct PublishedFolderTests {
  @Test func writesArchivesMetadataAndAManifest() throws {
    let stack = try SampleStack()
    let manifest = try folder().write(
      [published("cpython-3.11", stack), published("app-client", stack)], store: stack.store)
    #expect(
      try files() == [
        "__venvstacks__/env_metadata/app-client.json", "__venvstacks__/env_metadata/cpython-3.11.json",
        "__venvstacks__/venvstacks.json", "app-client.tar.xz", "cpython-3.11.tar.xz",
      ])
    #expect(try read("__venvstacks__/venvstacks.json") == manifest.text)
    #expect(try read("__venvstacks__/env_metadata/app-client.json") == manifest["layers"]?["applications"]?[0]?.text)
    #expect(try read("app-client.tar.xz") == "archive")
  }

  @Test func tagsAllNamesWithThePlatform() throws {
    let stack = try SampleStack()
    _ = try folder(isTagged: true).write([published("framework-scipy", stack)], store: stack.store)
    #expect(
      try files() == [
        "__venvstacks__/env_metadata/framework-scipy-linux_x86_64.json", "__venvstacks__/venvstacks-linux_x86_64.json",
        "framework-scipy@3-linux_x86_64-1.tar.xz",
      ])
  }

  @Test func aDryRunWritesNothing() throws {
    let stack = try SampleStack()
    let request = try folder().request(stack.layers)
    let runtime = request["layers"]?["runtimes"]?[0]
    #expect(runtime?["archive_build"] == 1)
    #expect(runtime?["archive_name"] == "cpython-3.11.tar.xz")
    #expect(runtime?["archive_size"] == nil)
    #expect(runtime?["archive_hashes"] == nil)
    #expect(TemporaryFolder.path.appending("output").kind == nil)
  }

  @Test func theSameArchiveKeepsItsNumber() throws {
    #expect(try builds { _ in } == [1, 1])
  }

  @Test func forcingCountsUp() throws {
    #expect(try builds(isForced: true) { _ in } == [1, 2])
  }

  @Test func aDryRunIsNeverForced() throws {
    let stack = try SampleStack()
    _ = try folder().write([published("framework-scipy", stack)], store: stack.store)
    let request = try folder(isForced: true).request([stack["framework-scipy"]])
    #expect(request["layers"]?["frameworks"]?[0]?["archive_build"] == 1)
  }

  @Test(arguments: ["archive", "requirements_hash", "locked_at", "missing file", "module"])
  func countsUpWithAnother(change: String) throws {
    #expect(try builds { try self.change(change, &$0) } == [1, 2])
  }

  @Test func aRequestSeesAChangedTemplateWithoutBuilding() throws {
    let stack = try SampleStack()
    func origins(_ injected: InjectedFiles) -> ArchiveOrigins {
      ArchiveOrigins(store: stack.store, injected: injected, platform: .linuxX86, format: .tarXz)
    }
    var changed = InjectedFiles.standard
    changed.postInstall = [1]
    _ = try folder(origins: origins(.standard)).write([published("app-client", stack)], store: stack.store)
    let builds = try [origins(.standard), origins(changed), nil].map { origins in
      try folder(origins: origins).request([stack["app-client"]])["layers"]?["applications"]?[0]?["archive_build"]
    }
    #expect(builds == [1, 2, 1])
  }

  @Test func aRequestSeesAChangedModuleWithoutBuilding() throws {
    let stack = try SampleStack()
    let origins = ArchiveOrigins(store: stack.store, injected: .standard, platform: .linuxX86, format: .tarXz)
    _ = try folder(origins: origins).write([published("app-client", stack)], store: stack.store)
    var layer = try stack["app-client"]
    layer.modules[1].content = .symlink(target: "elsewhere")
    let request = try folder(origins: origins).request([layer])
    #expect(request["layers"]?["applications"]?[0]?["archive_build"] == 2)
  }

  @Test func anotherFormatIsAnotherArchive() throws {
    let stack = try SampleStack()
    _ = try folder().write([published("app-alone", stack)], store: stack.store)
    let manifest = try folder(fileExtension: ".tar.gz").write([published("app-alone", stack)], store: stack.store)
    #expect(manifest["layers"]?["applications"]?[0]?["archive_build"] == 2)
    #expect(manifest["layers"]?["applications"]?[0]?["archive_name"] == "app-alone.tar.gz")
  }

  @Test func startsAgainWithANewVersionOfTheLock() throws {
    let stack = try SampleStack()
    _ = try folder().write([published("framework-scipy", stack)], store: stack.store)
    _ = try folder(isForced: true).write([published("framework-scipy", stack)], store: stack.store)
    var newer = try published("framework-scipy", stack)
    newer.layer.metadata.lockVersion = 4
    let manifest = try folder().write([newer], store: stack.store)
    #expect(manifest["layers"]?["frameworks"]?[0]?["archive_build"] == 1)
    #expect(manifest["layers"]?["frameworks"]?[0]?["archive_name"] == "framework-scipy@4.tar.xz")
  }

  @Test func countsTaggedArchivesInTheirNames() throws {
    let stack = try SampleStack()
    for text in ["one", "two"] {
      _ = try folder(isTagged: true).write([published("cpython-3.11", stack, text)], store: stack.store)
    }
    #expect(
      try files().filter { $0.hasSuffix(".xz") } == [
        "cpython-3.11-linux_x86_64-1.tar.xz", "cpython-3.11-linux_x86_64-2.tar.xz",
      ])
  }

  @Test(arguments: ["9223372036854775807", "-7", "\"many\"", "null"]) func survivesNumbersThatAreNone(number: String)
    throws
  {
    let stack = try SampleStack()
    let metadata = "{\"archive_build\": \(number), \"lock_version\": 1}"
    try output("__venvstacks__/env_metadata/cpython-3.11.json").write(Array(metadata.utf8))
    let manifest = try folder().write([published("cpython-3.11", stack)], store: stack.store)
    #expect(manifest["layers"]?["runtimes"]?[0]?["archive_build"] == 1)
  }

  @Test func replacesADamagedArchive() throws {
    let stack = try SampleStack()
    _ = try folder().write([published("cpython-3.11", stack)], store: stack.store)
    try output("cpython-3.11.tar.xz").write(Array("damaged".utf8))
    _ = try folder().write([published("cpython-3.11", stack)], store: stack.store)
    #expect(try read("cpython-3.11.tar.xz") == "archive")
  }

  @Test func leavesThePermissionsOfTheFolderAlone() throws {
    let stack = try SampleStack()
    try output("").createFolders()
    #expect(chmod(output("").string, 0o700) == 0)
    _ = try folder().write([published("cpython-3.11", stack)], store: stack.store)
    var status = stat()
    #expect(stat(output("").string, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  private func change(_ change: String, _ published: inout PublishedLayer) throws {
    switch change {
    case "archive":
      let store = try ContentStore(at: TemporaryFolder.path.appending("store"))
      published.archive = try store.save(Array("another".utf8))
    case "requirements_hash": published.layer.metadata.requirementsHash = "sha256:9"
    case "locked_at": published.layer.metadata.lockedAt = "2026-01-02T00:00:00+00:00"
    case "missing file": try output("app-client.tar.xz").removeAll()
    case "module": published.layer.modules[0].hash = "sha256:9"
    default: Issue.record("no change '\(change)'")
    }
  }

  /// The build numbers of a layer that is published twice, changed in between.
  private func builds(isForced: Bool = false, _ change: (inout PublishedLayer) throws -> Void) throws -> [Int64?] {
    let stack = try SampleStack()
    var layer = try published("app-client", stack)
    let first = try folder().write([layer], store: stack.store)
    try change(&layer)
    let second = try folder(isForced: isForced).write([layer], store: stack.store)
    return [first, second].map { $0["layers"]?["applications"]?[0]?["archive_build"]?.integerValue }
  }

  private func folder(
    isTagged: Bool = false, isForced: Bool = false, fileExtension: String = ".tar.xz", origins: ArchiveOrigins? = nil
  ) -> PublishedFolder {
    PublishedFolder(
      folder: output(""), platform: .linuxX86, fileExtension: fileExtension, isTagged: isTagged, isForced: isForced,
      origins: origins)
  }

  private func published(_ name: String, _ stack: SampleStack, _ text: String = "archive") throws -> PublishedLayer {
    let blob = try stack.store.save(Array(text.utf8))
    return PublishedLayer(layer: try stack[name], archive: blob, plain: blob)
  }

  private func output(_ path: String) -> FilePath { TemporaryFolder.path.appending("output").pushing(FilePath(path)) }

  private func read(_ path: String) throws -> String { try output(path).readText() }

  private func files() throws -> [String] {
    let store = try ContentStore(at: TemporaryFolder.path.appending("other-store"))
    return try store.capture(output("")).files.map(\.path)
  }
}
