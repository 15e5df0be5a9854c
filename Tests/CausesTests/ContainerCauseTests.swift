import CanonicalJSON
import Causes
import Comparison
import Testing

/// Causes that show in an archive as a whole: the dialect of a tar, and compression.
struct ContainerCauseTests {
  @Test func fieldsOfOneFormatAreNoCauseBesideAnother() {
    check(
      [.format: "zip"], [.format: "tar", .dialect: "gnu", .endBytes: 1024],
      "unexplained format, tar.dialect, tar.end-bytes")
  }

  @Test func tarFields() {
    check(
      [.dialect: "ustar"], [.dialect: "gnu, pax"],
      "proven tar-dialect in 0\n  tar.dialect: 'ustar' expected, 'gnu, pax' actual")
    check(
      [.endBytes: 1024], [.endBytes: 10_240], "proven tar-blocking in 0\n  tar.end-bytes: 1024 expected, 10240 actual")
  }

  @Test func paxHeaderNames() {
    check(
      [.paxNames: "%d/PaxHeaders.17/%f"], [.paxNames: "%d/PaxHeaders.18/%f"],
      """
      proven pax-header-name in 0
        tar.pax-names: '%d/PaxHeaders.17/%f' expected, '%d/PaxHeaders.18/%f' actual
      """)
    check(
      [.dialect: "ustar"], [.dialect: "pax", .paxNames: "%d/PaxHeaders/%f"],
      "proven tar-dialect in 0\n  tar.dialect: 'ustar' expected, 'pax' actual")
    check([.paxNames: "pax_global_header"], [.paxNames: "pax_global_header"], "")
  }

  @Test func tarPadding() {
    let place: JSONValue = "offset 700: padding behind the content of 'a'"
    check(
      [.bytes: place], [.bytes: place, .dialect: "gnu"],
      "proven tar-dialect in 0\n  tar.dialect: none expected, 'gnu' actual")
    check(
      [.bytes: place], [:],
      """
      likely tar-padding in 0
        the first byte that differs is at offset 700: padding behind the content of 'a'
      unexplained bytes
      """)
    check([.bytes: "offset 700: name in the header of ': padding '"], [:], "unexplained bytes")
  }

  @Test func tarBlockingHidesNoData() {
    check(
      [.endBytes: 1024], [.endBytes: 10_240, .trailingBytes: 7],
      """
      proven tar-blocking in 0
        tar.end-bytes: 1024 expected, 10240 actual
      unexplained trailing-bytes
      """)
  }

  @Test func sameFieldsHaveNoCause() {
    let fields = Dictionary(ContainerField.allCases.map { ($0, JSONValue.integer(1)) }) { $1 }
    check(fields, fields, "")
  }

  @Test func gzipHeader() {
    check(
      [
        .gzipModified: 0, .gzipName: "a.tar", .gzipComment: "hello", .gzipOperatingSystem: 3, .gzipExtraFlags: 2,
      ],
      [.gzipModified: 1_700_000_000, .gzipOperatingSystem: 255, .gzipExtraFlags: 0],
      """
      proven gzip-mtime in 0
        gzip.mtime: 0 (no time) expected, 2023-11-14T22:13:20Z actual
      proven gzip-name in 0
        gzip.name: 'a.tar' expected, none actual
        gzip.comment: 'hello' expected, none actual
      proven gzip-os in 0
        gzip.os: 3 (Unix: gzip, pigz, zlib, zopfli, igzip) expected, \
      255 (unknown: Go, libdeflate, Java 16 or later, Python's GzipFile) actual
      proven gzip-xfl in 0
        gzip.xfl: 2 (best) expected, 0 actual
      """)
  }

  @Test func parametersOfOtherFormats() {
    check(
      [.format: "tar.xz", .xzCheck: "CRC64", .xzBlocks: 1, .compressed: "aa"],
      [.format: "tar.xz", .xzCheck: "SHA-256", .xzBlocks: 4, .compressed: "bb"],
      """
      proven xz-parameters in 0
        xz.check: 'CRC64' expected, 'SHA-256' actual
        xz.blocks: 1 expected, 4 actual
      """)
    check(
      [.format: "tar.zst", .zstdWindow: 8, .compressed: "aa"], [.format: "tar.zst", .compressed: "bb"],
      "proven zstd-parameters in 0\n  zstd.window: 8 expected, none actual")
    check(
      [.bzip2Level: 9, .streams: 1, .compressed: "aa"], [.bzip2Level: 1, .streams: 1, .compressed: "bb"],
      "proven bzip2-level in 0\n  bzip2.level: 9 expected, 1 actual")
  }

  @Test func concatenation() {
    check(
      [.bzip2Level: 9, .streams: 1, .compressed: "aa"], [.bzip2Level: 9, .streams: 12, .compressed: "bb"],
      "proven concatenation in 0\n  streams: 1 expected, 12 actual")
  }

  @Test func compressionMethodOfTheWhole() {
    check(
      [.format: "tar.gz", .gzipModified: 0, .gzipOperatingSystem: 3, .streams: 1],
      [.format: "tar.xz", .xzCheck: "CRC64", .xzBlocks: 1, .streams: 1],
      "proven compression-method in 0\n  format: 'tar.gz' expected, 'tar.xz' actual")
    check(
      [.format: "tar.gz", .gzipModified: 0], [.format: "zip"],
      """
      proven gzip-mtime in 0
        gzip.mtime: 0 (no time) expected, none actual
      unexplained format
      """)
  }

  @Test func deflateLevel() {
    check(
      gzip("pigz level 6"), gzip("pigz level 9"),
      "proven deflate-level in 0\n  written by 'pigz level 6' expected, by 'pigz level 9' actual")
    check(
      gzip("GNU gzip, zlib or pigz level 6–9, 4 or others"), gzip("zlib level 1, memLevel 9"),
      """
      proven deflate-level in 0
        written by 'GNU gzip, zlib or pigz level 6–9, 4 or others' expected, by 'zlib level 1, memLevel 9' actual
      """)
  }

  @Test func deflateLevelIsAGuessWhereTheProgramIsOne() {
    check(
      gzip("likely GNU gzip", "tar.gz", "aa"), gzip("likely GNU gzip", "tar.gz", "bb"),
      "likely deflate-level in 0\n  written by 'likely GNU gzip' on both sides")
    check(
      gzip("likely GNU gzip"), gzip("zlib, GNU gzip or pigz level 1"),
      """
      likely deflate-level in 0
        written by 'likely GNU gzip' expected, by 'zlib, GNU gzip or pigz level 1' actual
      """)
    check(
      gzip("likely GNU gzip"), gzip("zlib level 1"),
      "proven deflate-implementation in 0\n  written by 'likely GNU gzip' expected, by 'zlib level 1' actual")
  }

  @Test func theSameLevelsAreNoDifferenceOfLevels() {
    check(
      gzip("zlib with memLevel 9 or Info-ZIP level 6–9"), gzip("zlib level 6–9, memLevel 8"),
      """
      proven deflate-implementation in 0
        written by 'zlib with memLevel 9 or Info-ZIP level 6–9' expected, by 'zlib level 6–9, memLevel 8' actual
      """)
  }

  @Test func deflateImplementation() {
    check(
      gzip("pigz level 6"), gzip("zlib level 9"),
      "proven deflate-implementation in 0\n  written by 'pigz level 6' expected, by 'zlib level 9' actual")
    check(
      gzip("likely Go level 6"), gzip("likely Go level 9"),
      "proven deflate-implementation in 0\n  written by 'likely Go level 6' expected, by 'likely Go level 9' actual")
    check(
      gzip("pigz level 6, 7 or others"), gzip("zlib level 6, 7 or others"),
      """
      proven deflate-implementation in 0
        written by 'pigz level 6, 7 or others' expected, by 'zlib level 6, 7 or others' actual
      """)
    check(
      gzip("unknown"), gzip("unknown", "tar.gz", "cc"),
      "proven deflate-implementation in 0\n  written by 'unknown' on both sides")
  }

  @Test func otherCompression() {
    check(
      gzip("x", "tar.xz", "aa"), gzip("x", "tar.xz", "bb"),
      "proven compressor in 0\n  what the streams unpack to is the same")
  }

  @Test func levelAndHeaderAreTwoCauses() {
    let (left, right) = (gzip("zlib level 9"), gzip("zlib level 1"))
    check(
      left.merging([.gzipExtraFlags: 2]) { $1 }, right.merging([.gzipExtraFlags: 4]) { $1 },
      """
      proven gzip-xfl in 0
        gzip.xfl: 2 (best) expected, 4 (fastest) actual
      proven deflate-level in 0
        written by 'zlib level 9' expected, by 'zlib level 1' actual
      """)
  }

  private func gzip(
    _ compressor: String, _ format: String = "tar.gz", _ bytes: String? = nil
  ) -> [ContainerField: JSONValue] {
    [.format: .string(format), .compressor: .string(compressor), .compressed: .string(bytes ?? compressor)]
  }
}
