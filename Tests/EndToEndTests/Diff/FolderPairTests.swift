import TestSupport
import Testing

/// What only the file system holds of two folders.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled)
struct FolderPairTests {
  @Test(.needs("python3"), .needs("tar")) func extendedAttributes() async throws {
    try await shell(
      """
      for side in left right alike; do mkdir $side; echo > $side/a; chmod 644 $side/a; touch -d @1700000000 $side/a; done
      python3 -c 'import os; [os.setxattr(side + "/a", "user.note", side.encode()) for side in ("left", "right")]'
      chmod 755 alike/a; python3 -c 'import os; os.setxattr("alike/a", "user.note", b"left")'
      tar -C left --numeric-owner -cf left.tar a
      """)
    let (right, alike) = (try await DiffOutcome("left", "right"), try await DiffOutcome("left", "alike"))
    #expect(right.causes == ["xattr-acl: proven"])
    #expect(right.isExplained)
    #expect(alike.causes == ["mode-exec: proven"])
    // An archive that was told nothing of them does not differ in them.
    #expect(try await DiffOutcome("left", "left.tar").verdict == "equal")
  }
}
