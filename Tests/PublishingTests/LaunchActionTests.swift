import Execution
import Publishing
import Store
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct LaunchActionTests {
  @Test func installsLowerLayersFirstAndLaunchesTheLast() throws {
    let python = Action.Tool(name: "python", identity: "cpython 3.11", program: "/usr/bin/python3.11", paths: [])
    let action = LaunchAction.make(
      [("cpython-3.11", Folder()), ("app-it's@2", Folder())], launchModule: "client", python: python, timeout: 5)
    #expect(
      action.resolvedArguments == [
        "/bin/sh", "-c",
        #"""
        cd "/assay/work/exported läyers"
        for layer in 'cpython-3.11' 'app-it'\''s@2'; do
          "$1" -X utf8 -I "$layer/postinstall.py" || { echo "post-installation of $layer failed" >&2; exit 98; }
        done
        exec ./'app-it'\''s@2'/bin/python -X utf8 -Im 'client'
        """#,
        "launch", "/usr/bin/python3.11",
      ])
    #expect(action.input.folder(at: "exported l\u{E4}yers/app-it's@2") != nil)
    #expect(action.timeout == 5)
  }

  @Test(.needs("bwrap")) func aFailingPostInstallationHasItsOwnExitCode() async throws {
    let store = try ContentStore(at: TemporaryFolder.path)
    var layer = Folder()
    layer.insert(.file(try store.save([]), isExecutable: false), at: "postinstall.py")
    let python = Action.Tool(name: "python", identity: "none", program: "/usr/bin/false", paths: [])
    let action = LaunchAction.make([("app", layer)], launchModule: "client", python: python, timeout: 30)
    let result = try await BubblewrapExecutor(store: store, environment: ["PATH": "/usr/bin:/bin"]).run(action)
    #expect(result.exitCode == 98)
    #expect(result.standardError == "post-installation of app failed\n")
  }
}
