import Diagnostics
import Execution
import Store
import Testing

struct ActionTests {
  @Test func keyHasOneValueForEqualActions() {
    #expect(sample().key == sample().key)
  }

  @Test(arguments: [
    "input", "arguments", "environment", "outputs", "tool identity", "tool name", "tools", "time-out", "salt", "root",
    "writable folders", "working folder", "user", "group", "host",
  ])
  func keyChangesWith(field: String) {
    #expect(changed(field).key != sample().key)
  }

  @Test func keyLeavesOutTheTitleAndWhereToolsAre() {
    var other = sample()
    other.title = "another title"
    other.tools[0].program = "/elsewhere/uv"
    other.tools[0].paths = ["/elsewhere"]
    #expect(other.key == sample().key)
  }

  @Test func keyTellsWhereOneArgumentEnds() {
    var (one, two) = (sample(), sample())
    one.arguments = ["a\n10:argument b"]
    two.arguments = ["a", "b"]
    #expect(one.key != two.key)
  }

  @Test func argumentsAndVariablesNameTools() {
    let action = sample()
    #expect(action.resolvedArguments == ["/tools/uv", "install"])
    #expect(action.resolvedEnvironment == ["UV": "/tools/uv"])
  }

  private func sample() -> Action {
    var input = Folder()
    input.insert(.file(Blob(of: [1]), isExecutable: false), at: "file")
    return Action(
      title: "install", input: input, arguments: ["%{uv}", "install"], environment: ["UV": "%{uv}"], outputs: ["out"],
      tools: [.init(name: "uv", identity: "uv 1", program: "/tools/uv", paths: ["/tools/uv"])])
  }

  private func changed(_ field: String) -> Action {
    var action = sample()
    switch field {
    case "input": action.input.insert(.file(Blob(of: [1]), isExecutable: true), at: "file")
    case "arguments": action.arguments.append("x")
    case "environment": action.environment["X"] = "1"
    case "outputs": action.outputs = ["other"]
    case "tool identity": action.tools[0].identity = "uv 2"
    case "tool name": action.tools[0].name = "pip"
    case "tools": action.tools = []
    case "time-out": action.timeout = 1
    case "salt": action.salt = "2"
    case "root": action.sandbox.root = .input(writable: [])
    case "writable folders": action.sandbox.root = .input(writable: ["/out"])
    case "working folder": action.sandbox.workingFolder = "/"
    case "user": action.sandbox.userID = 1
    case "group": action.sandbox.groupID = 1
    case "host": action.sandbox.hostName = "other"
    default: Issue.record("no field '\(field)'")
    }
    return action
  }
}
