import Archives
import ArgumentParser
import Comparison

/// How much an artifact may cost to look at; 0 stands for no limit.
struct LimitOptions: ParsableArguments {
  @Option(help: .init("Plain content of a side in all, nested archives included.", valueName: "bytes"))
  var maxPlainBytes = 64 << 30

  @Option(help: .init("Members of an archive or folder.", valueName: "number"))
  var maxMembers = 2_000_000

  @Option(help: .init("Headers of a member.", valueName: "bytes"))
  var maxHeaderBytes = 1 << 20

  @Option(help: .init("A member's name or link target.", valueName: "bytes"))
  var maxNameBytes = 64 << 10

  @Option(help: .init("Window or dictionary that decompressing takes in memory.", valueName: "bytes"))
  var maxWindowBytes = 256 << 20

  @Option(help: .init("Archives in one another, the outermost included.", valueName: "number"))
  var maxDepth = 12

  @Option(help: .init("Contents that are shown line by line and searched for causes.", valueName: "bytes"))
  var maxTextBytes = 8 << 20

  @Option(help: .init("Lines of a text that are compared.", valueName: "number"))
  var maxTextLines = 200_000

  @Option(help: .init("Members whose contents are shown.", valueName: "number"))
  var maxShownContents = 200

  @Option(help: .init("Text or HTML of a report (default: 262144 for text, 8388608 for HTML).", valueName: "bytes"))
  var maxReportBytes: Int?

  @Option(help: .init("Time for the comparison.", valueName: "seconds"))
  var timeout = 0

  func validate() throws {
    let values = [
      maxPlainBytes, maxMembers, maxHeaderBytes, maxNameBytes, maxWindowBytes, maxDepth, maxTextBytes, maxTextLines,
      maxShownContents, timeout, maxReportBytes ?? 0,
    ]
    guard values.allSatisfy({ $0 >= 0 }) else { throw ValidationError("a limit can't be negative; 0 is no limit") }
  }

  /// Nil for what suits the format.
  var reportBytes: Int? { maxReportBytes.map { $0.orNil ?? .max } }

  var limits: ComparisonLimits {
    var limits = ComparisonLimits()
    limits.reading.plainBytes = Int64(maxPlainBytes).orNil
    limits.reading.members = Int64(maxMembers).orNil
    limits.reading.headerBytes = Int64(maxHeaderBytes).orNil
    limits.reading.nameBytes = Int64(maxNameBytes).orNil
    limits.reading.windowBytes = Int64(maxWindowBytes).orNil
    limits.depth = maxDepth.orNil
    limits.content.textBytes = maxTextBytes.orNil ?? .max
    limits.content.lines = maxTextLines.orNil ?? .max
    limits.content.members = maxShownContents.orNil ?? .max
    limits.time = timeout.orNil.map { .seconds($0) }
    return limits
  }
}

extension FixedWidthInteger {
  /// Nil for 0.
  fileprivate var orNil: Self? { self == 0 ? nil : self }
}
