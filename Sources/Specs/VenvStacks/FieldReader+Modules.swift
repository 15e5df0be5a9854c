import Diagnostics
import Store
import SystemPackage

extension FieldReader {
  /// An application's launch module and its support modules, these in the order of their paths.
  ///
  /// Where two modules are imported by one name, it is not looked whether they are there.
  mutating func modules(in folder: FilePath) -> (launch: String?, support: [String]) {
    let launch = requiredString("launch_module", example: "\"app.py\"")
    let support = (strings("support_modules") ?? []).sorted { byteOrder($0.text, $1.text) }
    let before = diagnostics.count
    refuseEqualStems(of: support)
    refuseStem(of: launch, among: support)
    if diagnostics.count == before {
      if let launch, let place = value("launch_module")?.place {
        requireModule(launch, "launch module", at: place, in: folder)
      }
      for module in support { requireModule(module.text, "support module", at: module.place, in: folder) }
    }
    return (launch, support.map(\.text))
  }

  private mutating func refuseEqualStems(of support: [(text: String, place: Place)]) {
    let groups = Dictionary(grouping: support) { stem($0.text) }.filter { $0.value.count > 1 }
    for (name, group) in groups.sorted(by: { byteOrder($0.key, $1.key) }) {
      let modules = group.map { "'\(escaped($0.text))'" }.joined(separator: " and ")
      report(
        "spec.module-conflict",
        "conflicting support module names: \(modules) are both imported as '\(escaped(name))'", at: group.last?.place,
        hint: "rename one of them")
    }
  }

  private mutating func refuseStem(of launch: String?, among support: [(text: String, place: Place)]) {
    guard let launch, let conflict = support.first(where: { stem($0.text) == stem(launch) }) else { return }
    report(
      "spec.module-conflict",
      "the launch module and a support module are both imported as '\(escaped(stem(launch)))'", at: conflict.place,
      hint: "rename one of them")
  }

  private mutating func requireModule(_ path: String, _ role: String, at place: Place, in folder: FilePath) {
    let file = folder.pushing(FilePath(path)).lexicallyNormalized()
    // The spec's own folder and those above it are there, but nobody means them.
    guard !file.exists || folder.starts(with: file) else { return }
    report(
      "spec.missing-module", "\(role) '\(escaped(path))' does not exist", at: place,
      hint: "add the file; paths are relative to the spec's folder")
  }

  private func stem(_ path: String) -> String { FilePath(path).stem ?? path }
}
