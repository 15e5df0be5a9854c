import Testing

/// Each cause has a pair of texts that shows it, and pairs that must not.
struct TextCauseTests {
  @Test func lineEndings() {
    check(
      "a.txt", "a\nb\n", "a\r\nb\r\n",
      "explained\nline-endings: 0 lines end with CRLF expected, 2 actual")
    check(
      "a.txt", "\u{FEFF}a\r\nb\r\n", "a\nb\n",
      """
      explained
      line-endings: a byte order mark stands only in expected
      line-endings: 2 lines end with CRLF expected, 0 actual
      """)
    check("a.txt", "a\nb", "a\r\nc", "not explained\nline-endings: 0 lines end with CRLF expected, 1 actual")
    check("a.txt", "a\nb\n", "a\nb", "not explained")
    check("a.bin", "a\n\0", "a\r\n\0", "not explained")
  }

  @Test func orderHash() {
    check("a.txt", "b\na\na\n", "a\nb\na\n", "explained\norder-hash: the lines are the same, in another order")
    check("a.txt", "b\na\na\n", "a\nb\nb\n", "not explained")
    check("a.py", "b()\na()\n", "a()\nb()\n", "not explained")
    check(
      "a.json", #"{"a": ["x", 1, "y,\"]"], "b": []}"#, #"{"a": ["y,\"]", "x", 1], "b": []}"#,
      "explained\norder-hash: arrays have the same elements, in another order")
    check("a.json", "[[1, 2], [3]]", "[[3], [1, 2]]", "not explained")
    check("a.json", "[1, 2]", "[1, 2, 2]", "not explained")
    check(
      "a.json", "{\n\"a\": {\n\"x\": 1\n},\n\"b\": {\n\"x\": 2\n}\n}",
      "{\n\"a\": {\n\"x\": 2\n},\n\"b\": {\n\"x\": 1\n}\n}", "not explained")
  }

  @Test func jsonKeys() {
    check(
      "a.json", #"{"a": 1, "b": [2.50]}"#, #"{ "b":[2.50],"a":1}"#,
      "explained\njson-keys: the values are the same, keys or white space differ")
    check("a.json", #"{"a": 1, "b": 2}"#, #"{"b": 2, "a": 3}"#, "not explained")
    check("a.json", #"{"a": 2.50}"#, #"{"a":2.5}"#, "not explained")
    check("a.json", #"{"a": 12345678901234567890}"#, #"{"a":12345678901234567891}"#, "not explained")
    check("a.json", #"{"a": 1, "a": 1}"#, #"{"a":1, "a": 1}"#, "not explained")
  }

  @Test func buildPath() {
    check(
      "a.cfg", "cc -I/build/one/include /build/one/a.c\nx=/build/one\n",
      "cc -I/site/two/include /site/two/a.c\nx=/site/two\n",
      """
      explained
      build-path: 3 paths differ, such as '/build/one/include' expected, '/site/two/include' actual
      build-path: folder '/build/one' expected, '/site/two' actual
      """)
    check(
      "a.txt", "file:///home/a/x.c\n", "file:///home/bob/x.c\n",
      """
      explained
      build-path: 1 path differs: '/home/a/x.c' expected, '/home/bob/x.c' actual
      build-path: folder '/home/a' expected, '/home/bob' actual
      """)
    check("a.sh", "#!/usr/bin/python3\n", "#!/usr/bin/python3.11\n", "not explained")
    check("a.txt", "/opt/a\n", "/opt/b\n", "not explained")
    check("a.txt", "https://x.org/home/a/c\n", "https://y.org/home/b/c\n", "not explained")
    check("a.txt", "src/a/x\n", "src/b/x\n", "not explained")
  }

  @Test func buildPathInBinaries() {
    check(
      "a.so", "\0\u{1}/build/aa/x.c\0", "\0\u{1}/build/bb/x.c\0",
      """
      explained
      build-path: 1 path differs: '/build/aa/x.c' expected, '/build/bb/x.c' actual
      build-path: folder '/build/aa' expected, '/build/bb' actual
      """)
    check("a.so", "\0/build/aa/x.c\0", "\0/build/b/x.c\0", "not explained")
  }

  @Test(arguments: [
    ("2026-11-21", "2025-01-02"), ("2026-11-21T07:34:35+01:00", "2026-11-21 06:00:00 UTC"),
    ("20261121T073435Z", "20261121T073436Z"), ("Sat, 21 Nov 2026 07:34:35 +0000", "Sun, 1 Feb 2026 00:00:00 GMT"),
    ("Nov 21 2026", "Feb  1 2026"), ("November 21, 2026", "May 1, 2025"),
    ("Sat Nov 21 07:34:35 UTC 2026", "Sun Feb  1 00:00:00 CEST 2026"), ("1700000000", "1763710475.25"),
  ])
  func timestampText(expected: String, actual: String) {
    check(
      "a.txt", "made (\(expected)) here\nb\n", "made (\(actual)) here\nb\n",
      "explained\ntimestamp-text: 1 date differs: '\(expected)' expected, '\(actual)' actual")
  }

  @Test(arguments: [
    ("version 2024.11.21", "version 2024.11.22"), ("1.2024-11-21", "1.2024-11-22"), ("2024-13-01", "2024-12-01"),
    ("2023-02-29", "2023-02-28"), ("1889-01-01", "1890-01-01"), ("(c) 2025", "(c) 2026"), ("May 2026", "Jun 2026"),
    ("took 00:10:05", "took 00:10:06"), ("9999999999", "9999999998"), ("0123456789", "1700000000"),
    ("x1700000000", "x1700000001"), ("2026-11-21", "Nov 21 2026"), ("2026-11-21.5", "2026-11-22.5"),
  ])
  func isNoTimestamp(expected: String, actual: String) {
    check("a.txt", "\(expected)\n", "\(actual)\n", "not explained")
  }

  @Test func timesOfTheCompiler() {
    check(
      "a.so", "\u{1}Nov 21 2026\0at 07:34:35\0", "\u{1}Nov 21 2026\0at 08:00:01\0",
      "explained\ntimestamp-text: 1 date differs: '07:34:35' expected, '08:00:01' actual")
  }

  @Test func datesHideNoOtherChange() {
    check(
      "a.txt", "on 2026-11-21\nsize 1\n", "on 2026-11-22\nsize 2\n",
      "not explained\ntimestamp-text: 1 date differs: '2026-11-21' expected, '2026-11-22' actual")
    check("a.txt", "on 2026-11-21 size 1\n", "on 2026-11-22 size 2\n", "not explained")
    check(
      "a.txt", "on 2026-11-21\n", "new\non 2026-11-21\n", "not explained")
  }

  @Test func randomID() {
    check(
      "a.txt", "id=123e4567-e89b-42d3-a456-426614174000\n", "id=9b2f0a11-0000-4111-8222-333344445555\n",
      "explained\nrandom-id: 1 identifier differs: '123e4567-e89b-42d3-a456-426614174000' expected, "
        + "'9b2f0a11-0000-4111-8222-333344445555' actual")
    check(
      "a.txt", "x-ab12cd34.so\n<o at 0x7f00aa>\n", "x-99ffee00.so\n<o at 0x55ffabcd>\n",
      "explained\nrandom-id: 2 identifiers differ, such as 'ab12cd34' expected, '99ffee00' actual")
    check("a.txt", "20241121\n", "20241122\n", "not explained")
    check("a.txt", "feedface\n", "deadbeef\n", "not explained")
    check("a.txt", "ab12cd34\n", "ab12cd3456\n", "not explained")
    check("a.txt", "ab12cd3\n", "ab12cd4\n", "not explained")
    check("a.txt", "gab12cd34\n", "gab12cd35\n", "not explained")
  }

  @Test func findsTheSmallestSet() {
    check(
      "a.json", #"{"b": "/build/a/x", "on": "2026-11-21", "l": [2, 1]}"#,
      #"{"l":[1, 2],"on":"2026-11-22","b":"/site/b/x"}"#,
      """
      explained
      json-keys: keys or white space differ
      build-path: 1 path differs: '/build/a/x' expected, '/site/b/x' actual
      build-path: folder '/build/a' expected, '/site/b' actual
      timestamp-text: 1 date differs: '2026-11-21' expected, '2026-11-22' actual
      order-hash: arrays have the same elements, in another order
      """)
    check(
      "a.json", #"{"on": "2026-11-21"}"#, #"{"on": "2026-11-22"}"#,
      "explained\ntimestamp-text: 1 date differs: '2026-11-21' expected, '2026-11-22' actual")
  }

  @Test func quotesTextFromContentsEscaped() {
    check(
      "a.txt", "/home/a\u{202E}/x\n", "/home/b/x\n",
      """
      explained
      build-path: 1 path differs: '/home/a\\u{202e}/x' expected, '/home/b/x' actual
      build-path: folder '/home/a\\u{202e}' expected, '/home/b' actual
      """)
  }
}
