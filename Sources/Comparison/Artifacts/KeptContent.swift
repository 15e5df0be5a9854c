import Archives
import Diagnostics
import Store

/// Content that had to be kept: in memory as long as the budget lasts, else in a spill file.
final class KeptContent: ContentHandle {
  let input: ArchiveInput
  private let budget: MemoryBudget
  private let memory: Int

  fileprivate init(_ input: ArchiveInput, memory: Int, of budget: MemoryBudget) {
    (self.input, self.memory, self.budget) = (input, memory, budget)
  }

  deinit { budget.used -= memory }

  var size: Int64 { input.size }

  func open() throws(ArchiveError) -> any ByteSource { InputSource(input) }

  /// All of it; for content that is known to be small enough.
  func bytes() throws(ArchiveError) -> [UInt8] { try input.bytes(at: 0, count: Int(clamping: size)) }
}

/// How much content is kept in memory at the moment, in bytes.
final class MemoryBudget {
  static let total = 4 << 20

  var used = 0
}

/// Keeps contents of both sides; of each side one at a time.
final class ContentKeeper {
  /// The side of the comparison that a content belongs to.
  enum Side { case expected, actual }

  private let spills = (expected: SpillFile(), actual: SpillFile())
  private let budget = MemoryBudget()

  /// Starts with a content.
  func begin(_ side: Side) -> Writer { Writer(side == .expected ? spills.expected : spills.actual, budget) }

  /// Keeps what `next` gives until it gives nil.
  func keep(
    _ side: Side, _ next: () throws(ArchiveError) -> UnsafeRawBufferPointer?
  ) throws(Diagnostic) -> KeptContent {
    let writer = begin(side)
    while let block = try reading(next) { try writer.append(block) }
    return writer.finish()
  }

  /// Writes one content.
  final class Writer {
    private let spill: SpillFile
    private let budget: MemoryBudget
    private var bytes: [UInt8] = []
    private var start: Int64?
    private(set) var size: Int64 = 0

    fileprivate init(_ spill: SpillFile, _ budget: MemoryBudget) { (self.spill, self.budget) = (spill, budget) }

    deinit { budget.used -= bytes.count }

    func append(_ block: UnsafeRawBufferPointer) throws(Diagnostic) {
      size += Int64(block.count)
      guard start == nil else { return try spill.append(block) }
      if budget.used + block.count <= MemoryBudget.total {
        budget.used += block.count
        bytes += block
      } else {
        start = spill.size
        try append(bytes)
        budget.used -= bytes.count
        bytes = []
        try spill.append(block)
      }
    }

    private func append(_ bytes: [UInt8]) throws(Diagnostic) {
      // A typed error does not pass through the closure.
      let result = bytes.withUnsafeBytes { block in Result { () throws(Diagnostic) in try spill.append(block) } }
      try result.get()
    }

    func finish() -> KeptContent {
      if let start {
        return KeptContent(
          ArchiveInput(spilled: spill, start: start, size: size, name: "content"), memory: 0, of: budget)
      }
      defer { bytes = [] }
      return KeptContent(ArchiveInput(bytes: bytes, name: "content"), memory: bytes.count, of: budget)
    }
  }
}

/// Gives the sentence for a problem with an archive.
func reading<Result>(_ body: () throws(ArchiveError) -> Result) throws(Diagnostic) -> Result {
  do throws(ArchiveError) { return try body() } catch { throw Diagnostic(reporting: error) }
}
