/// A number of bytes from a text such as `1000`, `500M`, `2GB` (powers of 1000) or `10GiB` (powers of 1024); nil for
/// anything else, negative and unthinkable numbers too.
package func byteCount(_ text: String) -> Int64? {
  let digits = text.prefix { ("0"..."9").contains($0) }
  guard let number = Int64(digits), let unit = bytes(in: text.dropFirst(digits.count)) else { return nil }
  let (bytes, overflow) = number.multipliedReportingOverflow(by: unit)
  return overflow ? nil : bytes
}

/// Nil for what is no unit.
private func bytes(in unit: Substring) -> Int64? {
  if unit.isEmpty || unit == "B" { return 1 }
  guard let first = unit.first, let power = "KMGT".firstIndex(of: first) else { return nil }
  let base: Int64
  switch unit.dropFirst() {
  case "", "B": base = 1000
  case "iB": base = 1024
  default: return nil
  }
  return (0...("KMGT".distance(from: "KMGT".startIndex, to: power))).reduce(1) { product, _ in product * base }
}

/// A number of bytes for people, such as `812 B`, `1.5 KiB` or `10.0 GiB`.
package func shownByteCount(_ bytes: Int64) -> String {
  let units = ["KiB", "MiB", "GiB", "TiB"]
  guard bytes >= 1024 else { return "\(bytes) B" }
  // In tenths, rounded down, so that nothing seems to be more than it is.
  var (tenths, index) = (bytes / 1024 * 10 + bytes % 1024 * 10 / 1024, 0)
  while tenths >= 10240, index < units.count - 1 { (tenths, index) = (tenths / 1024, index + 1) }
  return "\(tenths / 10).\(tenths % 10) \(units[index])"
}
