import Diagnostics
package import Verification

/// What an update changes, for a terminal: what deserves a second look first, then the files.
package struct UpdateTextReport {
  package init() {}

  package func render(_ report: UpdateReport) -> String {
    let notes = report.review.map { "review: \(escaped($0.subject)): \($0.message)" }
    let width = 7
    let files = report.files.map { file in
      file.change.rawValue.padded(to: width) + "  " + file.path
    }
    return (notes + files).map { $0 + "\n" }.joined()
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
