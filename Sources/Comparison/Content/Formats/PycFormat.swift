import Archives
import CanonicalJSON
import Diagnostics

/// Compiled Python: what the header says of the source, and whether the code is the same.
struct PycFormat: ValueListFormat {
  let name = "pyc"
  let isText = false

  func matches(path: [UInt8]) -> Bool { path.hasEnding(".pyc") }

  func values(of content: [UInt8]) -> [FormatValue]? {
    guard let header = PycHeader(content) else { return nil }
    return [FormatValue("magic", .integer(Int64(header.magic)))] + values(of: header.validation)
      + [FormatValue("code", data: content[PycHeader.size...])]
  }

  private func values(of validation: PycHeader.Validation) -> [FormatValue] {
    switch validation {
    case .time(let time, let size):
      [
        FormatValue("validation", "source time and size"), FormatValue("source time", .string(time.text)),
        FormatValue("source size", .integer(Int64(size))),
      ]
    case .hash(let hash, let isChecked):
      [
        FormatValue("validation", isChecked ? "source hash" : "unchecked source hash"),
        FormatValue("source hash", .string(hash.map(hexadecimal).joined())),
      ]
    }
  }
}
