import Diagnostics

extension ElementReader {
  mutating func sandbox(_ reader: inout MappingReader, _ defaults: KindDefaults) -> SandboxDeclaration {
    let own = reader.mapping("sandbox")
    if own == nil, defaults.sandbox.entries?.isEmpty == true { return SandboxDeclaration() }
    var keys = MappingReader(own.map { composed($0, over: defaults.sandbox) } ?? defaults.sandbox)
    defer { problems += keys.problems }
    var sandbox = SandboxDeclaration()
    if let user = number(&keys, "build-uid") { sandbox.userID = user }
    if let group = number(&keys, "build-gid") { sandbox.groupID = group }
    check(&keys, "build-os", Host.system.lowercased())
    check(&keys, "build-arch", Host.architecture)
    if let socket = keys.value("remote-apis-socket") {
      report(
        "sandbox", "'remote-apis-socket' is not supported: commands see no services", at: socket.place, "drop it")
    }
    keys.refuseUnknown()
    return sandbox
  }

  private mutating func number(_ keys: inout MappingReader, _ key: String) -> Int? {
    guard let text = keys.text(key).map({ expander.expanded($0) }) else { return nil }
    if let number = UInt32(text.text) { return Int(number) }
    report("sandbox", "'\(key)' must be a number, not '\(escaped(text.text))'", at: text.place, "write \(key): 0")
    return nil
  }

  /// Building for another machine would need an emulator.
  private mutating func check(_ keys: inout MappingReader, _ key: String, _ here: String) {
    guard let text = keys.text(key).map({ expander.expanded($0) }), text.text.lowercased() != here else { return }
    report(
      "sandbox", "'\(key)' is '\(escaped(text.text))', but this machine is '\(here)'", at: text.place,
      "build it on such a machine")
  }
}
