import Causes
import Diagnostics
package import Verification

/// The message that goes with an update, in Markdown: the text above a patch, and the body of a pull request.
///
/// No line of it can be taken for the beginning of a patch: each begins with a mark of Markdown or a fixed word.
package struct UpdateMessage {
  package init() {}

  package func render(_ reports: [UpdateReport]) -> String {
    let names = reports.map { code($0.stack) }.joined(separator: ", ")
    return (["# Update the expected outputs of \(names)"] + reports.flatMap(section)).map { $0 + "\n" }.joined()
  }

  private func section(_ report: UpdateReport) -> [String] {
    var lines = ["", "## Stack \(code(report.stack))", ""]
    if !report.platforms.isEmpty { lines.append("- Platforms: \(report.platforms.joined(separator: ", "))") }
    lines.append("- Files: \(counts(report))")
    lines += list("### Look at this first", report.review.map { "- **\(code($0.subject))**: \(plain($0.message))" })
    return lines + list("### What changes", artifacts(report) + locks(report))
  }

  private func list(_ heading: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", heading, ""] + items
  }

  private func counts(_ report: UpdateReport) -> String {
    let changes = [UpdateReport.File.Change.added, .changed, .removed].compactMap { change -> String? in
      let number = report.files.count { $0.change == change }
      return number == 0 ? nil : "\(number) \(change.rawValue)"
    }
    return changes.isEmpty ? "none" : changes.joined(separator: ", ")
  }

  private func artifacts(_ report: UpdateReport) -> [String] {
    report.artifacts.flatMap { artifact in
      ["- \(code(artifact.name)): \(plain(artifact.summary))"]
        + artifact.causes.map { cause in
          let members = cause.members > 0 ? ", \(count(cause.members, "member"))" : ""
          let evidence = cause.evidence.first.map { ": \(plain($0))" } ?? ""
          return "  - \(cause.id) (\(cause.confidence.rawValue)\(members))\(evidence)"
        }
    }
  }

  private func locks(_ report: UpdateReport) -> [String] {
    report.locks.isEmpty ? [] : ["- Locks: \(report.locks.map(code).joined(separator: ", "))"]
  }

  /// As a code span, which nothing in the text can end.
  private func code(_ text: String) -> String {
    let text = escaped(text)
    var (longest, current) = (0, 0)
    for character in text {
      current = character == "`" ? current + 1 : 0
      longest = max(longest, current)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let blank = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + blank + text + blank + fence
  }

  /// As text without any mark-up, mentions or links; it is escaped against control characters already.
  private func plain(_ text: String) -> String {
    text.map { "\\`*_[]<>&|~#@!".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
