import Diagnostics
import SystemPackage

extension LayerSpec {
  /// What is known when layers are read.
  struct Surroundings {
    /// Nil when they can't be read; then every index may be known.
    var uv: UvSettings?
    /// The spec's folder.
    var folder: FilePath
    /// For layers that name none.
    var macosxTarget: OSTarget
  }

  /// Reads one layer's table; nil when what is needed is missing.
  ///
  /// Problems go to `diagnostics`.
  init?(
    _ table: LocatedValue, category: LayerCategory, in surroundings: Surroundings, diagnostics: inout [Diagnostic]
  ) {
    var reader = FieldReader(table, subject: "\(category.rawValue) '\(escaped(table["name"]?.string ?? "?"))'")
    defer { diagnostics += reader.diagnostics }
    let name = reader.layerName(category)
    let requirements = reader.requirements()
    let base = category == .runtime ? reader.implementation() : reader.base()
    let (launch, support) = category == .application ? reader.modules(in: surroundings.folder) : (nil, [])
    let platformsPlace = reader.value("platforms")?.place
    let platforms = reader.platforms()
    let linux = reader.linuxTarget()
    let macosx = reader.macosxTarget(standard: surroundings.macosxTarget)
    let isVersioned = reader.boolean("versioned") ?? false
    let dynlibExclude = reader.strings("dynlib_exclude")?.map(\.text) ?? []
    let indexes = reader.packageIndexes(surroundings.uv)
    let priority = reader.priorityIndexes(surroundings.uv)
    let conditions = reader.conditionRequirements()
    let overrides = (reader.stringTable("index_overrides") ?? []).map { ($0.key, $0.text) }
    reader.noteBuildRequirements()
    reader.refuseUnknown()
    guard let name, let base else { return nil }
    self.init(
      category: category, name: name, place: table.place, requirements: requirements, isVersioned: isVersioned,
      platforms: platforms, platformsPlace: platformsPlace, linuxTarget: linux, macosxTarget: macosx,
      dynlibExclude: dynlibExclude, packageIndexes: indexes, priorityIndexes: priority,
      indexOverrides: category == .runtime ? [:] : Dictionary(overrides, uniquingKeysWith: { $1 }), base: base,
      launchModule: launch, supportModules: support, conditionRequirements: conditions)
  }
}

extension FieldReader {
  mutating func layerName(_ category: LayerCategory) -> String? {
    guard let name = requiredString("name", example: "\"…\"") else { return nil }
    let place = value("name")?.place
    guard isFolderName(name) else {
      report(
        Diagnostic(
          "spec.bad-name", "'\(escaped(name))' can't be a layer's name: it becomes a folder's name", at: place,
          hint: "use letters, digits, '-', '_', '.' and '@'"))
      return nil
    }
    let reserved = [LayerCategory.framework, .application].map(\.prefix)
    if category == .runtime, let prefix = reserved.first(where: { name.hasPrefix($0) }) {
      report(
        Diagnostic(
          "spec.reserved-name", "a runtime's name can't start with '\(prefix)', which marks other layers", at: place,
          hint: "rename the runtime '\(name)'"))
    }
    return name
  }

  mutating func requirements() -> [Requirement] {
    if value("requirements") == nil {
      missing("'requirements'", hint: "add requirements = [\"…\"]; it may be empty")
    }
    return (strings("requirements") ?? []).compactMap { entry in
      do throws(Diagnostic) { return try Requirement(parsing: entry.text) } catch {
        report(
          "spec.requirement", "invalid requirement syntax: \(error.message)", at: entry.place,
          hint: "write it as in PEP 508, such as \"numpy>=2,<3; sys_platform == 'linux'\"")
        return nil
      }
    }
  }

  fileprivate mutating func noteBuildRequirements() {
    guard let value = value("build_requirements") else { return }
    report(
      "spec.deprecated", "'build_requirements' has no effect any more", at: value.place, hint: "drop the field",
      severity: .warning)
  }
}

private func isFolderName(_ name: String) -> Bool {
  // Nearly all names are plain; classes of characters beyond ASCII cost.
  if isPlainName(name) { return true }
  let awkward: Set<Character> = ["/", "\\", "\"", "'", "$", "`", ":"]
  return !name.isEmpty && !name.hasPrefix(".") && escaped(name) == name
    && !name.contains { awkward.contains($0) || $0.isWhitespace }
}

/// Letters, digits, `-`, `_`, `.` and `@`, with no dot in front.
private func isPlainName(_ name: String) -> Bool {
  guard let first = name.utf8.first, first != UInt8(ascii: ".") else { return false }
  return name.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
