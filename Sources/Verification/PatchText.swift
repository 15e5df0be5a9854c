import Comparison
import Store
package import SystemPackage

/// Changes of files as a patch that `git apply` takes (unified format, as diff(1) and git write it).
package enum PatchText {
  /// - Parameter root: The folder that names in the patch are relative to.
  package static func bytes(of changes: [UpdatePlan.Change], root: FilePath) -> [UInt8] {
    changes.flatMap { change in
      let name = change.file.relative(to: root)
      let mode =
        change.before == nil ? "new file mode 100644\n" : change.after == nil ? "deleted file mode 100644\n" : ""
      let left = change.before == nil ? "/dev/null" : "a/\(name)"
      let right = change.after == nil ? "/dev/null" : "b/\(name)"
      return Array("diff --git a/\(name) b/\(name)\n\(mode)--- \(left)\n+++ \(right)\n".utf8)
        + hunks(expected: change.before ?? [], actual: change.after ?? [])
    }
  }

  private static func hunks(expected: [UInt8], actual: [UInt8]) -> [UInt8] {
    var limits = ContentLimits()
    // A patch has to be complete, however long the comparison takes.
    (limits.textBytes, limits.lines, limits.steps) = (.max, .max, .max)
    return compareTexts(expected: expected, actual: actual, limits: limits)?.hunks.flatMap(bytes) ?? []
  }

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
          + Array(
            (line.ending == .none ? "\n\\ No newline at end of file\n" : line.ending == .crlf ? "\r\n" : "\n").utf8)
      }
  }
}

/// The nearest folder at or above a path that is a git work tree; the path's own folder where there is none.
package func repositoryFolder(above path: FilePath) -> FilePath {
  var folder = path.absolute
  while folder.appending(".git").kind == nil {
    guard folder.removeLastComponent() else { return path.absolute.removingLastComponent() }
  }
  return folder
}
