import ArgumentParser
import Diagnostics
import Reports
import SystemPackage

/// `FORMAT=PATH`: a report to write; `-` as path is standard output.
struct ReportOption {
  var format: ReportFormat
  var path: FilePath

  /// - Throws: A usage error that says which part is wrong and what is known.
  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let known = ReportFormat.allCases.map(\.rawValue)
    guard let format = ReportFormat(rawValue: parts[0]) else {
      let hint = suggestion(for: parts[0], among: known).map { "; \($0)" } ?? ""
      throw ValidationError("there is no format '\(escaped(parts[0]))'\(hint)")
    }
    guard parts.count == 2, !parts[1].isEmpty else {
      throw ValidationError(
        "'\(escaped(argument))' names no file; write \(format.rawValue)=FILE, or - for standard output")
    }
    (self.format, self.path) = (format, FilePath(parts[1]))
  }
}
