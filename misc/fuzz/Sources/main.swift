import Glibc

// A folder as the only argument is filled with inputs to start from; all else is libFuzzer's.
if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--seeds" {
  try writeSeeds(to: CommandLine.arguments[2])
} else {
  var count = CommandLine.argc
  var arguments = UnsafeMutablePointer(CommandLine.unsafeArgv)
  exit(runDriver(&count, &arguments, tryInput))
}

/// libFuzzer's loop, for programs that have a main function of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private func tryInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzInput(Array(UnsafeBufferPointer(start: bytes, count: count)))?.check()
  return 0
}
