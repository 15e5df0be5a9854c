import Testing

/// What a review says of packages.
struct PackageNoteTests {
  private func packageNotes(_ before: String, _ after: String) throws -> [String] {
    try notes([("locks/app/packages-app.txt", packages(before), packages(after))])
  }

  @Test func newerVersionNeedsNoNote() throws {
    #expect(try packageNotes("coins==1.9 ; sys_platform=='linux'", "coins==1.10 ; sys_platform=='linux'") == [])
  }

  @Test func olderVersionIsADowngrade() throws {
    #expect(
      try packageNotes("coins==1.10", "coins==1.9") == [
        "app: coins goes back from 1.10 to 1.9 [review.package-downgraded]"
      ])
  }

  @Test func versionsAreOrderedAsPythonOrdersThem() throws {
    #expect(
      try packageNotes("coins==2.0", "coins==2.0rc1") == [
        "app: coins goes back from 2.0 to 2.0rc1 [review.package-downgraded]"
      ])
    #expect(try packageNotes("coins==2.0", "coins==2.0.post1") == [])
    #expect(try packageNotes("coins==2.0", "coins==2.0.0") == [])
  }

  @Test func packageThatAppearsIsNamed() throws {
    #expect(
      try packageNotes("coins==1", "coins==1 left-pad==0.1") == [
        "app: installs left-pad 0.1, which it did not have before [review.package-added]"
      ])
  }

  @Test func packageThatVanishesIsNamed() throws {
    #expect(
      try packageNotes("coins==1 left-pad==0.1", "coins==1") == [
        "app: no longer has left-pad 0.1 [review.package-removed]"
      ])
  }

  @Test func whatLowerLayersGainOrLoseIsToldThere() throws {
    #expect(try packageNotes("coins==1|a==1 b==2", "coins==1|b==1 c==1") == [])
  }

  @Test func packageThatWasInheritedAndIsInstalledNowIsNamed() throws {
    #expect(
      try packageNotes("coins==1|a==2", "a==2 coins==1") == [
        "app: installs a 2 itself, of which it inherited 2 before [review.package-moved]"
      ])
  }

  @Test func packageThatWasInstalledAndIsInheritedNowIsNamed() throws {
    #expect(
      try packageNotes("a==2 coins==1", "coins==1|a==1") == [
        "app: inherits a 1, of which it installed 2 itself before [review.package-moved]",
        "app: a goes back from 2 to 1 [review.package-downgraded]",
      ])
  }

  @Test func newLayerNeedsNoNotesOnItsPackages() throws {
    #expect(try notes([("locks/app/packages-app.txt", nil, packages("coins==1"))]) == [])
  }

  @Test func hostileNamesAreEscaped() throws {
    #expect(
      try packageNotes("coins==1", "coins==1 a\u{1B}[2J==1") == [
        "app: installs a\\u{1b}[2J 1, which it did not have before [review.package-added]"
      ])
  }
}
