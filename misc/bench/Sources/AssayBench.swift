import Archives
import Glibc
import SystemPackage

/// Compresses standard input to a gzip file, which misc/bench/gzip-vs-pigz.sh measures, or runs commands in the sandbox.
@main
enum AssayBench {
  static func main() async throws {
    if CommandLine.arguments.count == 5, CommandLine.arguments[1] == "sandbox" {
      let (root, cache) = (FilePath(CommandLine.arguments[2]), FilePath(CommandLine.arguments[3]))
      return try await SandboxBench.run(root: root, cache: cache, count: Int(CommandLine.arguments[4]) ?? 1)
    }
    guard CommandLine.arguments.count == 4, let level = Int(CommandLine.arguments[1]),
      let threads = Int(CommandLine.arguments[2])
    else {
      print("usage: assay-bench LEVEL THREADS OUTPUT < INPUT, or assay-bench sandbox ROOT CACHE COUNT")
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
