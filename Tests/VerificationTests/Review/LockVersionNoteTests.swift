import Testing

/// What a review says of the versions of locks.
struct LockVersionNoteTests {
  private func lock(version: Int, requirements: String = "1", lockedAt: String = "2026-01-01") -> String {
    "{\"lock_version\": \(version), \"locked_at\": \"\(lockedAt)\", \"requirements_hash\": \"\(requirements)\"}"
  }

  private func lockNotes(_ before: String, _ after: String) throws -> [String] {
    try notes([("locks/app-1.0/pylock.app-1_0.meta.json", before, after)])
  }

  @Test func versionThatMovesAloneIsNoted() throws {
    #expect(
      try lockNotes(lock(version: 1), lock(version: 2, lockedAt: "2026-02-02")) == [
        "app-1.0: its lock's version goes from 1 to 2, but what is locked stays the same [review.lock-version-moved]"
      ])
  }

  @Test func versionThatMovesWithTheContentNeedsNoNote() throws {
    #expect(try lockNotes(lock(version: 1), lock(version: 2, requirements: "2")) == [])
    #expect(try lockNotes(lock(version: 1), lock(version: 1, lockedAt: "2026-02-02")) == [])
  }

  @Test func versionInMetadataCountsToo() throws {
    #expect(
      try notes([("linux_x86_64/env_metadata/app.json", metadata(version: 2), metadata(version: 1))]) == [
        "app: its lock's version goes from 2 to 1, but what is locked stays the same [review.lock-version-moved]"
      ])
  }

  @Test func damagedLockSaysNothing() throws {
    #expect(try lockNotes("<<<<<<< HEAD\n", lock(version: 2)) == [])
    #expect(try lockNotes("{", lock(version: 2)) == [])
  }
}
