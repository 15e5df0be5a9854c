/// Whether a path from outside names something below a folder and nothing else: names with `/` between them, none of
/// them empty, `.` or `..`, and no character that ends or hides a name.
func isPathBelow(_ path: String) -> Bool {
  let names = path.split(separator: "/", omittingEmptySubsequences: false)
  return path.utf8.count <= 4096 && !path.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
    && names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }
}
