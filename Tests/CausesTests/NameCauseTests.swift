import Archives
import CanonicalJSON
import Causes
import Comparison
import Store
import Testing

/// Causes that show in the names and the order of members.
struct NameCauseTests {
  @Test(arguments: [
    ("p/tmpab12cd/x", "p/tmpzz91xq/x"), (".gem.20210503-6-1mgqrl9", ".gem.20210617-6-9zk3p1x"),
    ("JavacCompiler123arguments", "JavacCompiler456arguments"),
    ("lib-0123456789abcdef.rlib", "lib-fedcba9876543210.rlib"),
    ("log.12345", "log.67890"),
  ])
  func randomNames(expected: String, actual: String) {
    check(
      Inventory([named(expected)]), Inventory([named(actual)]),
      "proven random-names in 1\n  '\(expected)' expected is '\(actual)' actual")
  }

  @Test(arguments: [
    ("lib-1.2.so", "lib-1.3.so"), ("x-cp39.whl", "x-cp310.whl"), ("a-2024.11.so", "a-2025.01.so"), ("v1", "v2"),
    ("requirements", "dependencies"),
  ])
  func randomNamesAreNoVersions(expected: String, actual: String) {
    check(
      Inventory([named(expected)]), Inventory([named(actual)]),
      "possible extra-members in 2\n  missing: '\(expected)'\n  extra: '\(actual)'\nunexplained 1 missing, 1 extra")
  }

  @Test func orderOfSortWithoutRegardToCase() {
    check(
      Inventory(["B", "_a", "c", "d"].map { file($0) }), Inventory(["B", "c", "d", "_a"].map { file($0) }),
      """
      proven order-locale in 1
        1 member stands elsewhere: '_a'
        expected is sorted by the bytes of names, actual by name in capitals
      """)
  }

  @Test func randomNamesPairMembersByContent() {
    check(
      Inventory([named("tmp00aa11", "x"), named("tmp11bb22", "y")]),
      Inventory([named("tmp77cc88", "y"), named("tmp99dd00", "x")]),
      """
      proven random-names in 2
        'tmp00aa11' expected is 'tmp99dd00' actual
        'tmp11bb22' expected is 'tmp77cc88' actual
      proven order-readdir in 1
        1 member stands elsewhere: 'tmp00aa11'
        expected is sorted by name, actual is not sorted by name
      """)
    check(
      Inventory([named("tmp00aa11", "x")]), Inventory([named("tmp77cc88", "y")]),
      """
      possible extra-members in 2
        missing: 'tmp00aa11'
        extra: 'tmp77cc88'
      possible random-names in 1
        'tmp00aa11' expected is 'tmp77cc88' actual
        these have the same size, but hold other bytes
      unexplained 1 missing, 1 extra
      """)
  }

  @Test func aFileAgainstAnArchiveIsNoLitterOfABuild() {
    var (expected, actual) = (names("content"), names("a", "b.log"))
    (expected.container, actual.container) = ([.format: "file"], [.format: "tar"])
    check(expected, actual, "unexplained 1 missing, 2 extra\nunexplained format")
  }

  @Test func longNamesAreCutInEvidence() {
    let name = String(repeating: "n", count: 300)
    check(
      Inventory([]), Inventory([named(name)]),
      "possible extra-members in 1\n  extra: '\(name.prefix(200))…' (100 more bytes)\nunexplained 1 extra")
  }

  @Test func orderLocale() {
    check(
      names("B", "a", "c"), names("a", "B", "c"),
      """
      proven order-locale in 1
        1 member stands elsewhere: 'B'
        expected is sorted by the bytes of names, actual by name without regard to case
      """)
    check(
      names("a-c", "ab"), names("ab", "a-c"),
      """
      proven order-locale in 1
        1 member stands elsewhere: 'a-c'
        expected is sorted by the bytes of names, actual by name without regard to case and punctuation
      """)
    check(
      names("a-b", "a/b"), names("a/b", "a-b"),
      """
      proven order-locale in 1
        1 member stands elsewhere: 'a-b'
        expected is sorted by the bytes of names, actual folder by folder
      """)
  }

  @Test func orderParallel() {
    check(
      names("m", "a", "b", "c", "d", "e", "f", "g"), names("m", "a", "c", "b", "d", "e", "f", "g"),
      """
      proven order-parallel in 1
        1 member stands elsewhere: 'b'
        none by more than 1 place
      """)
    let many = (0..<40).map { "m\($0)" }
    check(
      names(many), names(Array(many.dropFirst()) + ["m0"]),
      """
      proven order-readdir in 1
        1 member stands elsewhere: 'm0'
        expected is not sorted by name, actual is not sorted by name
      """)
  }

  @Test func sortingKeepsWhatDiffersInTheArchiveAsAWhole() {
    var (expected, actual) = (names("a", "c", "b"), names("b", "c", "a"))
    (expected.container, actual.container) = ([.zipPrefix: "1 byte"], [:])
    check(
      expected, actual,
      """
      proven order-readdir in 2
        2 members stand elsewhere: 'a', 'c'
        expected is not sorted by name, actual is not sorted by name
      unexplained zip.prefix
      """)
  }

  @Test func namePrefixHelpsThoughAllElseDiffers() {
    check(
      "./p-1.0/a type=file mode=644 uid=0 gid=0 time=1.0", "./p-1.1/a type=file mode=664 uid=5 gid=5 time=90000.0",
      """
      proven name-prefix in 1
        names begin with 'p-1.0/' expected, with 'p-1.1/' actual
      proven mtime-now in 1
        expected: 1970-01-01T00:00:01Z
        actual: 1970-01-02T01:00:00Z
      proven owner-ids in 1
        uid 0 expected, 5 actual
        gid 0 expected, 5 actual
      proven umask in 1
        umask 0022 expected, 0002 actual
      """)
  }

  private func named(_ name: String, _ content: String = "x") -> InventoryMember { file(name) { $0.hold(content) } }

  private func names(_ names: String...) -> Inventory { self.names(names) }

  private func names(_ names: [String]) -> Inventory { Inventory(names.map { named($0) }) }
}
