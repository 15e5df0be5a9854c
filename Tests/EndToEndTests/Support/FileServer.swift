import Foundation
import SystemPackage
import TestSupport
import Testing

/// Serves a folder over HTTP on this machine while `body` runs; `address` has no slash at its end.
func serving(_ folder: FilePath, _ body: (_ address: String) async throws -> Void) async throws {
  let portFile = TemporaryFolder.path.appending("port").string
  let script = """
    import functools, http.server, os, signal, sys
    signal.alarm(300)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with open(sys.argv[2] + ".new", "w") as file: file.write(str(server.server_port))
    os.rename(sys.argv[2] + ".new", sys.argv[2])
    server.serve_forever()
    """
  let path = Program.variables["PATH"] ?? ""
  let server = Task {
    try await Program.run(
      "/usr/bin/env", ["python3", "-I", "-c", script, folder.string, portFile], in: folder, variables: ["PATH": path])
  }
  defer { server.cancel() }
  var port: String?
  for _ in 1...600 where port == nil {
    port = try? String(contentsOfFile: portFile, encoding: .utf8)  // Not there until the server listens.
    if port == nil { try await Task.sleep(for: .milliseconds(50)) }
  }
  try await body("http://127.0.0.1:\(try #require(port, "the server did not start"))")
}
