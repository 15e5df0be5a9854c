import Comparison
import Diagnostics

/// The manifest of a jar tells who built it, when and with what.
struct JarManifest: ContentMask {
  let description = CauseDescription(
    id: "jar-manifest",
    meaning: "manifests of jars tell who built them, when and with what, or list it in another order",
    proof: "attributes such as Built-By and Build-Jdk are left out where they differ, the others sorted and unfolded",
    fooledBy: "a build with another JDK on purpose",
    fix: "set project.build.outputTimestamp with Maven, '-noextraheaders' with Bnd, and pin the JDK")

  private static let names = Set(
    [
      "Built-By", "Build-Jdk", "Build-Jdk-Spec", "Created-By", "Bnd-LastModified", "Build-Time", "Build-Date",
      "Build-Timestamp", "Built-On", "Built-Date", "Build-Host", "Build-Java-Version", "Build-OS", "Tool",
      "Originally-Created-By", "Archiver-Version", "Implementation-Build", "Implementation-Build-Date",
      "Implementation-Build-Time",
    ].map { Array($0.utf8) })

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard pair.hasEnding("META-INF/MANIFEST.MF"), pair.isText,
      let left = HeaderFields(pair.expected, folding: .joined), let right = HeaderFields(pair.actual, folding: .joined),
      left.sections.count == right.sections.count
    else { return nil }
    var (expected, actual, evidence) = ([UInt8](), [UInt8](), [String]())
    for (left, right) in zip(left.sections, right.sections) {
      let dropped = Self.names.filter { values(of: $0, left) != values(of: $0, right) }.sorted {
        $0.lexicographicallyPrecedes($1)
      }
      evidence += dropped.map { shown($0, left, right) }
      let rest = (left.filter { !dropped.contains($0.name) }, right.filter { !dropped.contains($0.name) })
      if rest.0 != rest.1, sorted(rest.0) == sorted(rest.1) { evidence.append("attributes stand in another order") }
      expected += text(sorted(rest.0))
      actual += text(sorted(rest.1))
    }
    var masked = pair
    (masked.expected, masked.actual) = (expected, actual)
    if evidence.isEmpty, masked.isEqual { evidence = ["lines are folded or ended differently"] }
    guard !evidence.isEmpty else { return nil }
    return MaskedContent(pair: masked, evidence: evidence)
  }

  private func values(of name: [UInt8], _ section: [HeaderFields.Field]) -> [[UInt8]] {
    section.filter { $0.name == name }.map(\.value)
  }

  private func shown(_ name: [UInt8], _ left: [HeaderFields.Field], _ right: [HeaderFields.Field]) -> String {
    let sides = [left, right].map { section in
      values(of: name, section).first.map { "'\(escaped(bytes: $0.prefix(80)))'" } ?? "nothing"
    }
    return "\(escaped(bytes: name)): \(sides[0]) expected, \(sides[1]) actual"
  }

  private func sorted(_ section: [HeaderFields.Field]) -> [HeaderFields.Field] {
    section.sorted { left, right in
      left.name == right.name
        ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
    }
  }

  private func text(_ section: [HeaderFields.Field]) -> [UInt8] {
    section.flatMap { $0.name + [UInt8(ascii: ":"), 0x20] + $0.value + [0x0A] } + [0x0A]
  }
}
