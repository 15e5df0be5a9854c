import Testing

@testable import PythonLayers

struct RecordFileTests {
  @Test func readsPathsThatAreQuoted() {
    let record = RecordFile(
      "a.py,sha256=1,10\r\n\"b,c.py\",,\n\"say \"\"hi\"\".py\",,\n\"two\nlines.py\",,\n\nlast.py,,")
    #expect(record.paths == ["a.py", "b,c.py", "say \"hi\".py", "two\nlines.py", "last.py"])
  }

  @Test func writesQuotesOnlyWhereTheyMustBe() {
    let record = RecordFile("\"a.py\",\"sha256=1\",10\r\n\"b,c.py\",,\r\n\"say \"\"hi\"\".py\",,\r\n")
    #expect(record.text == "a.py,sha256=1,10\n\"b,c.py\",,\n\"say \"\"hi\"\".py\",,\n")
  }

  @Test func saysWhetherRowsWereDropped() {
    var record = RecordFile("a,,\nb,,\n")
    let first = record.dropRows { $0 == "x" }
    let second = record.dropRows { $0 == "a" }
    #expect([first, second] == [false, true])
    #expect(record.text == "b,,\n")
  }
}
