import Specs

extension Pylock {
  /// The file's text below its header: keys in uv's order, one blank line before every block.
  var body: String {
    var lines = ["lock-version = \"1.0\""]
    if let createdBy { lines.append("created-by = \(TomlText.string(createdBy))") }
    if let requiresPython { lines.append("requires-python = \(TomlText.string(requiresPython))") }
    return (lines + packages.flatMap(\.lines)).map { $0 + "\n" }.joined()
  }
}

extension LockedPackage {
  fileprivate var lines: [String] {
    var lines = ["", "[[packages]]", "name = \(TomlText.string(name))", "version = \(TomlText.string(version))"]
    if let marker { lines.append("marker = \(TomlText.string(marker))") }
    if let index { lines.append("index = \(TomlText.string(index))") }
    return lines + wheels.flatMap(\.lines)
  }
}

extension LockedWheel {
  fileprivate var lines: [String] {
    let origin =
      switch source {
      case .url(let url): "url = \(TomlText.string(url))"
      case .path(let path): "path = \(TomlText.string(path))"
      }
    var lines = ["", "[[packages.wheels]]"] + (name.map { ["name = \(TomlText.string($0))"] } ?? []) + [origin]
    if let uploadTime { lines.append("upload-time = \(uploadTime)") }
    if let size { lines.append("size = \(size)") }
    return lines + ["", "[packages.wheels.hashes]"] + hashes.map { "\($0.algorithm) = \(TomlText.string($0.value))" }
  }
}
