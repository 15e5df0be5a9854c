import CanonicalJSON
import Comparison
import Diagnostics

/// What differs in a container: its own fields, the members in a table, and the details, which may be containers.
struct DiffHTMLMembers {
  let limits: DiffReportLimits
  /// So many members of a container have their details open from the start.
  private let openMembers = 5

  init(limits: DiffReportLimits) { self.limits = limits }

  /// The sections of a container, which is the last of `outer`, with headings of `level`; `id` begins the names of
  /// their places.
  func sections(
    of difference: InventoryDifference, explained: ExplainedMembers, inside outer: [String] = [], level: Int,
    id: String, budget: inout HTMLBudget
  ) -> [HTML] {
    var sections = [containerFields(difference, level)].compactMap { $0.flatMap { budget.take($0) } }
    guard !difference.differences.isEmpty, !budget.isSpent else { return sections }
    let list = MemberList(difference, explained: explained)
    let listed = Array(list.listed.prefix(limits.members))
    var members = [heading(level, "Members")]
    members += table(listed, id: id, budget: &budget)
    members += cutNote(list.listed.count - listed.count, "member")
    members += folded(list.folded).compactMap { budget.take($0) }
    sections.append(HTML(.section, containing: members))
    let detailed = listed.enumerated().filter(\.element.hasDetails)
    guard !detailed.isEmpty, !budget.isSpent else { return sections }
    var details = [heading(level, "Details")]
    for (index, member) in detailed {
      let isOpen = details.count <= openMembers
      let id = "\(id)-\(index + 1)"
      guard
        let part = self.details(
          member, explained.inside(member), inside: outer, level: level, id: id, isOpen: isOpen, budget: &budget)
      else { break }
      details.append(part)
    }
    return sections + [HTML(.section, containing: details)]
  }

  private func heading(_ level: Int, _ text: String) -> HTML {
    switch level {
    case 2: HTML(.h2, text: text)
    case 3: HTML(.h3, text: text)
    case 4: HTML(.h4, text: text)
    case 5: HTML(.h5, text: text)
    default: HTML(.h6, text: text)
    }
  }

  private func containerFields(_ difference: InventoryDifference, _ level: Int) -> HTML? {
    guard !difference.container.isEmpty else { return nil }
    let rows = difference.container.map { field in
      HTML(
        .tr,
        containing: [
          HTML(.th, .scope("row"), text: field.field.rawValue), HTML(.td, containing: [expected(field.expected)]),
          HTML(.td, containing: [actual(field.actual)]),
        ])
    }
    return HTML(
      .section,
      containing: [heading(level, "Container"), fieldTable(["Field", "Expected", "Actual"], rows, "container")])
  }

  /// A table of names with the two values of each.
  private func fieldTable(_ titles: [String], _ rows: [HTML], _ name: String) -> HTML {
    let head = HTML(.tr, containing: titles.map { HTML(.th, .scope("col"), text: $0) })
    return HTML(
      .table, .class(name), containing: [HTML(.thead, containing: [head]), HTML(.tbody, containing: rows)])
  }

  private func table(_ members: [Difference], id: String, budget: inout HTMLBudget) -> [HTML] {
    var rows: [HTML] = []
    for (index, member) in members.enumerated() {
      guard let row = budget.take(row(member, id: "\(id)-\(index + 1)")) else { break }
      rows.append(row)
    }
    return rows.isEmpty ? [] : [fieldTable(["Kind", "Member", "Fields"], rows, "members")]
  }

  private func row(_ member: Difference, id: String) -> HTML {
    let name = HTML(.code, text: shownPath(member))
    var fields = member.fields.flatMap { field in
      [HTML(.dt, text: field.field.rawValue), HTML(.dd, containing: values(field, of: member))]
    }
    if let outline = member.outline { fields = [HTML(.dt, text: "was"), HTML(.dd, text: outline)] }
    if member.kind == .extra, let outline = member.outline {
      fields = [HTML(.dt, text: "is"), HTML(.dd, text: outline)]
    }
    return HTML(
      .tr, .class(member.kind.rawValue),
      containing: [
        HTML(.td, containing: [badge(member)]),
        HTML(
          .th, .scope("row"),
          containing: [member.hasDetails ? HTML(.a, .link(to: id), containing: [name]) : name]),
        HTML(.td, containing: fields.isEmpty ? [] : [HTML(.dl, .class("fields"), containing: fields)]),
      ])
  }

  private func values(_ field: FieldDifference, of member: Difference) -> [HTML] {
    if field.field == .content, member.hasDetails {
      let inside = member.inner.map { "inside: \($0.counts.isEmpty ? "equal" : $0.counts)" }
      return [HTML(inside ?? "differs, see below")]
    }
    let note = field.field == .mode ? member.gainedPrivileges : nil
    return [expected(field.expected), HTML(" → "), actual(field.actual)]
      + (note.map { [HTML(" "), HTML(.strong, text: $0)] } ?? [])
  }

  private func expected(_ value: JSONValue) -> HTML { HTML(.del, text: shownValue(value, limit: 1000, digits: 64)) }
  private func actual(_ value: JSONValue) -> HTML { HTML(.ins, text: shownValue(value, limit: 1000, digits: 64)) }

  private func badge(_ member: Difference) -> HTML {
    HTML(.span, .class("badge \(member.kind.rawValue)"), text: member.kind.rawValue)
  }

  private func shownPath(_ member: Difference) -> String {
    let name = shownName(member.path, limit: 1000)
    return name.hasSuffix("'") ? String(name.dropFirst().dropLast()) : name
  }

  private func folded(_ groups: [MemberList.Group]) -> [HTML] {
    guard !groups.isEmpty else { return [] }
    let number = groups.reduce(0) { $0 + $1.count }
    let items = groups.prefix(limits.members).map { HTML(.li, text: $0.text) }
    return [
      HTML(
        .details, .class("folded"),
        containing: [
          HTML(.summary, text: "\(count(number, "member")) that the causes explain wholly"),
          HTML(.ul, containing: items),
        ] + cutNote(groups.count - limits.members, "group"))
    ]
  }

  private func details(
    _ member: Difference, _ explained: ExplainedMembers, inside outer: [String], level: Int, id: String,
    isOpen: Bool, budget: inout HTMLBudget
  ) -> HTML? {
    let place = outer.map { "\($0) » " }.joined()
    let path = [HTML(.span, .class("muted"), text: place)].filter { _ in !place.isEmpty } + [HTML(shownPath(member))]
    let title = HTML(.summary, containing: [badge(member), HTML(" "), HTML(.code, containing: path)])
    guard let title = budget.take(title) else { return nil }
    var parts = [title]
    if let content = member.content {
      parts += DiffHTMLContent(limits: limits).parts(of: content).compactMap { budget.take($0) }
    }
    if let inner = member.inner {
      if let sentence = inner.uncomparedSentence { parts.append(HTML(.p, text: sentence)) }
      let sections = sections(
        of: inner, explained: explained, inside: outer + [shownPath(member)], level: level + 1, id: id,
        budget: &budget)
      parts.append(HTML(.div, .class("inside"), containing: sections))
    }
    return HTML(.details, .class("member"), .id(id), .openWhere(isOpen), containing: parts)
  }
}
