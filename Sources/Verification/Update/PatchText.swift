import Comparison
package import Diagnostics
import Store
package import SystemPackage

/// Changes of files as a patch that `git apply` takes (unified format, as diff(1) and git write it).
package enum PatchText {
  /// - Parameter root: The folder that names in the patch are relative to.
  /// - Throws: `update.outside` for each file that does not lie below it.
  package static func bytes(of changes: [UpdatePlan.Change], root: FilePath) throws(DiagnosticList) -> [UInt8] {
    let strays = changes.filter { !$0.file.starts(with: root) }
    guard strays.isEmpty else {
      throw DiagnosticList(
        strays.map {
          Diagnostic(
            "update.outside", "the file lies outside of '\(escaped(root.string))', so no patch can hold it",
            at: Place($0.file.string), hint: "use --write instead")
        })
    }
    return changes.flatMap { bytes(of: $0, name: $0.file.relative(to: root)) }
  }

  private static func bytes(of change: UpdatePlan.Change, name: String) -> [UInt8] {
    let mode =
      change.before == nil ? "new file mode 100644\n" : change.after == nil ? "deleted file mode 100644\n" : ""
    let head = Array("diff --git \(quoted("a/\(name)")) \(quoted("b/\(name)"))\n\(mode)".utf8)
    let hunks = hunks(expected: change.before ?? [], actual: change.after ?? [])
    // An empty file comes and goes without any lines.
    guard !hunks.isEmpty else { return head }
    // git ends a name with blanks by a tabulator, so that no reader cuts it.
    let end = name.contains(" ") ? "\t\n" : "\n"
    let left = change.before == nil ? "/dev/null\n" : quoted("a/\(name)") + end
    let right = change.after == nil ? "/dev/null\n" : quoted("b/\(name)") + end
    return head + Array("--- \(left)+++ \(right)".utf8) + hunks
  }

  /// As git quotes names (core.quotePath): in quotes with C's escapes where anything but plain ASCII is in them.
  private static func quoted(_ name: String) -> String {
    let escapes: [UInt8: String] = [
      0x07: "\\a", 0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0B: "\\v", 0x0C: "\\f", 0x0D: "\\r", 0x22: "\\\"",
      0x5C: "\\\\",
    ]
    let text = name.utf8.map { byte -> String in
      if let escape = escapes[byte] { return escape }
      guard byte < 0x20 || byte >= 0x7F else { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined()
    return text == name ? name : "\"\(text)\""
  }

  private static func hunks(expected: [UInt8], actual: [UInt8]) -> [UInt8] {
    var limits = ContentLimits()
    // A patch has to be complete, however long the comparison takes.
    (limits.textBytes, limits.lines, limits.steps) = (.max, .max, .max)
    guard let difference = compareTexts(expected: expected, actual: actual, limits: limits),
      !difference.hunks.isEmpty, !difference.expected.hasByteOrderMark, !difference.actual.hasByteOrderMark,
      difference.expected.crlfLines == difference.actual.crlfLines
    else { return replacement(of: expected, by: actual) }
    return difference.hunks.flatMap(bytes)
  }

  /// One hunk with all lines, for what is no text and for changes that a comparison of texts takes for none.
  private static func replacement(of expected: [UInt8], by actual: [UInt8]) -> [UInt8] {
    guard expected != actual else { return [] }
    func lines(_ sign: UInt8, _ bytes: [UInt8]) -> (count: Int, text: [UInt8]) {
      var (text, count, rest) = ([UInt8](), 0, bytes[...])
      while !rest.isEmpty {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        text += [sign] + line + [UInt8(ascii: "\n")]
        count += 1
      }
      if let last = bytes.last, last != UInt8(ascii: "\n") { text += Array(noNewline.utf8) }
      return (count, text)
    }
    let (left, right) = (lines(UInt8(ascii: "-"), expected), lines(UInt8(ascii: "+"), actual))
    let head = "@@ -\(min(1, left.count)),\(left.count) +\(min(1, right.count)),\(right.count) @@\n"
    return Array(head.utf8) + left.text + right.text
  }

  private static let noNewline = "\\ No newline at end of file\n"

  private static func bytes(of hunk: TextDifference.Hunk) -> [UInt8] {
    let left = hunk.lines.count { $0.origin != .actual }
    let right = hunk.lines.count { $0.origin != .expected }
    let starts = (
      left == 0 ? hunk.expectedStart - 1 : hunk.expectedStart, right == 0 ? hunk.actualStart - 1 : hunk.actualStart
    )
    let head = Array("@@ -\(starts.0),\(left) +\(starts.1),\(right) @@\n".utf8)
    return head
      + hunk.lines.flatMap { line in
        Array(line.origin.rawValue.utf8) + line.bytes
          + Array((line.ending == .none ? "\n" + noNewline : line.ending == .crlf ? "\r\n" : "\n").utf8)
      }
  }
}
