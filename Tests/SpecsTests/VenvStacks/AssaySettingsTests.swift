import Diagnostics
import Specs
import TestSupport
import Testing

/// Reading `[tool.assay]` of a spec.
@Suite(.temporaryFolder)
struct AssaySettingsTests {
  static let digest = String(repeating: "0a", count: 32)

  @Test func withoutATableTheMachinesInterpreterIsUsed() throws {
    let assay = try load(runtime).assay
    #expect(assay == AssaySettings())
    #expect(assay.provider(of: "base") == .host)
    #expect(assay.launchTimeout == 60)
    #expect(assay.wheelAvailability == .error)
    #expect(assay.publishFormat == nil)
  }

  @Test(arguments: TargetPlatform.allCases) func windowsGetsZipsWhereNobodyChose(platform: TargetPlatform) {
    let isZip = [.winAmd64, .winArm64].contains(platform)
    #expect(PublishFormat.standard(for: platform).fileExtension == (isZip ? ".zip" : ".tar.xz"))
  }

  @Test func theFormatIsOneOfFour() {
    #expect(
      problems(runtime + "[tool.assay]\npublish = { format = \"tar.bz2\", level = 9 }") == """
        stack.toml:6:22: error: [tool.assay] publish: unknown format 'tar.bz2' [spec.unknown-value]
        hint: did you mean 'tar.gz'?
        stack.toml:6:33: error: [tool.assay] publish: unknown field 'level' [spec.unknown-field]
        hint: known: 'format'
        """)
  }

  @Test func allFieldsAreRead() throws {
    let spec =
      runtime + """
        [tool.assay]
        local-wheels = ["wheels", "more"]
        injected = "templates"
        publish.format = "tar.zst"
        launch-timeout = 5
        wheel-availability = "warn"
        [tool.assay.runtimes.default]
        provider = "archive"
        archives.linux_x86_64 = { url = "https://example.org/python.tar.gz", sha256 = "\(Self.digest)" }
        archives.linux_aarch64 = { path = "python.tar.gz", sha256 = "\(Self.digest)" }
        [tool.assay.runtimes.base]
        provider = "host"
        """
    let assay = try load(spec).assay
    #expect(assay.localWheels == ["wheels", "more"])
    #expect(assay.injected == "templates")
    #expect(assay.injectedPlace?.description.hasSuffix("stack.toml:7:12") == true)
    #expect(assay.publishFormat == .tarZst)
    #expect(assay.launchTimeout == 5)
    #expect(assay.wheelAvailability == .warning)
    #expect(assay.provider(of: "base") == .host)
    guard case .archive(let sources) = assay.provider(of: "another") else {
      Issue.record("expected the default provider's archives")
      return
    }
    #expect(sources.keys.sorted() == [.linuxAarch64, .linuxX86])
    #expect(sources[.linuxX86]?.location == "https://example.org/python.tar.gz")
    #expect(sources[.linuxX86]?.isURL == true)
    #expect(sources[.linuxAarch64]?.isURL == false)
  }

  @Test func valuesAreChecked() {
    let spec =
      runtime + """
        [tool.assay]
        local-wheel = []
        launch-timeout = 0
        wheel-availability = "maybe"
        runtimes = { bass = { provider = "host" }, base = { provider = "docker" } }
        """
    #expect(
      problems(spec) == """
        stack.toml:6:1: error: [tool.assay]: unknown field 'local-wheel' [spec.unknown-field]
        hint: did you mean 'local-wheels'?
        stack.toml:7:18: error: [tool.assay]: 'launch-timeout' must be a number of seconds from 1 to 86400, not 0 [spec.unknown-value]
        hint: write launch-timeout = 60
        stack.toml:8:22: error: [tool.assay]: 'wheel-availability' is 'maybe' [spec.unknown-value]
        hint: known: 'error', 'warn'
        stack.toml:9:14: error: [tool.assay.runtimes.bass]: unknown runtime 'bass' [spec.unknown-layer]
        hint: did you mean 'base'?
        stack.toml:9:64: error: [tool.assay.runtimes.base]: unknown provider 'docker' [spec.unknown-value]
        hint: known: 'archive', 'host'
        """)
  }

  @Test(arguments: ["", "archives = {}"])
  func anArchiveProviderNamesArchives(archives: String) {
    #expect(
      problems(runtime + "[tool.assay.runtimes.base]\nprovider = \"archive\"\n\(archives)") == """
        stack.toml:5:1: error: [tool.assay.runtimes.base]: missing 'archives' [spec.missing-field]
        hint: add archives.linux_x86_64 = { url = "…", sha256 = "…" }
        """)
  }

  @Test func eachArchiveHasAPlatformAPlaceAndADigest() {
    let spec =
      runtime + """
        [tool.assay.runtimes.base]
        provider = "archive"
        [tool.assay.runtimes.base.archives]
        linux_x86 = { url = "x", sha256 = "\(Self.digest)" }
        linux_x86_64 = { url = "x", path = "y", sha256 = "\(Self.digest)" }
        linux_aarch64 = { sha256 = "0A" }
        win_arm64 = { url = "x", size = 1 }
        win_amd64 = "x"
        """
    #expect(
      problems(spec) == """
        stack.toml:8:1: error: [tool.assay.runtimes.base]: unknown platform 'linux_x86', not one of 'linux_aarch64', 'linux_x86_64', 'macosx_arm64', 'macosx_x86_64', 'win_amd64', 'win_arm64' [spec.unknown-platform]
        hint: did you mean 'linux_x86_64'?
        stack.toml:9:36: error: [tool.assay.runtimes.base] archives.linux_x86_64: expected one of 'url' and 'path', met both [spec.bad-archive]
        hint: drop one of them
        stack.toml:10:17: error: [tool.assay.runtimes.base] archives.linux_aarch64: missing 'url' or 'path' [spec.missing-field]
        hint: say where the archive lies: url = "https://…"
        stack.toml:10:28: error: [tool.assay.runtimes.base] archives.linux_aarch64: 'sha256' must be 64 lower-case hexadecimal digits, not '0A' [spec.bad-sha256]
        hint: sha256sum FILE prints them
        stack.toml:11:13: error: [tool.assay.runtimes.base] archives.win_arm64: missing 'sha256' [spec.missing-field]
        hint: add sha256 = "…"; sha256sum FILE prints it
        stack.toml:11:26: error: [tool.assay.runtimes.base] archives.win_arm64: unknown field 'size' [spec.unknown-field]
        hint: known: 'path', 'sha256', 'url'
        stack.toml:12:13: error: [tool.assay.runtimes.base] archives.win_amd64: must be a table, but is a string [spec.wrong-type]
        hint: write { KEY = VALUE }
        """)
  }
}
