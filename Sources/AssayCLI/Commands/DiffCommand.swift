import ArgumentParser
import Diagnostics
import Reports
import SystemPackage
import Verification

/// `assay diff`: compares two artifacts.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two artifacts member by member and say why they differ.",
    discussion: """
      An artifact is an archive (tar, zip, wheel, jar, cpio, ar, deb; plain or in gzip, bzip2, xz, lzma or zstd), a \
      folder, any other file, or an inventory in mtree format. Archives inside archives are opened in place, and \
      nothing is unpacked to the disk.

        assay diff old.whl new.whl
        assay diff --ignore mtime,owner --exclude '*.pyc' expected/ actual/
        assay diff --report html=diff.html old.tar.gz new.tar.gz

      What can be ignored:
      \(Ignoring.Aspect.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n"))

      'assay explain CAUSE' says more on a cause that is named. Limits are for what comes from strangers; the report \
      tells which one struck.

      Exit codes: 0 equal, 1 different, 2 could not be decided, 64 wrong usage.
      """)

  @Argument(help: "The expected artifact.", completion: .file())
  var left: String

  @Argument(help: "The actual artifact.", completion: .file())
  var right: String

  @Option(
    name: .customLong("report"),
    help: .init(
      "Write a report, FORMAT one of: \(DiffReportFormat.list); '-' as FILE is standard output; may be repeated.",
      valueName: "FORMAT=FILE"), completion: DiffReportFormat.completion,
    transform: ReportOption<DiffReportFormat>.init(parsing:))
  var reports: [ReportOption<DiffReportFormat>] = []

  @Option(
    name: .customLong("ignore"),
    help: .init("Leave out what differs in these, separated by commas; may be repeated.", valueName: "ASPECT,…"),
    transform: Ignoring.Aspect.list(parsing:))
  var ignored: [[Ignoring.Aspect]] = []

  @Option(
    name: .customLong("exclude"),
    help: .init(
      "Leave out members whose names match and what lies below them, also inside archives; may be repeated.",
      valueName: "GLOB"))
  var excluded: [String] = []

  @OptionGroup(title: "Limits (0: none)") var limits: LimitOptions

  func validate() throws {
    for side in [left, right] where side == "-" {
      throw ValidationError(
        "standard input can't be compared, as it is read only once; write it to a file and name that")
    }
    guard !excluded.contains("") else { throw ValidationError("an empty pattern excludes nothing; write a name") }
    try ReportOption.checkTargets(of: reports, sparing: [left, right])
  }

  func run() async throws {
    var diff = ArtifactDiff(limits: limits.limits)
    diff.ignoring = Ignoring(aspects: Ignoring.Aspect.allCases.filter(ignored.joined().contains), patterns: excluded)
    diff.hashesFiles = reports.contains { $0.format != .text }
    Progress.shared.show("comparing \(escaped(left)) \(escaped(right))")
    let report = try diff.compare(FilePath(left), FilePath(right))
    Progress.shared.clear()
    if Task.isCancelled { throw CancellationError() }
    if !reports.contains(where: { $0.path == "-" }) {
      Console.print(
        DiffTextReport(
          isColoured: Console.isColoured, limits: .text.cut(at: limits.reportBytes), width: Console.width
        ).render(report), terminator: "")
    }
    try write(reports) { $0.render(report, bytes: limits.reportBytes) }
    if report.verdict != .equal { throw ExitCode(report.verdict == .different ? 1 : 2) }
  }
}

extension Ignoring.Aspect {
  /// - Throws: A usage error that says which word is wrong and what is known.
  static func list(parsing argument: String) throws -> [Self] {
    try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
      if let aspect = Self(rawValue: String(word)) { return aspect }
      let hint = suggestion(for: String(word), among: allCases.map(\.rawValue)).map { "; \($0)" } ?? ""
      throw ValidationError("'\(escaped(String(word)))' can't be ignored\(hint)")
    }
  }
}
