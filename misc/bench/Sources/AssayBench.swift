import Archives
import Glibc
import SystemPackage

/// Compresses standard input to a gzip file, which misc/bench/gzip-vs-pigz.sh measures, runs commands in the sandbox, or
/// renders reports.
@main
enum AssayBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    if arguments.count == 4, arguments[1] == "reports", let differences = Int(arguments[2]) {
      return try ReportsBench.run(differences: differences, folder: FilePath(arguments[3]))
    }
    if arguments.count == 5, arguments[1] == "sandbox" {
      let (root, cache) = (FilePath(arguments[2]), FilePath(arguments[3]))
      return try await SandboxBench.run(root: root, cache: cache, count: Int(arguments[4]) ?? 1)
    }
    guard CommandLine.arguments.count == 4, let level = Int(CommandLine.arguments[1]),
      let threads = Int(CommandLine.arguments[2])
    else {
      print(
        """
        usage: assay-bench LEVEL THREADS OUTPUT < INPUT
               assay-bench sandbox ROOT CACHE COUNT
               assay-bench reports DIFFERENCES FOLDER
        """)
      exit(64)
    }
    let file = try FileSink(replacing: FilePath(CommandLine.arguments[3]))
    let sink = GzipSink(to: file, level: level, threads: threads)
    try copy(.standardInput, to: sink)
  }

  private static func copy(_ input: FileDescriptor, to sink: GzipSink) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try input.read(into: buffer), count > 0 {
      try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try sink.finish()
  }
}
