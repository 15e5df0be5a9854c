import CanonicalJSON
import Comparison

/// What differs in a container: its own fields, the members in a table, and the details, which may be containers.
///
/// Details stand one below the other, each under its whole path, so that one deep inside can be found by it.
struct DiffTextMembers {
  let isColoured: Bool
  let limits: DiffReportLimits
  /// In columns; a row that would be longer is broken.
  let width: Int

  func add(_ difference: InventoryDifference, explained: ExplainedMembers, to lines: inout DiffTextLines) {
    let detailed = addTables(difference, explained, to: &lines, indent: 0)
    guard !detailed.isEmpty else { return }
    lines.begin("details")
    for member in detailed { addDetails(member, explained, inside: [], to: &lines) }
  }

  /// The fields of the container and the table of its members; the result is those of which there is more to tell.
  private func addTables(
    _ difference: InventoryDifference, _ explained: ExplainedMembers, to lines: inout DiffTextLines, indent: Int
  ) -> [Difference] {
    if !difference.container.isEmpty { lines.begin("container", indent: indent) }
    let names = difference.container.map(\.field.rawValue.count).max() ?? 0
    for field in difference.container {
      let padding = String(repeating: " ", count: names - field.field.rawValue.count)
      lines.add("\(field.field.rawValue)\(padding)  \(arrow(field.expected, field.actual))", indent: indent + 2)
    }
    guard !difference.differences.isEmpty, !lines.isFull else { return [] }
    let list = MemberList(difference, explained: explained)
    lines.begin("members", indent: indent)
    for member in list.listed.prefix(limits.members) { addRow(member, to: &lines, indent: indent + 2) }
    lines.cut(list.listed.count - limits.members, "member", indent: indent + 2)
    for group in list.folded.prefix(limits.members) { lines.add("explained  \(group.text)", indent: indent + 2) }
    lines.cut(list.folded.count - limits.members, "group", indent: indent + 2)
    return list.listed.prefix(limits.members).filter(\.hasDetails)
  }

  /// One line if it is short enough, else one for each field.
  private func addRow(_ member: Difference, to lines: inout DiffTextLines, indent: Int) {
    let colour: TextColour =
      switch member.kind {
      case .missing: .red
      case .extra: .green
      case .changed, .moved: .yellow
      }
    let kind = member.kind.rawValue + String(repeating: " ", count: 9 - member.kind.rawValue.count)
    let name = shownName(member.path)
    let fields = member.outline.map { [$0] } ?? member.fields.map { field($0, of: member) }
    let row = ([name] + [fields.joined(separator: ", ")]).filter { !$0.isEmpty }.joined(separator: ": ")
    let isShort = indent + 11 + row.count <= width
    lines.add("\(colour.paint(kind, if: isColoured))  \(isShort ? row : name)", indent: indent)
    if !isShort { for field in fields { lines.add(field, indent: indent + 13) } }
  }

  private func field(_ difference: FieldDifference, of member: Difference) -> String {
    let name = difference.field.rawValue
    if difference.field == .content {
      if let inner = member.inner { return "\(name) (inside: \(inner.counts.isEmpty ? "equal" : inner.counts))" }
      if let content = member.content { return name + (content.isReadable ? "" : sizeNote(member)) }
      // Without digests there is nothing to show: it is encrypted, or only one side can have a content.
      if difference.expected == .null, difference.actual == .null { return name }
    }
    let note = difference.field == .mode ? member.gainedPrivileges.map { " (\($0))" } ?? "" : ""
    return "\(name) \(arrow(difference.expected, difference.actual))\(note)"
  }

  /// The size of a content that only differs otherwise.
  private func sizeNote(_ member: Difference) -> String {
    guard !member.differs(in: .size), let size = member.actual?.size else { return "" }
    return " (\(count(size, "byte")))"
  }

  private func arrow(_ expected: JSONValue, _ actual: JSONValue) -> String {
    "\(shownValue(expected)) → \(shownValue(actual))"
  }

  private func addDetails(
    _ member: Difference, _ explained: ExplainedMembers, inside outer: [[UInt8]], to lines: inout DiffTextLines
  ) {
    guard !lines.isFull else { return }
    let path = outer + [member.path]
    if let next = member.onlyContainer { return addDetails(next, explained.inside(member), inside: path, to: &lines) }
    lines.add(path.map { shownName($0) }.joined(separator: " » "), indent: 2)
    let all = member.content?.lines ?? []
    for line in all.prefix(limits.lines) { lines.add(painted(line), indent: 4) }
    lines.cut(all.count - limits.lines, "line", indent: 4)
    if let hint = member.content?.limitHint { lines.add("hint: \(hint)", indent: 4) }
    guard let inner = member.inner else { return }
    if let sentence = inner.uncomparedSentence { lines.add(sentence, indent: 4) }
    let innerExplained = explained.inside(member)
    for member in addTables(inner, innerExplained, to: &lines, indent: 4) {
      addDetails(member, innerExplained, inside: path, to: &lines)
    }
  }

  /// A line of a unified diff or of bytes.
  private func painted(_ line: String) -> String {
    let line = harmless(line)
    return switch line.utf8.first {
    case UInt8(ascii: "-"): TextColour.red.paint(line, if: isColoured)
    case UInt8(ascii: "+"): TextColour.green.paint(line, if: isColoured)
    case UInt8(ascii: "@"): TextColour.faint.paint(line, if: isColoured)
    default: line
    }
  }
}

extension Difference {
  /// The member inside that holds all differences, and is itself a container: to be shown in this one's place.
  fileprivate var onlyContainer: Difference? {
    guard let inner, inner.container.isEmpty, inner.uncomparedFields.isEmpty, inner.differences.count == 1,
      let only = inner.differences.first, only.inner != nil,
      only.differingFields.allSatisfy({ [.content, .size, .compressed].contains($0) })
    else { return nil }
    return only
  }
}
