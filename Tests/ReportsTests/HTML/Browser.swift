import Foundation
import Subprocess
import SystemPackage
import TestSupport

/// What Chromium makes of a page, and what it says about it.
///
/// The test needs a temporary folder.
func openInBrowser(_ page: String) async throws -> (markup: String, messages: [Substring]) {
  let file = TemporaryFolder.path.appending("report.html")
  try page.write(toFile: file.string, atomically: true, encoding: .utf8)
  let result = try await Subprocess.run(
    .name("chromium"),
    arguments: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--user-data-dir=\(TemporaryFolder.path.appending("profile"))", "--enable-logging=stderr", "--dump-dom",
      "file://\(file)",
    ],
    input: .none, output: .string(limit: 1 << 26), error: .string(limit: 1 << 26))
  let messages = result.standardError.split(separator: "\n").filter { $0.contains("CONSOLE") }
  return (result.standardOutput, messages)
}
