/// A pattern for absolute paths: `*` and `?` stay within a name, `**` goes over `/`, `[…]` and `[!…]` are classes.
///
/// It has to fit the whole path; one without a slash in front is taken to have one. Works on UTF-8 bytes, in time that is
/// the product of both lengths at most.
package struct PathGlob: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case byte(UInt8)
    /// Any one byte of a name.
    case one
    /// Any number of them.
    case many
    /// Any number of bytes, slashes too.
    case all
    case oneOf([ClosedRange<UInt8>], isNegated: Bool)
  }

  private let parts: [Part]

  package init(_ text: String) {
    var rest = Array((text.hasPrefix("/") ? text : "/" + text).utf8)[...]
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): parts.append(.one)
      case UInt8(ascii: "*") where rest.first == byte:
        rest = rest.drop { $0 == byte }
        parts.append(.all)
      case UInt8(ascii: "*"): parts.append(.many)
      case UInt8(ascii: "["): parts.append(Self.characterClass(&rest) ?? .byte(byte))
      default: parts.append(.byte(byte))
      }
    }
    self.parts = parts
  }

  package func matches(_ path: String) -> Bool {
    var places = [Bool](repeating: false, count: parts.count + 1)
    places[0] = true
    skipEmpty(&places)
    for byte in path.utf8 {
      var next = [Bool](repeating: false, count: places.count)
      for (index, part) in parts.enumerated() where places[index] {
        switch part {
        case .byte(let wanted): next[index + 1] = next[index + 1] || wanted == byte
        case .one: next[index + 1] = next[index + 1] || byte != UInt8(ascii: "/")
        case .many: next[index] = next[index] || byte != UInt8(ascii: "/")
        case .all: next[index] = true
        case .oneOf(let ranges, let isNegated):
          let isIn = byte != UInt8(ascii: "/") && ranges.contains { $0.contains(byte) } != isNegated
          next[index + 1] = next[index + 1] || isIn
        }
      }
      skipEmpty(&next)
      places = next
    }
    return places[parts.count]
  }

  /// `*` and `**` also fit nothing.
  private func skipEmpty(_ places: inout [Bool]) {
    for (index, part) in parts.enumerated() where places[index] && (part == .many || part == .all) {
      places[index + 1] = true
    }
  }

  /// What stands behind `[`; nil when there is no `]`, and then the bracket stands for itself.
  private static func characterClass(_ rest: inout ArraySlice<UInt8>) -> Part? {
    var text = rest
    let isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    // A bracket right at the start is a member.
    guard let end = text.dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return nil }
    var members = text[..<end]
    var ranges: [ClosedRange<UInt8>] = []
    while let low = members.popFirst() {
      if members.count >= 2, members.first == UInt8(ascii: "-"), let high = members.dropFirst().first {
        members = members.dropFirst(2)
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    rest = text[(end + 1)...]
    return .oneOf(ranges, isNegated: isNegated)
  }
}
