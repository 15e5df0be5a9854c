extension Findings {
  /// Adds a finding where a file of `size` bytes holds, or declares, so much more that it may be a bomb.
  func noteRatio(plainBytes: Int64, size: Int64, isDeclared: Bool = false) {
    // Above 1,032 deflate can't go; what reaches 1,000 is hardly anything but one byte repeated.
    guard plainBytes > 64 << 20, plainBytes / max(1, size) >= 1000 else { return }
    add(
      "archive.ratio",
      "its \(size) bytes \(isDeclared ? "declare" : "hold") more than 1,000 times as much plain content")
  }
}
