import ArgumentParser
import Diagnostics
import Reports
import Store
import SystemPackage

/// `FORMAT=PATH`: a report to write; `-` as path is standard output.
struct ReportOption<Format: ReportFormatWord>: Sendable {
  var format: Format
  var path: FilePath

  /// - Throws: A usage error that says which part is wrong and what is known.
  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let known = Format.allCases.map(\.rawValue)
    guard let format = Format(rawValue: parts[0]) else {
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

extension ReportOption {
  /// - Throws: A usage error when two reports go to the same file, or one to a file that is only to be read.
  static func checkTargets(of options: [Self], sparing inputs: [String] = []) throws {
    let read = inputs.map { FilePath($0).target }
    var written: Set<FilePath> = []
    for option in options {
      let target = option.path == "-" ? option.path : option.path.target
      let shown = option.path == "-" ? "standard output" : "'\(escaped(option.path.string))'"
      if read.contains(target) {
        throw ValidationError("the report would replace \(shown), which is to be compared; name another file")
      }
      guard written.insert(target).inserted else {
        throw ValidationError("two reports go to \(shown), where only one of them would stay; name another file")
      }
    }
  }
}

extension FilePath {
  /// What is written when this path is: the file behind links, where it is there.
  fileprivate var target: FilePath { resolved ?? absolute.lexicallyNormalized() }
}

/// A set of report formats that are chosen by a word.
protocol ReportFormatWord: RawRepresentable<String>, CaseIterable, Sendable {
  /// How names of files of this format end, without the dot.
  var fileExtension: String { get }
}

extension ReportFormat: ReportFormatWord {
  var fileExtension: String {
    switch self {
    case .text, .github: "txt"
    case .markdown: "md"
    case .junit: "xml"
    case .json, .html, .sarif: rawValue
    }
  }
}

extension DiffReportFormat: ReportFormatWord {
  var fileExtension: String { self == .text ? "txt" : rawValue }
}

extension ReportFormatWord {
  /// The words, for help texts.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// A whole option for each word, since a shell can't be told to wait for the file's name.
  static var completion: CompletionKind { .list(allCases.map { "\($0.rawValue)=report.\($0.fileExtension)" }) }
}

/// Writes reports; that one can't be written keeps nobody from reading the others.
///
/// - Throws: All problems that writing has met.
func write<Format>(_ options: [ReportOption<Format>], render: (Format) -> String) throws(DiagnosticList) {
  var problems: [Diagnostic] = []
  for option in options {
    let text = render(option.format)
    do throws(Diagnostic) {
      if option.path == "-" {
        Console.print(text, terminator: "")
      } else {
        try option.path.writeKeepingKind(Array(text.utf8))
      }
    } catch { problems.append(error) }
  }
  guard problems.isEmpty else { throw DiagnosticList(problems) }
}
