import CanonicalJSON
import Diagnostics
import Reports
import Store
import Testing

struct CacheReportTests {
  static let status: CacheStatus = {
    var status = CacheStatus()
    status.contents = .init(count: 12, bytes: 1_572_864)
    status.artifacts = .init(count: 3, bytes: 900)
    status.stagedTrees = 2
    return status
  }()

  @Test func aStatusHasARowForEachKind() {
    #expect(
      CacheReport.text(Self.status, at: "/store") == """
        store: /store
        contents             12       1.5 MiB
        executables           0           0 B
        artifacts             3         900 B
        actions               0           0 B
        staged trees          2
        total                         1.5 MiB

        """)
    #expect(
      CacheReport.json(Self.status, at: "/store").line
        == #"{"actions": {"bytes": 0, "count": 0}, "artifacts": {"bytes": 900, "count": 3}, "bytes": 1573764, "#
        + #""contents": {"bytes": 1572864, "count": 12}, "executables": {"bytes": 0, "count": 0}, "#
        + #""schema": "assay.cache/1", "staged_trees": 2, "store": "/store"}"#)
  }

  @Test func aCheckSaysHowManyWereWrong() {
    var check = CacheCheck()
    (check.contents, check.records) = (5, 2)
    #expect(CacheReport.text(check) == "checked 5 contents and 2 records: all as they should be\n")
    check.problems = [Diagnostic("store.damaged", "bad")]
    #expect(CacheReport.text(check) == "checked 5 contents and 2 records: 1 was not, and was removed\n")
    check.problems.append(Diagnostic("store.damaged", "bad too"))
    #expect(CacheReport.text(check) == "checked 5 contents and 2 records: 2 were not, and were removed\n")
  }

  @Test func pruningSaysWhatIsLeft() {
    var pruning = CachePruning()
    (pruning.removedRecords, pruning.removedContents) = (2, 7)
    (pruning.bytesBefore, pruning.bytesAfter) = (4096, 1024)
    #expect(CacheReport.text(pruning) == "removed 2 records and 7 contents: 4.0 KiB before, 1.0 KiB now\n")
  }
}
